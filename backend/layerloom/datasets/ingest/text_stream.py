"""A text file as UTF-8 in blocks, whatever its encoding and line ends, within the limits of lines."""

import codecs
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from .encoding import Encoding, decodes, find_encoding, guess_legacy, mark_length
from .refusals import refuse_file

HEAD = 1 << 20
"""Bytes at the beginning from which the encoding and the dialect are found out."""
BLOCK = 1 << 24
"""Bytes that are decoded at once."""
MAX_LINE = 1 << 20
_NEWLINE = ord("\n")


class TextStream:
    """The blocks of one file. It may be read several times.

    Raises:
        Refused: at the first byte that is no text of the encoding, or is NUL, with its offset and line.
    """

    def __init__(self, path: Path, encoding: str | None = None) -> None:
        self.path = path
        with path.open("rb") as file:
            head = file.read(HEAD)
        self.whole_head = len(head) < HEAD
        self.encoding = self._encoding(head, encoding)
        self.old_line_ends = b"\r" in head and b"\n" not in head
        """Whether lines end with a carriage return alone; in the blocks they do not."""
        self.head = next(self._decoded([head], final=self.whole_head), b"")
        """The beginning as UTF-8; its last character and line may be cut."""

    def _encoding(self, head: bytes, given: str | None) -> Encoding:
        if given is None:
            return find_encoding(head, whole=self.whole_head)
        try:
            return Encoding(codecs.lookup(given).name, mark_length(head, given))
        except LookupError as error:
            raise refuse_file("unknown_encoding", self.path.name, encoding=given) from error

    def blocks(self, size: int = BLOCK) -> Iterator[bytes]:
        """The text in blocks of about `size` bytes, which may end between two characters; the last line has an end."""
        with self.path.open("rb") as file:
            for text in self._decoded(iter(lambda: file.read(size), b""), final=True):
                yield text if text.endswith(b"\n") or file.peek(1) else text + b"\n"

    def _decoded(self, blocks: "Iterator[bytes] | list[bytes]", *, final: bool) -> Iterator[bytes]:
        name, skipped = self.encoding.name, self.encoding.mark
        decoder = codecs.getincrementaldecoder(name)()
        position, lines = 0, 1
        for raw in blocks:
            block = raw[skipped:]
            position, skipped = position + len(raw) - len(block), 0
            cut = name == "utf-8" and (decoder.getstate()[0] == b"") and block.isascii()
            text = block if cut else self._decode(decoder, block, position, lines)
            if b"\0" in text:
                line = lines + text[: text.index(b"\0")].count(b"\n")
                raise refuse_file("nul", self.path.name, line=line)
            if self.old_line_ends:
                text = text.replace(b"\r", b"\n")
            position += len(block)
            lines += int(np.count_nonzero(np.frombuffer(text, np.uint8) == _NEWLINE))
            if text:
                yield text
        if final:
            self._decode(decoder, b"", position, lines, final=True)

    def _decode(
        self,
        decoder: codecs.IncrementalDecoder,
        block: bytes,
        position: int,
        lines: int,
        *,
        final: bool = False,
    ) -> bytes:
        pending = decoder.getstate()[0]
        try:
            return decoder.decode(block, final).encode()
        except UnicodeEncodeError as error:  # half a surrogate pair, which UTF-16 lets through
            raise self._bad_byte(position, lines, b"", block) from error
        except UnicodeDecodeError as error:
            bad = pending + block
            line = lines + bad[: error.start].count(b"\n")
            raise self._bad_byte(position - len(pending) + error.start, line, bad, block) from error

    def _bad_byte(self, offset: int, line: int, bad: bytes, block: bytes) -> Exception:
        guess = guess_legacy(block, whole=False)
        others = guess if self.encoding.name == "utf-8" and decodes(bad, guess, whole=False) else None
        variant = "encoding" if others is None else "encoding_other"
        return refuse_file(
            variant,
            self.path.name,
            line=line,
            got=offset,
            offset=offset,
            encoding=self.encoding.name,
            other=others,
        )
