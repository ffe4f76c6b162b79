"""The nearest known word to one that was mistyped."""

import difflib
from collections.abc import Iterable
from functools import lru_cache

_LONGEST = 100
"""Of a word that may be meant as another; comparing takes time by the length of both."""


def closest_match(word: str, known: Iterable[str], *, cutoff: float = 0.6) -> str | None:
    """The known word most like `word`, whatever its case, or None when none is alike to the share `cutoff`."""
    return _closest_match(word, tuple(known), cutoff) if len(word) <= _LONGEST else None


@lru_cache(maxsize=4096)
def _closest_match(word: str, known: tuple[str, ...], cutoff: float) -> str | None:
    """Remembered: a check asks again at every proof of a fix, and every check after it."""
    by_lower: dict[str, list[str]] = {}
    for name in known:
        by_lower.setdefault(name.lower(), []).append(name)
    found = difflib.get_close_matches(word.lower(), by_lower, n=1, cutoff=cutoff)
    return difflib.get_close_matches(word, by_lower[found[0]], n=1, cutoff=0)[0] if found else None
