"""Config values of adaptable layers (Normalization, TextVectorization ...) that contradict each other."""

from collections import Counter

from layerloom.build.finding import Finding
from layerloom_schema.base import Json
from layerloom_schema.checks.problems import Code

from .failed_call import FailedCall

VOCABULARY = frozenset({"TextVectorization", "StringLookup", "IntegerLookup"})


def adapt_fault(failed: FailedCall) -> Finding | None:
    """The layer cannot be built from given values in place of `adapt`, or not be called before `adapt`."""
    if failed.failure.stage != "make":
        if failed.key.layer == "Discretization":
            return _unlearned(failed.config)
        return _width(failed.config) if failed.key.layer in VOCABULARY else None
    config = failed.config
    match failed.key.layer:
        case "Normalization":
            return _pair(config)
        case "Discretization":
            return _bins(config)
        case name if name in VOCABULARY:
            return _vocabulary(config)
    return None


def _unlearned(config: dict[str, Json]) -> Finding | None:
    """Keras calls a Discretization only with boundaries, and a model is built before any layer adapts."""
    if config.get("bin_boundaries") is not None:
        return None
    return Finding(
        Code.layer_needs_data,
        variant="bins_first",
        expected=["bin_boundaries"],
        received=None,
        argument="bin_boundaries",
    )


def _width(config: dict[str, Json]) -> Finding | None:
    """Multi-hot output needs a known size before the vocabulary is."""
    mode, padded = config.get("output_mode"), config.get("pad_to_max_tokens") and config.get("max_tokens")
    if mode == "int" or padded or config.get("vocabulary") is not None:
        return None
    return Finding(
        Code.shape_undefined,
        variant="words_unknown",
        params={"mode": mode},
        expected=["max_tokens", "pad_to_max_tokens"],
        received=config.get("max_tokens"),
        argument="max_tokens",
    )


def _pair(config: dict[str, Json]) -> Finding | None:
    given = [name for name in ("mean", "variance") if config.get(name) is not None]
    if len(given) != 1:
        return None
    other = "variance" if given == ["mean"] else "mean"
    return _finding("pair", other, received=None, given=given[0], missing=other)


def _bins(config: dict[str, Json]) -> Finding | None:
    bins, borders = config.get("num_bins"), config.get("bin_boundaries")
    if bins is not None and borders is not None:
        return _finding("bins_twice", "num_bins", received=bins)
    if bins is None and borders is None:
        return _finding("no_bins", "num_bins", received=None)
    return None


def _vocabulary(config: dict[str, Json]) -> Finding | None:
    words, weights = config.get("vocabulary"), config.get("idf_weights")
    if not isinstance(words, list):
        return None
    if not words:
        return _finding("no_words", "vocabulary", received=[])
    counts = Counter(map(str, words))
    twice = next((word for word in words if counts[str(word)] > 1), None)
    if twice is not None:
        return _finding("word_twice", "vocabulary", received=twice, word=twice)
    if config.get("output_mode") == "tf_idf":
        count = len(weights) if isinstance(weights, list) else 0
        if count != len(words):
            given: dict[str, Json] = {"words": len(words), "count": count}
            return _finding("word_weights", "idf_weights", received=count, expected=len(words), **given)
    most = config.get("max_tokens")
    if isinstance(most, int) and len(words) >= most - 1:
        return _finding("many_words", "max_tokens", received=most, most=most)
    return None


def _finding(
    variant: str, argument: str, *, received: Json, expected: Json = None, **params: Json
) -> Finding:
    return Finding(
        Code.param_range,
        variant=variant,
        params=params,
        expected=expected,
        received=received,
        argument=argument,
    )
