"""The encoding of a text file, by its byte order mark or by its bytes."""

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
_LONGEST_CHARACTER = 4
"""Bytes of the longest character of UTF-8 and of GB18030: so much may be cut off at the end of a head."""
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
_BESIDE_LETTER = re.compile(rb"[A-Za-z][\x80-\xff]+|[\x80-\xff]+(?=[A-Za-z])")
_HANGUL = range(0xB0, 0xC9)
"""First bytes of EUC-KR's syllables; those of the hanzi of GB2312 begin there too and go on to 0xF7."""


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
    wide = _utf_16_without_mark(head)
    if wide is not None:
        return Encoding(wide, guessed=True)
    if decodes(head, "utf-8", whole=whole):
        return Encoding("utf-8")
    return Encoding(guess_legacy(head, whole=whole), guessed=True)


def mark_length(head: bytes, encoding: str) -> int:
    """The length of the byte order mark before text of a given encoding."""
    name = codecs.lookup(encoding).name
    return next((len(mark) for mark, of in MARKS if of == name and head.startswith(mark)), 0)


def decodes(head: bytes, encoding: str, *, whole: bool) -> bool:
    """Whether bytes are text of an encoding; where they are not all, a character may be cut at their end."""
    try:
        codecs.getincrementaldecoder(encoding)().decode(head, final=whole)
    except UnicodeDecodeError as error:
        return not whole and error.start >= len(head) - _LONGEST_CHARACTER
    return True


def guess_legacy(head: bytes, *, whole: bool) -> str:
    """The likeliest encoding of text that is not UTF-8: EUC-KR, GB18030 or a western one.

    Letters with accents are beside ASCII letters, mostly alone; Korean and Chinese ones come in pairs. The first bytes of
    Korean syllables lie in the lower half of those of Chinese characters: of Chinese text, about half lie beyond.
    """
    runs = _HIGH_RUN.findall(head)
    in_pairs = sum(len(run) for run in runs if len(run) % 2 == 0)
    beside = len(_BESIDE_LETTER.findall(head))
    if in_pairs * 2 > sum(map(len, runs)) and beside * 2 < len(runs):
        first = [run[place] for run in runs if len(run) % 2 == 0 for place in range(0, len(run), 2)]
        hangul = sum(byte in _HANGUL for byte in first)
        likely = ("cp949", "gb18030") if hangul > 0.9 * len(first) else ("gb18030", "cp949")
        for name in likely:
            if decodes(head, name, whole=whole):
                return name
    western = "latin-1" if not re.search(rb"[\x80-\x9f]", head) else "cp1252"
    return western if decodes(head, western, whole=whole) else "latin-1"


def _utf_16_without_mark(head: bytes) -> str | None:
    """UTF-16 by its zeros: of western text each second byte is one."""
    pairs = len(head) // 2
    if pairs == 0:
        return None
    even, odd = head[0 : 2 * pairs : 2].count(0), head[1 : 2 * pairs : 2].count(0)
    if odd > 0.4 * pairs and even < 0.05 * pairs:
        return "utf-16-le"
    if even > 0.4 * pairs and odd < 0.05 * pairs:
        return "utf-16-be"
    return None
