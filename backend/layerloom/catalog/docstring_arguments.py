"""Read the `Args:` section of a Keras docstring."""

import inspect
import re
from collections.abc import Callable
from typing import Any

_SECTION = re.compile(r"^(Args|Arguments):\s*$\n(?P<body>(?:^[ \t]+.*\n?|^\s*\n)+)", re.MULTILINE)
_NAME = re.compile(r"^(?P<indent>[ \t]+)(?P<name>\w+)\s*(?:\([^)]*\))?:", re.MULTILINE)


def argument_texts(thing: Callable[..., Any]) -> dict[str, str]:
    """The text of each argument, on one line."""
    section = _SECTION.search((inspect.getdoc(thing) or "") + "\n")
    if section is None:
        return {}
    body = section["body"]
    indent = min((len(match["indent"]) for match in _NAME.finditer(body)), default=0)
    starts = [match for match in _NAME.finditer(body) if len(match["indent"]) == indent]
    ends = [match.start() for match in starts[1:]] + [len(body)]
    return {
        match["name"]: " ".join(body[match.end() : end].split())
        for match, end in zip(starts, ends, strict=True)
    }
