"""How many distinct indices lookup, hashing and discretization layers can output, from their config."""

from collections.abc import Mapping

from layerloom_schema.base import Json

_NOT_WORDS = ["", "[UNK]"]
"""The entries of TextVectorization before its vocabulary: 0 is padding, 1 every unknown word."""


def numbers_given(layer: str, config: Mapping[str, Json]) -> int | None:
    """The number of indices, from 0, that a layer can output; `None` where it is adapted, or does not index.

    `config` includes Keras's defaults.
    """
    if config.get("output_mode", "int") != "int" or config.get("invert") is True:
        return None
    match layer:
        case "Hashing" | "HashedCrossing":
            return _count(config.get("num_bins"))
        case "Discretization":
            bounds = config.get("bin_boundaries")
            return len(bounds) + 1 if isinstance(bounds, list) else _count(config.get("num_bins"))
        case "StringLookup" | "IntegerLookup":
            return _looked_up(config)
        case "TextVectorization":
            return _words(config)
        case _:
            return None


def _looked_up(config: Mapping[str, Json]) -> int | None:
    vocabulary = config.get("vocabulary")
    if not isinstance(vocabulary, list):
        return _count(config.get("max_tokens"))
    spare = _count(config.get("num_oov_indices")) or 0
    mask: list[Json] = [config.get("mask_token")] if config.get("mask_token") is not None else []
    special = [*mask, *[config.get("oov_token")] * spare]
    given = vocabulary[: len(special)] == special
    return len(vocabulary) + (0 if given else len(special))


def _words(config: Mapping[str, Json]) -> int | None:
    vocabulary = config.get("vocabulary")
    if not isinstance(vocabulary, list):
        return _count(config.get("max_tokens"))
    return len(vocabulary) + (0 if vocabulary[:2] == _NOT_WORDS else len(_NOT_WORDS))


def _count(value: Json) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None
