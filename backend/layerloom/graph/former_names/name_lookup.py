"""The entry that an unknown name most likely stands for: by what it means first, by its spelling last."""

import re
from collections.abc import Iterable, Iterator, Mapping

from layerloom.graph.closest_match import closest_match
from layerloom_schema.catalog import CatalogEntry, names

from .aliases import ALIASES

_SHORTEST_ALIAS = 5
"""Letters of a string of Keras (`mse`) below which many words are near to it by chance."""
_ENDINGS = (
    "layer",
    "loss",
    "metric",
    "score",
    "optimizer",
    "initializer",
    "regularizer",
    "constraint",
    "activation",
)
_ALIKE: Mapping[str, float] = {"layers": 0.7, "ops": 0.7, "losses": 0.7, "metrics": 0.7}
_ALIKE_ELSEWHERE = 0.6
"""The share of letters in order that a name must have in common: more where names are many and long."""


def normalized(name: str) -> str:
    """The letters and digits of a name, without its module: `torch.nn.BatchNorm2d` is `batchnorm2d`."""
    return re.sub(r"[^a-z0-9]", "", _last(name).lower())


def _last(name: str) -> str:
    return re.split(r"[.>]", name.partition("(")[0])[-1]


def find_entry(asked: str, entries: Mapping[str, CatalogEntry], kind: str) -> str | None:
    """The name of a usable entry of one part of the catalogue, or `None` when nothing is like it."""
    known = names(entries)
    for key in _keys(asked):
        if key in ALIASES[kind]:
            meant = ALIASES[kind][key]
            return meant if meant is None or meant in known else None
        same = [known[name] for name in (*entries, *known) if name in known and normalized(name) == key]
        if same:
            return same[0]
    words = [name for name in known if name in entries or len(name) >= _SHORTEST_ALIAS]
    cutoff = _ALIKE.get(kind, _ALIKE_ELSEWHERE)
    guess = closest_match(_last(asked), words, cutoff=cutoff) or closest_match(asked, words, cutoff=cutoff)
    return known[guess] if guess else None


def _keys(asked: str) -> Iterator[str]:
    """The squeezed name, and without a word for what it is: `EmbeddingLayer`, `cosine_loss`."""
    key = normalized(asked)
    yield key
    for ending in _ENDINGS:
        if key.endswith(ending) and len(key) > len(ending) + 1:
            yield key.removesuffix(ending)


def find_in_all_kinds(asked: str, kinds: Mapping[str, Mapping[str, CatalogEntry]]) -> str | None:
    """The entry of any part of the catalogue that is meant: a word for one anywhere comes before a near spelling."""
    words = (ALIASES.get(kind, {}).get(normalized(asked)) for kind in kinds)
    spelt = (find_entry(asked, entries, kind) for kind, entries in kinds.items())
    return next((name for name in (*words, *spelt) if name), None)


def find_word(asked: str, known: Iterable[str], kind: str) -> str | None:
    """The same for plain words, such as dtypes."""
    words = [*known]
    key = normalized(asked)
    meant = ALIASES.get(kind, {}).get(key)
    if meant in words or key in ALIASES.get(kind, {}):
        return meant if meant in words else None
    return next((word for word in words if normalized(word) == key), None) or closest_match(asked, words)
