"""Config values of adaptable layers (Normalization, TextVectorization ...) that contradict each other."""

from collections import Counter

from layerloom.build.finding import LAYER, Finding
from layerloom_schema.base import Json
from layerloom_schema.problems import Code

from .failed_call import FailedCall

VOCABULARY = frozenset({"TextVectorization", "StringLookup", "IntegerLookup"})


def adapt_fault(failed: FailedCall) -> Finding | None:
    """The layer cannot be built from given values in place of `adapt`, or not be called before `adapt`."""
    if failed.failure.stage != "make":
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


def _width(config: dict[str, Json]) -> Finding | None:
    """Multi-hot output needs a known size before the vocabulary is."""
    mode, padded = config.get("output_mode"), config.get("pad_to_max_tokens") and config.get("max_tokens")
    if mode == "int" or padded or config.get("vocabulary") is not None:
        return None
    return Finding(
        Code.shape_undefined,
        f"{LAYER} gives a number for each word ({mode}), and how many words it will learn is not known: set max_tokens, "
        "and pad_to_max_tokens.",
        {"rule": "words_unknown", "mode": mode},
        expected="max_tokens and pad_to_max_tokens",
        received=config.get("max_tokens"),
        argument="max_tokens",
    )


def _pair(config: dict[str, Json]) -> Finding | None:
    given = [name for name in ("mean", "variance") if config.get(name) is not None]
    if len(given) != 1:
        return None
    other = "variance" if given == ["mean"] else "mean"
    return _finding(
        f"{LAYER} is given {given[0]} and no {other}: they go together.", "pair", other, received=None
    )


def _bins(config: dict[str, Json]) -> Finding | None:
    bins, borders = config.get("num_bins"), config.get("bin_boundaries")
    if bins is not None and borders is not None:
        sentence = (
            f"{LAYER} is given bin_boundaries, which say how many bins there are: num_bins is one too many."
        )
        return _finding(sentence, "bins_twice", "num_bins", received=bins)
    if bins is None and borders is None:
        sentence = f"{LAYER} must know num_bins, to learn their borders, or bin_boundaries."
        return _finding(sentence, "no_bins", "num_bins", received=None)
    return None


def _vocabulary(config: dict[str, Json]) -> Finding | None:
    words, weights = config.get("vocabulary"), config.get("idf_weights")
    if not isinstance(words, list):
        return None
    if not words:
        return _finding(f"The vocabulary of {LAYER} is empty.", "no_words", "vocabulary", received=[])
    counts = Counter(map(str, words))
    twice = next((word for word in words if counts[str(word)] > 1), None)
    if twice is not None:
        sentence = f"The vocabulary of {LAYER} holds {twice!r} twice; each of its words has one number."
        return _finding(sentence, "word_twice", "vocabulary", received=twice)
    if config.get("output_mode") == "tf_idf":
        count = len(weights) if isinstance(weights, list) else 0
        if count != len(words):
            sentence = f"{LAYER} weighs {len(words)} words (tf_idf); idf_weights has {count} numbers."
            return _finding(sentence, "word_weights", "idf_weights", received=count, expected=len(words))
    most = config.get("max_tokens")
    if isinstance(most, int) and len(words) >= most - 1:
        sentence = f"The vocabulary of {LAYER}, with what stands for unknown words, is longer than max_tokens, {most}."
        return _finding(sentence, "many_words", "max_tokens", received=most)
    return None


def _finding(message: str, rule: str, argument: str, *, received: Json, expected: Json = None) -> Finding:
    return Finding(
        Code.param_range,
        message,
        {"rule": rule, "argument": argument},
        expected=expected,
        received=received,
        argument=argument,
    )
