"""Converts the answer of a worker process to an HTTP response without decoding its body."""

from starlette.responses import Response

from layerloom.processes.worker_connection import WorkerAnswer


def worker_reply(
    answer: WorkerAnswer, *, filename: str | None = None, media: str = "application/json"
) -> Response:
    """The answer unchanged as a response. An error keeps its status and its JSON body."""
    if answer.status != 200:
        return Response(answer.body, status_code=answer.status, media_type="application/json")
    headers = {"content-disposition": f'attachment; filename="{filename}"'} if filename else None
    return Response(answer.body, media_type=media, headers=headers)
