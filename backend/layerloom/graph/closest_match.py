"""Finds the known word that is closest to a mistyped one."""

import difflib
from collections.abc import Iterable
from functools import lru_cache

_LONGEST = 100
"""Characters of a word that is compared at most, as the time of a comparison grows with the length."""


def closest_match(word: str, known: Iterable[str], *, cutoff: float = 0.6) -> str | None:
    """The known word most similar to `word`, ignoring case; `None` if no similarity is at least `cutoff`."""
    return _closest_match(word, tuple(known), cutoff) if len(word) <= _LONGEST else None


@lru_cache(maxsize=4096)
def _closest_match(word: str, known: tuple[str, ...], cutoff: float) -> str | None:
    """Cached, as every re-check of a fix and every later check asks the same."""
    by_lower: dict[str, list[str]] = {}
    for name in known:
        by_lower.setdefault(name.lower(), []).append(name)
    found = difflib.get_close_matches(word.lower(), by_lower, n=1, cutoff=cutoff)
    return difflib.get_close_matches(word, by_lower[found[0]], n=1, cutoff=0)[0] if found else None
