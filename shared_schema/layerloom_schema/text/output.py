"""Texts that a command or the server prints, in the language of the terminal."""

import os

from layerloom_schema.base import Json

from .languages import terminal_language
from .messages import message


def printed(code: str, **params: Json) -> str:
    """The text of a code of the section `output`."""
    return message("output", code, params, language=terminal_language(os.environ))
