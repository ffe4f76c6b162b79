"""Reads and adds members of a JSON object as raw text, so that a saved document is stored byte for byte."""

import json

_DECODER = json.JSONDecoder()
_SPACE = " \t\n\r"


def member_text(body: bytes, name: str) -> str:
    """The text of the top-level member `name` of a JSON object that `strict_json` has accepted before."""
    text = body.decode("utf-8-sig")
    at = _after_space(text, 0) + 1
    while True:
        at = _after_space(text, at)
        if text[at] == "}":
            raise KeyError(name)
        if text[at] == ",":
            at = _after_space(text, at + 1)
        key, at = _DECODER.raw_decode(text, at)
        start = _after_space(text, _after_space(text, at) + 1)
        _, at = _DECODER.raw_decode(text, start)
        if key == name:
            return text[start:at]


def with_member(text: str, name: str, value: str) -> str:
    """Append a member to the JSON object `text`. `value` is JSON text."""
    return f"{text[:-1]},{json.dumps(name)}:{value}}}"


def _after_space(text: str, at: int) -> int:
    while text[at] in _SPACE:
        at += 1
    return at
