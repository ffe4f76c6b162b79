"""Cut a stream of text into blocks of whole records, and count what is in a block, without parsing a cell."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from layerloom.datasets.ingest.refusals import refuse_file
from layerloom.datasets.ingest.text_stream import MAX_LINE

from .csv_dialect import CsvDialect, split

_NEWLINE = ord("\n")
_PIECE = 1 << 17
"""Bytes that are counted together."""
_BLANK_LINES = re.compile(rb"\n(?:\r?\n)+")


@dataclass(frozen=True)
class Shape:
    """Records and separators of a block, and its text without blank lines."""

    rows: int
    separators: int
    content: bytes


@dataclass(frozen=True)
class TextBlock:
    """Whole records, each with its line end; `line` is the first one's, from 1."""

    content: bytes
    line: int
    dialect: CsvDialect

    def without_lines(self, count: int) -> "TextBlock":
        """The block without its first lines."""
        at = 0
        for _ in range(count):
            at = self.content.index(b"\n", at) + 1
        return TextBlock(self.content[at:], self.line + count, self.dialect)

    @cached_property
    def shape(self) -> Shape | None:
        """The counts of the block; None where quotes do not enclose whole cells, or blank lines are among them."""
        counts = self._counts
        if not self.is_quoted:
            if not counts.blank_lines:
                return Shape(counts.lines, counts.separators, self.content)
            content = _BLANK_LINES.sub(b"\n", self.content).lstrip(b"\r\n")
            return Shape(content.count(b"\n"), counts.separators, content)
        if counts.blank_lines or has_stray_quotes(self.content, self.dialect):
            return None
        outside = ~self._inside
        rows = int(np.count_nonzero((self._bytes == _NEWLINE) & outside))
        separators = np.count_nonzero((self._bytes == ord(self.dialect.separator)) & outside)
        return Shape(rows, int(separators), self.content)

    @property
    def lines(self) -> int:
        """How many lines it has; a record may have several."""
        return self._counts.lines

    @property
    def is_quoted(self) -> bool:
        """Whether a quotation mark is in it."""
        return self.dialect.quote is not None and self.dialect.quote.encode() in self.content

    def line_of(self, row: int) -> int:
        """The line in which a record begins; blank lines are no records."""
        return self.line + int(self._starts[row])

    @cached_property
    def _starts(self) -> NDArray[np.int64]:
        """The number of lines before each record."""
        ends = self._ends
        begins = np.concatenate(([0], ends[:-1] + 1))
        if self.is_quoted:
            return np.flatnonzero(np.concatenate(([True], ~self._inside[begins[1:] - 1])))
        bare = np.array([self.content[end - 1 : end] == b"\r" for end in ends], np.int64)
        return np.flatnonzero(ends - begins - bare > 0)

    @cached_property
    def _counts(self) -> "_Counts":
        return _count(self.content, ord(self.dialect.separator))

    @cached_property
    def _bytes(self) -> NDArray[np.uint8]:
        return np.frombuffer(self.content, np.uint8)

    @cached_property
    def _ends(self) -> NDArray[np.int64]:
        """The places of all line ends."""
        return np.flatnonzero(self._bytes == _NEWLINE)

    @cached_property
    def _inside(self) -> NDArray[np.bool_]:
        return inside_quotes(self.content, self.dialect)


class _Counts(NamedTuple):
    lines: int
    separators: int
    blank_lines: bool


def _count(content: bytes, separator: int) -> _Counts:
    """Line ends and separators of a text, and whether lines are blank. Pieces of it stay in the processor's cache."""
    lines = separators = 0
    blank = content.startswith((b"\n", b"\r\n")) or (b"\r" in content and b"\n\r\n" in content)
    every = np.frombuffer(content, np.uint8)
    for start in range(0, every.size, _PIECE):
        piece = every[start : start + _PIECE + 1]  # and the first byte of the next
        ends = piece == _NEWLINE
        lines += int(np.count_nonzero(ends[:_PIECE]))
        separators += int(np.count_nonzero(piece[:_PIECE] == separator))
        blank = blank or bool((ends[1:] & ends[:-1]).any())
    return _Counts(lines, separators, blank)


def inside_quotes(content: bytes, dialect: CsvDialect) -> NDArray[np.bool_]:
    """Whether each byte is behind an odd number of quotation marks."""
    marks = np.frombuffer(content, np.uint8) == ord(dialect.quote or '"')
    return (np.cumsum(marks, dtype=np.uint8) & 1).astype(bool)  # uint8 overflows and keeps the parity


