"""Sign-in of browsers by a one-time link, and the hint for browsers that are not signed in."""

from html import escape

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from layerloom.api.auth.authenticator import SESSION_SECONDS
from layerloom.api.services import ServicesDep
from layerloom_schema.errors import ErrorCode, Refused

router = APIRouter(include_in_schema=False)

_HINT = """<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Layerloom</title>
<style>
body{{font:16px/1.5 system-ui,sans-serif;max-width:34rem;margin:18vh auto;padding:0 1.5rem;color:#1d2433}}
code{{background:#eef0f5;padding:.1rem .3rem;border-radius:4px}}a{{color:#2f5bd7}}
@media(prefers-color-scheme:dark){{body{{background:#14171f;color:#e6e9f0}}code{{background:#242938}}a{{color:#8fb0ff}}}}
</style>
<h1>{title}</h1>
<p>{text}</p>
<p>Already opened it in this browser? <a href="/">Go on to Layerloom.</a> If a link to a document led you here, load
this page again instead: the document is in its address.</p>
"""


@router.get("/open/{secret}", response_class=Response)
async def open_link(secret: str, services: ServicesDep) -> Response:
    """Exchange a one-time link for a cookie that scripts cannot read, then redirect to the page."""
    session = await services.authenticator.exchange(secret)
    if session is None:
        return hint("This link was used already", "Each link opens Layerloom once. " + _where(services), 410)
    response = RedirectResponse("/", status_code=303)
    response.set_cookie(
        services.authenticator.cookie,
        session,
        max_age=SESSION_SECONDS,
        path="/",
        httponly=True,
        samesite="strict",
    )
    return response


@router.get("/", response_class=Response)
async def index(request: Request, services: ServicesDep) -> Response:
    """The page, or for browsers that are not signed in, where to find the link."""
    if not request.state.signed_in:
        return hint("Open Layerloom by its link", _where(services), 401)
    page = request.app.state.page
    if page is None:
        raise Refused(404, ErrorCode.not_found, variant="page")
    response: Response = await page.index(request)
    return response


def hint(title: str, text: str, status: int) -> Response:
    """A small page with a message."""
    return HTMLResponse(_HINT.format(title=escape(title), text=text), status_code=status)


def _where(services: ServicesDep) -> str:
    """Where to find a link. Prints a new one if none is left."""
    services.announce_link()
    return (
        "The link is in the terminal where <code>layerloom serve</code> runs (in Docker: in "
        "<code>docker compose logs</code>). It begins with <code>http</code> and has <code>/open/</code> in it."
    )
