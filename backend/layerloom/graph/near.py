"""The nearest known word to one that was mistyped."""

import difflib
from collections.abc import Iterable


def near(word: str, known: Iterable[str]) -> str | None:
    """The known word most like `word`, whatever its case, or None when none is alike."""
    by_lower: dict[str, list[str]] = {}
    for name in known:
        by_lower.setdefault(name.lower(), []).append(name)
    found = difflib.get_close_matches(word.lower(), by_lower, n=1)
    return difflib.get_close_matches(word, by_lower[found[0]], n=1, cutoff=0)[0] if found else None
