"""The part of YAML that Keras 1 and 2 wrote configs in: mappings, lists and scalars, in blocks or in brackets.

No tag makes an object, and nothing refers to anything else: tags, anchors, aliases, block scalars and several documents
are refused. A `!!python/tuple`, as Keras wrote shapes, is read as the list behind it.
"""

import re
from dataclasses import dataclass
from typing import NoReturn

from layerloom_schema.base import Json

from .refusals import refuse_model

_DEEPEST = 64
_TUPLE = "!!python/tuple"
_INT = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_FLOAT = re.compile(r"[-+]?([0-9]+\.[0-9]*([eE][-+][0-9]+)?|\.[0-9]+([eE][-+][0-9]+)?)")
_QUOTED = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"\\]|\\.)*\"")
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_TRUE = frozenset(word for base in ("yes", "true", "on") for word in (base, base.title(), base.upper()))
_FALSE = frozenset(word for base in ("no", "false", "off") for word in (base, base.title(), base.upper()))
_ESCAPES = {
    **{"0": "\0", "a": "\a", "b": "\b", "t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r", "e": "\x1b"},
    **{" ": " ", '"': '"', "/": "/", "\\": "\\", "N": "\x85", "_": "\xa0", "L": "\u2028", "P": "\u2029"},
}
_HEX = {"x": 2, "u": 4, "U": 8}


@dataclass(frozen=True)
class _Line:
    number: int
    indent: int
    text: str


def read_yaml(text: str) -> Json:
    """The value of a document. Raises `Refused` with the line of what is beyond this part of YAML."""
    lines = [
        _Line(number, len(line) - len(line.lstrip(" ")), line.strip(" \r"))
        for number, line in enumerate(text.split("\n"), 1)
    ]
    kept = [line for line in lines if line.text and not line.text.startswith("#")]
    if kept and kept[0].text == "---":
        kept = kept[1:]
    reader = _Reader(kept)
    value = reader.block(-1, 0)
    if reader.line is not None:
        _refuse(reader.line.number)
    return value


class _Reader:
    """Blocks, line by line; the rest of a line that a list or a key begins is put back as a line of its own."""

    def __init__(self, lines: list[_Line]) -> None:
        self._lines = lines[::-1]

    @property
    def line(self) -> _Line | None:
        return self._lines[-1] if self._lines else None

    def block(self, outside: int, depth: int) -> Json:
        """The value of the lines that are indented by more than `outside`; none is null."""
        line = self.line
        if line is None or line.indent <= outside:
            return None
        if depth > _DEEPEST:
            _refuse(line.number)
        if line.text.startswith(_TUPLE):
            self._replace(line, line.text[len(_TUPLE) :].lstrip())
            return self.block(outside, depth + 1)
        if _begins_item(line.text):
            return self._items(line.indent, depth)
        if _key_end(line.text) is not None:
            return self._members(line.indent, depth)
        return self._scalar(outside, depth)

    def _items(self, indent: int, depth: int) -> Json:
        found: list[Json] = []
        while (line := self.line) is not None and line.indent == indent and _begins_item(line.text):
            self._replace(line, line.text[1:].lstrip(" "))
            found.append(self.block(indent, depth + 1))
        return found

    def _members(self, indent: int, depth: int) -> Json:
        found: dict[str, Json] = {}
        while (line := self.line) is not None and line.indent == indent:
            end = _key_end(line.text)
            if end is None:
                _refuse(line.number)
            key = _Flow(line.text[:end], line.number).whole(depth)
            if not isinstance(key, str) or key in found:
                _refuse(line.number)
            rest = line.text[end + 1 :].lstrip(" ")
            tagged = rest == _TUPLE
            self._replace(line, "" if tagged else rest)
            below = self.line
            same = below is not None and below.indent == indent and _begins_item(below.text)
            found[key] = self.block(indent - 1 if same and not (rest and not tagged) else indent, depth + 1)
        return found

    def _scalar(self, outside: int, depth: int) -> Json:
        """A value in brackets, in quotes or plain, which may go on over lines that are indented further."""
        line = self._lines.pop()
        text = line.text
        while (sign := _open_sign(text)) or (text[0] not in "[{'\"" and self._goes_on(outside)):
            if not self._lines:
                _refuse(line.number)
            added = self._lines.pop().text
            text = text[:-1] + added if sign == '"' and _ends_escaped(text) else f"{text} {added}"
        return _Flow(text, line.number).whole(depth)

    def _goes_on(self, outside: int) -> bool:
        return self.line is not None and self.line.indent > outside

    def _replace(self, line: _Line, rest: str) -> None:
        """Put the rest of a line in its place, where it is further to the right."""
        self._lines.pop()
        if rest:
            self._lines.append(_Line(line.number, line.indent + len(line.text) - len(rest), rest))


