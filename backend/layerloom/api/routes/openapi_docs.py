"""`/api/v1/docs`: the routes on a small page of our own, so that no viewer is loaded from another server."""

from html import escape
from typing import Any

from fastapi import APIRouter, FastAPI, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse, JSONResponse, Response

from layerloom.api.strict_routes import PREFIX

router = APIRouter(prefix=PREFIX, include_in_schema=False)

_PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Layerloom API</title>
<style>
body{{font:15px/1.5 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem;color:#1d2433}}
code{{font-size:.95em}}b{{display:inline-block;min-width:4.2rem;color:#2f5bd7}}li{{margin:.6rem 0;list-style:none}}
ul{{padding:0}}small{{color:#5b6478;display:block;margin-left:4.4rem}}
</style>
<h1>Layerloom API {version}</h1>
<p>Send the token of <code>layerloom token</code> as <code>Authorization: Bearer …</code>. The whole description, with
every schema: <a href="openapi.json">openapi.json</a>.</p>
{body}
"""


@router.get("/openapi.json", response_class=Response)
async def openapi(request: Request) -> Response:
    """The OpenAPI description as JSON."""
    return JSONResponse(await run_in_threadpool(request.app.openapi))


@router.get("/docs", response_class=Response)
async def docs(request: Request) -> Response:
    """The OpenAPI description as a page."""
    return HTMLResponse(await run_in_threadpool(_written, request.app))


def _written(app: FastAPI) -> str:
    schema = app.openapi()
    groups: dict[str, list[str]] = {}
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            groups.setdefault(operation.get("tags", ["service"])[0], []).append(
                _line(method, path, operation)
            )
    groups.setdefault("runs", []).append(
        _line("ws", f"{PREFIX}/runs/{{id}}/stream?after=SEQ", {"description": _STREAM})
    )
    body = "".join(f"<h2>{escape(tag)}</h2><ul>{''.join(lines)}</ul>" for tag, lines in groups.items())
    return _PAGE.format(version=escape(schema["info"]["version"]), body=body)


def _line(method: str, path: str, operation: dict[str, Any]) -> str:
    query = [p["name"] for p in operation.get("parameters", []) if p["in"] == "query"]
    suffix = f"?{'&amp;'.join(query)}" if query else ""
    text = escape(operation.get("description", ""))
    return f"<li><b>{method.upper()}</b><code>{escape(path)}{suffix}</code><small>{text}</small></li>"


_STREAM = "Replays the events after SEQ, then goes on live; closes with 1000 after the last one."
