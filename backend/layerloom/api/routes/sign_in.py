"""Sign-in of browsers by a one-time link, and the hint for browsers that are not signed in."""

from html import escape
from typing import Literal

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from layerloom.api.auth.authenticator import SESSION_SECONDS
from layerloom.api.services import ServicesDep
from layerloom_schema.base import Json
from layerloom_schema.errors import ErrorCode, Refused
from layerloom_schema.text.languages import accepted_language
from layerloom_schema.text.messages import message

router = APIRouter(include_in_schema=False)

_HINT = """<!doctype html>
<html lang="{language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Layerloom</title>
<style>
body{{font:16px/1.5 system-ui,sans-serif;max-width:34rem;margin:18vh auto;padding:0 1.5rem;color:#1d2433}}
code{{background:#eef0f5;padding:.1rem .3rem;border-radius:4px}}a{{color:#2f5bd7}}
@media(prefers-color-scheme:dark){{body{{background:#14171f;color:#e6e9f0}}code{{background:#242938}}a{{color:#8fb0ff}}}}
</style>
<h1>{title}</h1>
<p>{text}</p>
<p>{already}</p>
"""
_CODES = {"serve": "layerloom serve", "logs": "docker compose logs", "http": "http", "open": "/open/"}
"""What the hint names in a fixed width."""


@router.get("/open/{secret}", response_class=Response)
async def open_link(secret: str, request: Request, services: ServicesDep) -> Response:
    """Exchange a one-time link for a cookie that scripts cannot read, then redirect to the page."""
    session = await services.authenticator.exchange(secret)
    if session is None:
        return hint(request, services, "used", 410)
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
        return hint(request, services, "needed", 401)
    page = request.app.state.page
    if page is None:
        raise Refused(404, ErrorCode.not_found, variant="page")
    response: Response = await page.index(request)
    return response


def hint(request: Request, services: ServicesDep, title: Literal["used", "needed"], status: int) -> Response:
    """A small page that says where to find a link. Prints a new link if none is left."""
    services.announce_link()
    language = accepted_language(request.headers.get("accept-language", ""))

    def text(code: str, **params: Json) -> str:
        return message("output", f"sign_in.{code}", params, language=language)

    where = text("where", **{name: f"<code>{code}</code>" for name, code in _CODES.items()})
    page = _HINT.format(
        language=language,
        title=escape(text(title)),
        text=f"{text('once')} {where}" if title == "used" else where,
        already=text("already", go_on=f'<a href="/">{text("go_on")}</a>'),
    )
    return HTMLResponse(page, status_code=status)
