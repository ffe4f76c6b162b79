"""Parse error messages of Keras and TensorFlow: the values in them, and one line that can be shown to a person."""

import re
from collections.abc import Mapping
from typing import Literal

from layerloom_schema.base import Json

Cause = Literal["index", "vocabulary", "label", "negative"]
LONGEST = 160
"""Maximum characters of a line that is shown."""
_CAUSES: Mapping[Cause, re.Pattern[str]] = {
    "index": re.compile(r"indices\[[\d,]*\] = (?P<got>-?\d+) is not in \[0, (?P<size>\d+)\)"),
    "vocabulary": re.compile(r"found OOV values \[(?P<got>.{1,60}?)[\]\s]"),
    "label": re.compile(
        r"label value of (?P<got>-?\d+) which is outside the valid range of \[0, (?P<size>\d+)\)"
    ),
    "negative": re.compile(r"must be non-negative! Negative input value found: (?P<got>-?\d+)"),
}
"""TensorFlow kernel messages about values that a layer or a loss cannot take."""
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_NODES = re.compile(r"\{\{(?:function_)?node [^}]*\}\}|\[\[[^\]]*\]\]|\[Op:[^\]]*\]|\bname: *$")
_PATHS = re.compile(r"(?:[A-Za-z]:)?(?:[/\\][\w.@+-]+){2,}")
_FRAME = re.compile(
    r"^(Graph execution error|Exception encountered when|Detected at node|Arguments received|File |Traceback)"
)


def cause_of(error: Exception) -> tuple[Cause, dict[str, Json]] | None:
    """The kind of value that was refused, the value `got`, and the `last` value that would have been accepted."""
    text = _plain(error).replace("\\", "")
    for cause, pattern in _CAUSES.items():
        found = pattern.search(text)
        if found is not None:
            numbers: dict[str, Json] = {"got": found["got"].strip("\"' ")}
            if "size" in pattern.groupindex:
                numbers["last"] = int(found["size"]) - 1
            return cause, numbers
    return None


def first_line(error: Exception) -> str:
    """The first line of Keras's message that says what went wrong, without graph nodes, paths and colours, shortened."""
    lines = (_NODES.sub("", line).strip() for line in _plain(error).splitlines())
    said = next((line for line in lines if line and not _FRAME.match(line)), type(error).__name__)
    said = "".join(letter for letter in " ".join(_PATHS.sub("…", said).split()) if letter.isprintable())
    return (said if len(said) <= LONGEST else said[: LONGEST - 1].rstrip() + "…").rstrip(".")


def _plain(error: Exception) -> str:
    return _COLOUR.sub("", str(error))
