"""Find out the encoding of a text file, by its byte order mark or by its bytes.

`decode_text` and what it calls are written into exported scripts by their source, in lines of at most 100 characters.
"""

import codecs
import re
from collections.abc import Sequence
from dataclasses import dataclass

MARKS: Sequence[tuple[bytes, str]] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Byte order marks; that of UTF-32 begins with that of UTF-16."""


@dataclass(frozen=True)
class Encoding:
    """A codec by its Python name, the length of the mark before the text, and whether it is only a guess."""

    name: str
    mark: int = 0
    guessed: bool = False

    @property
    def with_mark(self) -> str:
        """The codec that also reads the mark, which says the order of bytes."""
        return self.name[:6] if self.mark and self.name.startswith(("utf-16", "utf-32")) else self.name


def find_encoding(head: bytes, *, whole: bool) -> Encoding:
    """The encoding of a file by its first bytes; `whole` says that they are all."""
    for mark, name in MARKS:
        if head.startswith(mark):
            return Encoding(name, len(mark))
    name = guess_encoding(head, whole=whole)
    return Encoding(name, guessed=name != "utf-8")


def mark_length(head: bytes, encoding: str) -> int:
    """The length of the byte order mark before text of a given encoding."""
    name = codecs.lookup(encoding).name
    return next((len(mark) for mark, of in MARKS if of == name and head.startswith(mark)), 0)


def decode_text(content: bytes) -> str:
    """A text in the encoding that its byte order mark names, or that its bytes suggest."""
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF32_LE, "utf-32"),
        (codecs.BOM_UTF32_BE, "utf-32"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if content.startswith(mark):
            return content.decode(name)
    return content.decode(guess_encoding(content, whole=True))


def guess_encoding(head: bytes, *, whole: bool) -> str:
    """The likeliest encoding of text without a byte order mark.

    UTF-16 of western text has a zero for each second byte.
    """
    pairs = max(1, len(head) // 2)
    even, odd = head[0 : 2 * pairs : 2].count(0) / pairs, head[1 : 2 * pairs : 2].count(0) / pairs
    if odd > 0.4 and even < 0.05:
        return "utf-16-le"
    if even > 0.4 and odd < 0.05:
        return "utf-16-be"
    return "utf-8" if decodes(head, "utf-8", whole=whole) else guess_legacy(head, whole=whole)


def decodes(head: bytes, encoding: str, *, whole: bool) -> bool:
    """Whether bytes are text of an encoding; if not the whole, a character may be cut at the end."""
    try:
        codecs.getincrementaldecoder(encoding)().decode(head, final=whole)
    except UnicodeDecodeError as error:
        return not whole and error.start >= len(head) - 4  # no character is longer
    return True


def guess_legacy(head: bytes, *, whole: bool) -> str:
    """The likeliest encoding of text that is not UTF-8: one of East Asia, or a western one.

    Most characters of a text are common ones, and these are in a range of their own in each encoding
    of East Asia. Letters with accents would be taken for them only in pairs with ASCII letters.
    """
    ranges = {
        "cp949": (0xB0A1, 0xC8FE),
        "cp950": (0xA440, 0xC67E),
        "gb18030": (0xB0A1, 0xD7F9),
        "cp932": (0x829F, 0x9872),
    }
    best, most = "", 0.5
    for name, (first, last) in ranges.items():
        if not decodes(head, name, whole=whole):
            continue
        codes = [
            int.from_bytes(character.encode(name), "big")
            for character in head[: 1 << 16].decode(name, "ignore")
            if not character.isascii()
        ]
        letters = [code for code in codes if not 0xA140 <= code < 0xA440 and not 0x8140 <= code < 0x829F]
        common = sum(first <= code <= last for code in letters)
        both_high = sum(code & 0xFF > 0x7F for code in letters)
        if both_high > 0.25 * len(letters) and common > most * len(letters):
            best, most = name, common / len(letters)
    if best:
        return best
    western = "latin-1" if not re.search(rb"[\x80-\x9f]", head) else "cp1252"
    return western if decodes(head, western, whole=whole) else "latin-1"
