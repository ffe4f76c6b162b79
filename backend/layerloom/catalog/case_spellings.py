"""Other letter cases of choices (`SAME`), some of which Keras accepts."""

from collections.abc import Iterable


def other_spellings(words: Iterable[str]) -> dict[str, str]:
    """Upper and title case of words, each with its word; none that is itself one of the words."""
    words = [*words]
    cases = (str.upper, str.lower, str.capitalize, str.title)
    spelt = {case(word): word for word in words for case in cases}
    return {other: word for other, word in spelt.items() if other not in words}
