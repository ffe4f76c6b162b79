"""The lines of a script that draw `random` data."""

import math
from collections.abc import Iterator, Mapping

from layerloom.codegen.formatter import STEP, Expression, Part, call, lay_out, listing, quote
from layerloom.datasets.dataset import TEXT
from layerloom.datasets.synthetic import Distribution, FieldPlan, plan_fields
from layerloom_schema.data.datasets import DatasetInfo
from layerloom_schema.documents.document import Document

from .source import Field, Source

_DRAWS: Mapping[Distribution, tuple[str, str]] = {
    Distribution.normal: ('rng.standard_normal({size}, dtype="float32")', "float32"),
    Distribution.uniform: ('rng.random({size}, dtype="float32")', "float32"),
    Distribution.integers: ("rng.integers({high}, size={size})", "int64"),
    Distribution.between: ("rng.integers({low}, {high}, size={size})", "int64"),
    Distribution.members: ("{words}[rng.integers({known}, size={size})]", "int64"),
    Distribution.bits: ('rng.integers(2, size={size}).astype("float32")', "float32"),
    Distribution.mask: ("np.maximum(rng.integers(2, size={size}), np.arange({last}) == 0)", "int64"),
    Distribution.labels: ("rng.integers(1, {high}, size={size})", "int64"),
    Distribution.words: (
        '[" ".join(text) for text in {words}[rng.integers({known}, size=({count}, {high}))]]',
        TEXT,
    ),
    Distribution.one_hot: ('np.eye({high}, dtype="float32")[rng.integers({high}, size={outer})]', "float32"),
}
"""The code of each distribution, and its dtype. The trainer's own are in `datasets.synthetic`."""


def synthetic_source(document: Document, info: DatasetInfo) -> Source:
    """The data that follows the model of a document."""
    plans = plan_fields(document)
    seed = document.training.seed if document.training else 0
    lines = [f"rng = np.random.default_rng({seed})"]
    known: dict[tuple[str, ...] | tuple[int, ...], str] = {}
    for plan in plans:
        if plan.words and plan.words not in known:
            known[plan.words] = "words" if not known else f"words_{len(known) + 1}"
            words = call("np.array", [Part(listing([_word(word) for word in plan.words]))])
            lines += lay_out(words, before=f"{known[plan.words]} = ")
    drawn = [(plan.name, _draw(plan, known.get(plan.words, ""))) for plan in plans]
    lines += ["data = {", *(line for name, text in drawn for line in _entry(name, text)), "}"]
    fields = {
        plan.name: Field(f"data[{quote(plan.name)}]", _DRAWS[plan.distribution][1], plan.shape)
        for plan in plans
    }
    drawn_info = info.model_copy(update={"rows": max((plan.rows for plan in plans), default=0)})
    return Source(drawn_info, [], lines, fields)


def _entry(name: str, text: Expression) -> Iterator[str]:
    return lay_out(text, before=f"{quote(name)}: ", after=",", indent=STEP)


def _draw(plan: FieldPlan, words: str) -> Expression:
    size = (plan.rows, *plan.shape)
    text = _DRAWS[plan.distribution][0].format(
        size=_tuple(size),
        outer=_tuple(size[:-1]),
        last=size[-1],
        low=plan.low,
        high=plan.high,
        words=words,
        known=len(plan.words),
        count=math.prod(size),
    )
    if plan.distribution is not Distribution.words:
        return text
    return call("np.array", [Part(text)], f".reshape({_tuple(size)})" if plan.shape else "")


def _word(word: str | int) -> str:
    return quote(word) if isinstance(word, str) else repr(word)


def _tuple(lengths: tuple[int, ...]) -> str:
    return str(lengths[0]) if len(lengths) == 1 else repr(lengths)
