"""Translates the sentences of responses to the language that the request accepts. English passes unchanged."""

import re
from collections.abc import Mapping

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from layerloom_schema.checks.reports import CheckReport
from layerloom_schema.data.datasets import DatasetList, TemplateInfo, TemplateList
from layerloom_schema.errors import ErrorBody
from layerloom_schema.runs.sweeps import SweepDetail
from layerloom_schema.runs.views import RunDetail, RunList, RunRecord
from layerloom_schema.service import ExpandedModel, Imported
from layerloom_schema.text.languages import Language, accepted_language

Translated = (
    ErrorBody
    | CheckReport
    | ExpandedModel
    | Imported
    | RunList
    | RunRecord
    | SweepDetail
    | DatasetList
    | TemplateInfo
    | TemplateList
)
"""Bodies that contain texts: errors, problems, warnings, why runs failed, and what data sets and templates are."""
_REPORTS: Mapping[str, type[Translated]] = {
    "POST /api/v1/check": CheckReport,
    "POST /api/v1/expand": ExpandedModel,
    "POST /api/v1/import": Imported,
    "GET /api/v1/runs": RunList,
    "POST /api/v1/runs": RunRecord,
    "GET /api/v1/datasets": DatasetList,
    "GET /api/v1/templates": TemplateList,
}
_TEMPLATE = re.compile(r"GET /api/v1/templates/[^/]+")
_RUN = re.compile(r"GET /api/v1/runs/[^/]+")
_RUN_CHANGED = re.compile(r"(?:POST|PUT) /api/v1/runs/[^/]+/(?:stop|pause|unpause|label|restore)")


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
        model: type[Translated] | None = None
        chunks: list[bytes] = []

        async def collect(message: Message) -> None:
            nonlocal start, model
            if message["type"] == "http.response.start":
                model = _model_of(message, f"{scope['method']} {scope['path']}")
                start = message if model is not None else None
            if start is None or model is None:
                await send(message)
            elif message["type"] == "http.response.body":
                chunks.append(message.get("body", b""))
                if not message.get("more_body", False):
                    body = await run_in_threadpool(_in_language, b"".join(chunks), model, language)
                    headers = MutableHeaders(scope=start)
                    headers["content-length"] = str(len(body))
                    headers["content-language"] = language
                    await send(start)
                    await send({"type": "http.response.body", "body": body})

        await self._app(scope, receive, collect)


def _model_of(start: Message, request: str) -> type[Translated] | None:
    """What the body of a response is, if it contains sentences. `request` is its method and path."""
    if not Headers(raw=start["headers"]).get("content-type", "").startswith("application/json"):
        return None
    if start["status"] >= 400:
        return ErrorBody
    if _TEMPLATE.fullmatch(request):
        return TemplateInfo
    if _RUN.fullmatch(request):
        return RunDetail
    return RunRecord if _RUN_CHANGED.fullmatch(request) else _REPORTS.get(request)


def _in_language(body: bytes, model: type[Translated], language: Language) -> bytes:
    translated = model.model_validate_json(body).in_language(language)
    return translated.model_dump_json(exclude_none=model is ErrorBody).encode()