class _Flow:
    """A value on one line."""

    def __init__(self, text: str, number: int) -> None:
        self._text = text
        self._number = number
        self._place = 0

    def whole(self, depth: int) -> Json:
        """The value, with nothing behind it but a comment."""
        value = self._value(depth, "")
        rest = self._text[self._place :].strip()
        if rest and not rest.startswith("#"):
            _refuse(self._number)
        return value

    def _value(self, depth: int, ends: str) -> Json:
        if depth > _DEEPEST:
            _refuse(self._number)
        self._skip()
        if self._text.startswith(_TUPLE, self._place):
            self._place += len(_TUPLE)
            self._skip()
        match self._next:
            case "[":
                return self._list(depth)
            case "{":
                return self._dict(depth)
            case "'":
                return self._quoted()
            case '"':
                return self._escaped()
            case "!" | "&" | "*" | "|" | ">" | "%" | "@" | "`":
                _refuse(self._number)
        if re.match(r"\?( |$)", self._text[self._place :]):  # a key that is no text
            _refuse(self._number)
        return self._plain(ends)

    @property
    def _next(self) -> str:
        return self._text[self._place : self._place + 1]

    def _skip(self) -> None:
        while self._next == " ":
            self._place += 1

    def _list(self, depth: int) -> Json:
        self._place += 1
        found: list[Json] = []
        while not self._closes("]"):
            found.append(self._value(depth + 1, ",]"))
            self._comma("]")
        return found

    def _dict(self, depth: int) -> Json:
        self._place += 1
        found: dict[str, Json] = {}
        while not self._closes("}"):
            key = self._value(depth + 1, ":,}")
            self._skip()
            if not isinstance(key, str) or key in found or self._next != ":":
                _refuse(self._number)
            self._place += 1
            found[key] = self._value(depth + 1, ",}")
            self._comma("}")
        return found

    def _closes(self, end: str) -> bool:
        self._skip()
        if self._next == end:
            self._place += 1
            return True
        if not self._next:
            _refuse(self._number)
        return False

    def _comma(self, end: str) -> None:
        self._skip()
        if self._next == ",":
            self._place += 1
        elif self._next != end:
            _refuse(self._number)

    def _plain(self, ends: str) -> Json:
        begin = self._place
        while self._next and self._next not in ends.replace(":", ""):
            if ":" in ends and re.match(r":( |$)", self._text[self._place :]):
                break
            if self._text.startswith(" #", self._place):
                break
            self._place += 1
        return _resolved(self._text[begin : self._place].strip(), self._number)

    def _quoted(self) -> str:
        end = re.compile(r"'((?:[^']|'')*)'").match(self._text, self._place)
        if end is None:
            _refuse(self._number)
        self._place = end.end()
        return end[1].replace("''", "'")

    def _escaped(self) -> str:
        found: list[str] = []
        self._place += 1
        while (letter := self._next) != '"':
            if not letter:
                _refuse(self._number)
            self._place += 1
            found.append(self._escape() if letter == "\\" else letter)
        self._place += 1
        return "".join(found).encode("utf-16", "surrogatepass").decode("utf-16", "replace")

    def _escape(self) -> str:
        letter = self._next
        self._place += 1
        if letter in _ESCAPES:
            return _ESCAPES[letter]
        digits = self._text[self._place : self._place + _HEX.get(letter, 0)]
        if not re.fullmatch(r"[0-9a-fA-F]+", digits) or int(digits, 16) > 0x10FFFF:
            _refuse(self._number)
        self._place += len(digits)
        return chr(int(digits, 16))


def _resolved(text: str, number: int) -> Json:
    """What a plain scalar means in YAML 1.1, of what JSON has."""
    if text in _NULLS:
        return None
    if text in _TRUE or text in _FALSE:
        return text in _TRUE
    if _INT.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text):
        return float(text)
    if re.fullmatch(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)", text):
        _refuse(number)
    return text


def _begins_item(text: str) -> bool:
    return text == "-" or text.startswith("- ")


def _key_end(text: str) -> int | None:
    """Where the colon of a key is; None where a line has none."""
    if text[0] in "[{":
        return None
    quoted = _QUOTED.match(text)
    if quoted is not None:
        return quoted.end() if re.match(r":( |$)", text[quoted.end() :]) else None
    if text[0] in "'\"":
        return None
    found = re.search(r":( |$)", text)
    comment = text.find(" #")
    return None if found is None or -1 < comment < found.start() else found.start()


def _open_sign(text: str) -> str:
    """The quote or bracket that a value has not closed yet; empty where all are closed."""
    if text[0] not in "[{'\"":
        return ""
    depth, place, before, gap = 0, 0, "[", False
    while place < len(text):
        letter = text[place]
        if letter in "'\"" and (before in "[{," or (before == ":" and gap)):
            closed = _QUOTED.match(text, place)
            if closed is None:
                return letter
            place, before = closed.end(), letter
            continue
        depth += (letter in "[{") - (letter in "]}")
        gap = letter == " "
        before = before if gap else letter
        place += 1
    return "[" if depth > 0 else ""


def _ends_escaped(text: str) -> bool:
    return (len(text) - len(text.rstrip("\\"))) % 2 == 1


def _refuse(line: int) -> NoReturn:
    raise refuse_model("yaml", line=line)
