"""One line of an event log. Logs are never rewritten: former names of fields are replaced while a line is read."""

from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from layerloom_schema import strict_json
from layerloom_schema.errors import Unreadable
from layerloom_schema.runs.events import EVENT, Event

_PRESENT_NAMES: dict[str, dict[str, str]] = {
    "completed": {"early": "stopped_by"},
    "diverged": {"born": "origin", "hidden": "masked_by_relu"},
}
"""By event, the fields that logs of protocol 1 have under another name, each with its present name."""


@dataclass(frozen=True)
class LogLine:
    """An event and its JSON text, which is sent to clients as it is."""

    event: Event
    text: str


def line_of(event: Event) -> LogLine:
    """The line of an event, with the text that a log has for it."""
    return LogLine(event, EVENT.dump_json(event).decode())


def read_line(line: bytes) -> LogLine | None:
    """The event of one line; `None` if the line is damaged.

    The text has all fields under their present names: a client is sent no less for a log of an earlier version.
    """
    try:
        event = EVENT.validate_json(line)
    except ValidationError:
        pass
    else:
        is_whole = len(event.model_fields_set) == len(type(event).model_fields)
        return LogLine(event, line.decode()) if is_whole else line_of(event)
    try:
        return line_of(EVENT.validate_python(_with_present_names(strict_json.loads(line))))
    except (ValidationError, Unreadable):
        return None


def read_event(line: bytes) -> Event | None:
    """The event of one line; `None` if the line is damaged."""
    found = read_line(line)
    return None if found is None else found.event


def _with_present_names(value: Any) -> Any:
    """The fields of an event, renamed. Any other value is returned as it is."""
    names = _PRESENT_NAMES.get(str(value.get("type")), {}) if isinstance(value, dict) else {}
    return {names.get(name, name): field for name, field in value.items()} if names else value
