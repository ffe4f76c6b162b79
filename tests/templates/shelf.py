"""The templates, and random rows for them that are few enough for a test."""

from pathlib import Path
from typing import Any

import numpy as np

from layerloom.build.dry.call_cache import CallCache
from layerloom.check.full_check import full_check
from layerloom.datasets.dataset import Dataset
from layerloom.datasets.synthetic import Distribution, FieldPlan, plan_fields
from layerloom.templates import templates
from layerloom_schema.catalog.generated_files import read_catalog
from layerloom_schema.checks.reports import CheckReport
from layerloom_schema.data.datasets import TemplateInfo
from layerloom_schema.documents.document import Document, read_document
from layerloom_schema.documents.graph import Node, SharedNode
from layerloom_schema.limits import Limits

SHELF = {template.name: template for template in templates()}
MISTAKES = {"two_tensors": "branch_and_merge", "unrelated_input": "dense_stack"}
"""The templates that show a problem, and the one that each becomes when it is mended."""
SOUND = [name for name in SHELF if name not in MISTAKES]
LIMITS = Limits(params=10**9, activation_bytes=10 * 1024**3)
"""Fixed, so that nothing depends on the machine's memory."""


def template(name: str) -> TemplateInfo:
    return SHELF[name]


def opened(name: str, **training: Any) -> Document:
    """A template's document, with other settings of its training."""
    value = SHELF[name].document
    held = value["training"]
    assert isinstance(held, dict)
    return read_document({**value, "training": {**held, **training}})


def judged(document: Document, file: Dataset | None = None) -> CheckReport:
    """The whole check, as it is before a run."""
    return full_check(document, read_catalog(), LIMITS, CallCache(), for_training=True, file=file)


def by_name(document: Document) -> dict[str, Node]:
    """Inputs and calls by name; a further call is `NAME, call 1`. Outputs have a name space of their own."""
    found: dict[str, Node] = {}
    names = {node.id: node.name for node in document.graph.nodes if not isinstance(node, SharedNode)}
    for node in document.graph.nodes:
        if isinstance(node, SharedNode):
            found[f"{names[node.of]}, call 1"] = node
        elif node.kind != "output":
            found[node.name] = node
    return found


def few_rows(document: Document, rows: int, path: Path) -> Path:
    """An `.npz` of random rows that fit the document, under the names that its fields are bound to."""
    generator = np.random.default_rng(3)
    np.savez(path, **{plan.name: _array(plan, rows, generator) for plan in plan_fields(document)})
    return path


def _array(plan: FieldPlan, rows: int, generator: np.random.Generator) -> Any:
    size = (rows, *plan.shape)
    if plan.distribution is Distribution.integers:
        return generator.integers(plan.high, size=size)
    if plan.distribution is Distribution.bits:
        return generator.integers(2, size=size).astype("float32")
    if plan.distribution is Distribution.one_hot:
        return np.eye(plan.high, dtype="float32")[generator.integers(plan.high, size=size[:-1])]
    return generator.standard_normal(size, dtype=np.float32)
