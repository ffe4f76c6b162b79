"""Rows to compare by: drawn within what the fields of a form may be, so that a page holds no row of anyone's data."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from layerloom_schema.base import Json
from layerloom_schema.models.prediction_page import LookUpStep, PageInput, WordStep
from layerloom_schema.runs.predictions import FieldKind, PredictionField

ROWS = 4
_SEED = 7
_WORDS = 5
"""Of a text that is divided."""
_UNKNOWN = "Zebra!"
"""A text that hardly any vocabulary has."""


@dataclass(frozen=True)
class _Tokens:
    """What is looked up of a field, without what stands for others, and how many at once."""

    known: Sequence[str | int] = ()
    together: int = 1
    others: bool = False
    """Whether there is a place for others."""


def drawn_rows(fields: Sequence[PredictionField], inputs: Sequence[PageInput]) -> list[dict[str, Json]]:
    """Rows for a form whose shapes are all known; the texts of the last are unknown where they may be."""
    random = np.random.default_rng(_SEED)
    tokens = {field.name: _tokens(field.name, inputs) for field in fields}
    return [
        {field.name: _cells(field, tokens[field.name], random, last=row == ROWS - 1) for field in fields}
        for row in range(ROWS)
    ]


def _tokens(field: str, inputs: Sequence[PageInput]) -> _Tokens:
    for each in inputs:
        for place, step in enumerate(each.steps):
            if field in each.fields and isinstance(step, LookUpStep):
                tokens: list[str | int] = [*step.tokens]
                known = [token for number, token in enumerate(tokens) if number != step.unknown]
                words = place > 0 and isinstance(each.steps[place - 1], WordStep)
                return _Tokens(known, _WORDS if words else 1, step.unknown is not None)
    return _Tokens()


def _cells(field: PredictionField, tokens: _Tokens, random: np.random.Generator, *, last: bool) -> Json:
    shape = [length or 1 for length in field.shape]
    if field.kind is not FieldKind.text:
        return _numbers(field, tokens, shape, random)
    texts = [
        _UNKNOWN if last and tokens.others else _text(tokens, random) for _ in range(int(np.prod(shape)))
    ]
    found: Json = np.array(texts, "object").reshape(shape).tolist()
    return found


def _text(tokens: _Tokens, random: np.random.Generator) -> str:
    if not tokens.known:
        return ""
    places = random.integers(len(tokens.known), size=tokens.together)
    return " ".join(str(tokens.known[place]) for place in places)


def _numbers(field: PredictionField, tokens: _Tokens, shape: list[int], random: np.random.Generator) -> Json:
    low = field.minimum if field.minimum is not None else 0.0
    high = field.maximum if field.maximum is not None else low + 1.0
    found: Json
    if field.kind is FieldKind.boolean:
        found = (random.random(shape) < 0.5).tolist()
    elif field.kind is FieldKind.number:
        found = random.uniform(low, high, shape).astype("float32").tolist()
    elif tokens.known:
        found = random.choice(np.array(tokens.known), shape).tolist()
    else:
        found = random.integers(int(low), int(high), shape, endpoint=True).tolist()
    return found
