"""Translates errors and problems of responses to the language that the request accepts. English passes unchanged."""

from collections.abc import Mapping

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from layerloom_schema.errors import ErrorBody
from layerloom_schema.languages import Language, accepted_language
from layerloom_schema.reports import CheckReport
from layerloom_schema.service import ExpandedModel, Imported

_REPORTS: Mapping[str, type[CheckReport | ExpandedModel | Imported]] = {
    "/api/v1/check": CheckReport,
    "/api/v1/expand": ExpandedModel,
    "/api/v1/import": Imported,
}
"""The paths whose successful responses contain sentences, of problems or of warnings."""


class AnswerLanguage:
    """Renders the sentences of JSON responses in another language, from their codes and params."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_http = scope["type"] == "http"
        language = accepted_language(Headers(scope=scope).get("accept-language", "")) if is_http else "en"
        if language == "en":
            await self._app(scope, receive, send)
            return
        start: Message | None = None
        chunks: list[bytes] = []

        async def collect(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start" and _has_sentences(message, scope["path"]):
                start = message
            elif start is None:
                await send(message)
            else:
                chunks.append(message.get("body", b""))
                if not message.get("more_body", False):
                    body = await run_in_threadpool(
                        _in_language, b"".join(chunks), start["status"], scope["path"], language
                    )
                    headers = MutableHeaders(scope=start)
                    headers["content-length"] = str(len(body))
                    headers["content-language"] = language
                    await send(start)
                    await send({"type": "http.response.body", "body": body})

        await self._app(scope, receive, collect)


def _has_sentences(start: Message, path: str) -> bool:
    media = Headers(raw=start["headers"]).get("content-type", "")
    return media.startswith("application/json") and (start["status"] >= 400 or path in _REPORTS)


def _in_language(body: bytes, status: int, path: str, language: Language) -> bytes:
    if status >= 400:
        error = ErrorBody.model_validate_json(body).in_language(language)
        return error.model_dump_json(exclude_none=True).encode()
    return _REPORTS[path].model_validate_json(body).in_language(language).model_dump_json().encode()