def has_stray_quotes(content: bytes, dialect: CsvDialect) -> bool:
    """Whether a quotation mark is neither at an end of a cell nor beside another one."""
    mark, separator = ord(dialect.quote or '"'), ord(dialect.separator)
    padded = np.frombuffer(b"\n" + content + b"\n", np.uint8)
    at = np.flatnonzero(padded == mark)
    before, after = padded[at - 1], padded[at + 1]
    ends = [separator, _NEWLINE, mark]
    return bool((~np.isin(before, ends) & ~np.isin(after, [*ends, ord("\r")])).any())


class BlockCutter:
    """Cuts the blocks of a text so that each ends with a record."""

    def __init__(self, file: str, dialect: CsvDialect) -> None:
        self._file = file
        self._dialect = dialect

    def cut(self, blocks: Iterator[bytes]) -> Iterator[TextBlock]:
        """Blocks of whole records. Raises `Refused` for a line over the limit and for a quote that nothing closes."""
        rest, line = b"", 1
        for block in blocks:
            content = rest + block
            end = self._last_end(content, line)
            self._limit_lines(content, line)
            if end == 0:
                if len(content) > 2 * MAX_LINE:
                    raise self._endless(content, line)
                rest = content
                continue
            whole, rest = content[:end], content[end:]
            text = TextBlock(whole, line, self._dialect)
            yield text
            line += text.lines
        if rest:
            yield from self._last(rest + b"\n", line)

    def _last(self, content: bytes, line: int) -> Iterator[TextBlock]:
        end = self._last_end(content, line)
        if end < len(content):
            raise self._endless(content[end:], line + content[:end].count(b"\n"))
        yield TextBlock(content, line, self._dialect)

    def _last_end(self, content: bytes, line: int) -> int:
        """The end of the last whole record; 0 where there is none."""
        quote = self._dialect.quote
        if quote is None or quote.encode() not in content:
            return content.rfind(b"\n") + 1
        if not has_stray_quotes(content, self._dialect):
            newlines = np.flatnonzero(np.frombuffer(content, np.uint8) == _NEWLINE)
            outside = newlines[~inside_quotes(content, self._dialect)[newlines]]
            return int(outside[-1]) + 1 if outside.size else 0
        return self._exact_end(content, line)

    def _exact_end(self, content: bytes, line: int) -> int:
        """The end of the last whole record by Python's own reader: only where stray quotes make counting useless."""
        lines = re.findall(rb"[^\n]*\n", content)
        ends = [0]
        try:
            for _, read in split(_texts(lines), self._dialect.separator, self._dialect.quote):
                ends.append(read)
        except csv.Error as error:
            raise refuse_file("broken_record", self._file, line=line + ends[-1]) from error
        before = ends[-2] if len(ends) > 1 else 0
        return sum(map(len, lines[: ends[-1] if self._closes(lines[before:]) else before]))

    def _closes(self, lines: list[bytes]) -> bool:
        """Whether the last record is whole: another line after it is another record."""
        texts = chain(_texts(lines), ["x\n"])
        return len([*split(texts, self._dialect.separator, self._dialect.quote)]) > 1

    def _limit_lines(self, content: bytes, line: int) -> None:
        """Raise `Refused` for a line over the limit. Such a line leaves no line end in a window of half the limit."""
        window = MAX_LINE // 2
        for start in range(0, len(content) - window + 1, window):
            if content.find(b"\n", start, start + window) < 0:
                begin = content.rfind(b"\n", 0, start) + 1
                end = content.find(b"\n", start)
                length = (len(content) if end < 0 else end) - begin
                if length > MAX_LINE:
                    at = line + content[:begin].count(b"\n")
                    raise refuse_file("long_line", self._file, line=at, limit=MAX_LINE, got=length)

    def _endless(self, content: bytes, line: int) -> Exception:
        if self._dialect.quote is not None and self._dialect.quote.encode() in content:
            return refuse_file("open_quote", self._file, line=line, quote=self._dialect.quote)
        return refuse_file("long_line", self._file, line=line, limit=MAX_LINE, got=len(content))


def _texts(lines: list[bytes]) -> Iterator[str]:
    """Lines as text; where records end does not depend on carriage returns within them."""
    return (line.replace(b"\r", b" ").decode(errors="replace") for line in lines)
