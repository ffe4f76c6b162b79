"""Finds the entry that an unknown name most likely stands for: by the tables of names first, by spelling last."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from layerloom.graph.closest_match import closest_match
from layerloom_schema.catalog.entries import CatalogEntry, names

from .aliases import ALIASES

_SHORTEST_ALIAS = 5
"""Minimum length of an alias (`mse`) for a comparison of spelling; many words are similar to a shorter one."""
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
"""Minimum similarity of spelling; higher for kinds with many long names."""


@lru_cache(maxsize=8192)
def normalized(name: str) -> str:
    """The letters and digits of a name in lower case, without its module: `torch.nn.BatchNorm2d` is `batchnorm2d`."""
    return re.sub(r"[^a-z0-9]", "", _last(name).lower())


def _last(name: str) -> str:
    return re.split(r"[.>]", name.partition("(")[0])[-1]


def find_entry(asked: str, entries: Mapping[str, CatalogEntry], kind: str) -> str | None:
    """The usable entry of one kind that a name stands for; `None` if nothing is similar."""
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
    """The normalized name, also without a suffix for its kind: `EmbeddingLayer`, `cosine_loss`."""
    key = normalized(asked)
    yield key
    for ending in _ENDINGS:
        if key.endswith(ending) and len(key) > len(ending) + 1:
            yield key.removesuffix(ending)


def find_in_all_kinds(asked: str, kinds: Mapping[str, Mapping[str, CatalogEntry]]) -> str | None:
    """The entry of any kind that a name stands for. An alias of any kind comes before a similar spelling."""
    words = (ALIASES.get(kind, {}).get(normalized(asked)) for kind in kinds)
    spelt = (find_entry(asked, entries, kind) for kind, entries in kinds.items())
    return next((name for name in (*words, *spelt) if name), None)


def find_word(asked: str, known: Iterable[str], kind: str) -> str | None:
    """The word of a list, such as the dtypes, that a name stands for; `None` if nothing is similar."""
    words = [*known]
    key = normalized(asked)
    meant = ALIASES.get(kind, {}).get(key)
    if meant in words or key in ALIASES.get(kind, {}):
        return meant if meant in words else None
    return next((word for word in words if normalized(word) == key), None) or closest_match(asked, words)
