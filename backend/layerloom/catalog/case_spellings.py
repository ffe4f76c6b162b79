"""Words with their letters in other cases, as Keras takes some of them."""

from collections.abc import Iterable


def other_spellings(words: Iterable[str]) -> dict[str, str]:
    """`SAME`, `Same` and the like, each with its word; none that is itself one of the words."""
    words = [*words]
    cases = (str.upper, str.lower, str.capitalize, str.title)
    spelt = {case(word): word for word in words for case in cases}
    return {other: word for other, word in spelt.items() if other not in words}
