"""The reply of a worker process to one request, chosen by the name of its operation."""

import errno
import traceback
from collections.abc import Callable, Mapping
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import PydanticSerializationError

from layerloom.processes.framing import Frame
from layerloom.runtime.disk_reserve import is_full
from layerloom_schema import strict_json
from layerloom_schema.base import Json
from layerloom_schema.errors import ErrorBody, ErrorCode, LayerloomError, Refused, Unreadable
from layerloom_schema.text.invalid_values import reason

S = TypeVar("S")
M = TypeVar("M", bound=BaseModel)


def reply_to(
    operations: Mapping[str, Callable[[S, Frame], bytes]], session: S, request: Frame, worker: str
) -> Frame:
    """The status and the body of a reply. `worker` is the variant of an internal error.

    An expected error becomes its own status and body, any other is logged and becomes a 500. Raises `MemoryError`:
    a process without memory has to be replaced.
    """
    try:
        status, body = 200, operations[str(request.head["op"])](session, request)
    except LayerloomError as error:
        status, body = _refusal(error)
    except MemoryError:
        raise
    except OSError as error:
        traceback.print_exc()
        status, refusal = _of_disk(error, worker)
        body = encode_json(refusal)
    except Exception:
        traceback.print_exc()
        status, body = 500, encode_json(ErrorBody(code=ErrorCode.internal, variant=worker))
    return Frame({"status": status}, body)


def _refusal(error: LayerloomError) -> tuple[int, bytes]:
    """The status and the body of an expected error, whose params may be names of a script."""
    try:
        return error.status, encode_json(error.body)
    except Unreadable as unreadable:
        return unreadable.status, encode_json(unreadable.body)


def _of_disk(error: OSError, worker: str) -> tuple[int, ErrorBody]:
    """The status and the error of a file that could not be read or written."""
    if is_full(error) or error.errno == errno.EFBIG:
        return 507, ErrorBody(code=ErrorCode.disk_full, variant="save")
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return 503, ErrorBody(code=ErrorCode.data_dir, variant="read_only")
    return 500, ErrorBody(code=ErrorCode.internal, variant=worker)


def encode_json(message: BaseModel) -> bytes:
    """A message as the body of a reply.

    Raises `Unreadable` where a text holds half of a character, which a script can say and JSON cannot.
    """
    try:
        return message.model_dump_json().encode()
    except PydanticSerializationError as error:
        if strict_json.holds_surrogate(message.model_dump()):
            raise Unreadable(ErrorCode.unreadable, variant="surrogate") from error
        raise


def parse_body(model: type[M], request: Frame) -> M:
    """The body of a request as a model.

    Raises `Unreadable` where it is no JSON, and `Refused`, with the first field that is wrong, where it is no such model.
    """
    try:
        return model.model_validate(strict_json.loads(request.body))
    except ValidationError as error:
        raise _refused_field(error) from error


def _refused_field(error: ValidationError) -> Refused:
    """The refusal of a body with the first of its fields that is wrong."""
    first = error.errors(include_url=False)[0]
    place = ".".join(str(part) for part in first["loc"]) or "body"
    where: dict[str, Json] = {"field": place}
    params: dict[str, Json] = {"field": place, "why": reason(first)}
    return Refused(422, ErrorCode.bad_request, variant="field", params=params, where=where)
