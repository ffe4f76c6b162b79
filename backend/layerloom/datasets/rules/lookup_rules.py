"""[D] Integers out of the range of an Embedding or a class count, from a bound field or from a lookup layer.

Only certain errors are reported: some row has such a value, or the layer before can output it.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from layerloom.build.dry_build import DryBuild
from layerloom.datasets.binding_slots import Slot, bound_field, slots
from layerloom.datasets.intervals.field_interval import field_interval
from layerloom.datasets.intervals.propagation import SIZES, Reached, Site, Trace
from layerloom.graph.fixes.fix_titles import make_fix
from layerloom.graph.nested_models import belongs_to_run
from layerloom.graph.structure import Structure
from layerloom.graph.wrapped_layers import set_argument
from layerloom_schema.base import Json
from layerloom_schema.checks.problems import Code, Fix, FixKind, Problem, Severity, Where
from layerloom_schema.data.datasets import DatasetInfo, FieldInfo
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.edits import SetConfig
from layerloom_schema.documents.graph import LayerNode, Node, OpNode

LOOK_UPS = frozenset({"Embedding", "ReversibleEmbedding"})
"""Layers that raise at an index out of range; the others ignore it."""
Bound = Sequence[tuple[Slot, FieldInfo]]


@dataclass(frozen=True)
class Beyond:
    """Values from one source of which some are out of the range of a layer."""

    source: int
    lowest: float
    highest: float


def lookup_problems(
    structure: Structure, document: Document, built: DryBuild, dataset: DatasetInfo | None
) -> list[Problem]:
    """Every value that is certainly out of range, reported at the layer that takes it."""
    bound = _bound(document, built, dataset)
    inputs = {
        slot.node.id: field_interval(slot.shape or [None], _in_windows(slot, field), source)
        for source, (slot, field) in enumerate(bound)
    }
    trace = Trace(structure, built, inputs, len(bound))
    by_site: dict[Site, list[Reached]] = {}
    for reached in trace.reached:
        by_site.setdefault(reached.site, []).append(reached)
    return [
        problem
        for site, several in by_site.items()
        for problem in _of_site(document, trace, bound, site, several)
    ]


def _in_windows(slot: Slot, field: FieldInfo) -> FieldInfo:
    """The field without the bounds of each number of a row, where the input is fed several rows at once."""
    return field if slot.window is None else field.model_copy(update={"lows": [], "highs": []})


def _bound(document: Document, built: DryBuild, dataset: DatasetInfo | None) -> Bound:
    """The inputs with a bound field that fits them."""
    if dataset is None:
        return []
    fields = {field.name: field for field in dataset.fields}
    inputs = [slot for slot in slots(document, built.nodes) if slot.part == "inputs"]
    named = [(slot, fields.get(bound_field(document, slot, dataset) or "")) for slot in inputs]
    return [(slot, field) for slot, field in named if field is not None and slot.takes(field)]


def _of_site(
    document: Document, trace: Trace, bound: Bound, site: Site, several: Sequence[Reached]
) -> Iterator[Problem]:
    """One problem per source of values that a layer cannot take; the fix covers all sources."""
    size = several[0].size
    if size is None:
        return
    found: dict[int, Beyond] = {}
    for beyond in (each for reached in several for each in beyond_of(reached)):
        before = found.get(beyond.source, beyond)
        ends = min(before.lowest, beyond.lowest), max(before.highest, beyond.highest)
        found[beyond.source] = Beyond(beyond.source, *ends)
    mendable = found and all(each.lowest >= 0 for each in found.values())
    fixes = _fixes(document, site, several) if mendable else []
    for beyond in found.values():
        field = bound[beyond.source][1] if 0 <= beyond.source < len(bound) else None
        yield _problem(site, size, beyond, field, trace.titles.get(beyond.source), fixes)


def beyond_of(reached: Reached) -> Iterator[Beyond]:
    """The values that certainly occur below 0 or at least `size`, truncated to integers."""
    given = reached.given
    down, up = np.trunc(given.down), np.trunc(given.up)
    wrong = (down < 0) | (up >= (reached.size or math.inf))
    for source in np.unique(given.source[wrong]).tolist():
        mine = given.source == source
        yield Beyond(
            source, float(np.min(np.minimum(down, up)[mine])), float(np.max(np.maximum(down, up)[mine]))
        )


def _fixes(document: Document, site: Site, several: Sequence[Reached]) -> list[Fix]:
    """Enlarge the layer for all values that can occur, where known; a layer of a trained run is not changed."""
    nested = document.models.get(site.model) if site.model is not None else None
    graph = document.graph if site.model is None else nested.graph if nested is not None else None
    node = next((node for node in graph.nodes if node.id == site.node), None) if graph is not None else None
    highest = max(float(np.max(np.maximum(reached.given.high, reached.given.up))) for reached in several)
    if not math.isfinite(highest):
        highest = max(float(np.max(reached.given.up)) for reached in several)
    if node is None or belongs_to_run(document, site.model):
        return []
    argument, value = SIZES[site.name], int(highest) + 1
    edit = _set(site, node, argument, value)
    label = (
        (node.label or node.name) if isinstance(node, LayerNode | OpNode) and not site.path else site.title
    )
    return (
        [] if edit is None else [make_fix(FixKind.set_of, [edit], argument=argument, node=label, value=value)]
    )


def _set(site: Site, node: Node, argument: str, value: int) -> SetConfig | None:
    if not site.path:
        return SetConfig(node=site.node, field=argument, value=value, model=site.model)
    if not isinstance(node, LayerNode):
        return None
    outer, *path = site.path
    whole = set_argument(node.config.get(str(outer)), [*path, "config"], argument, value, unset=False)
    return SetConfig(node=site.node, field=str(outer), value=whole, model=site.model)


def _problem(
    site: Site,
    size: int,
    beyond: Beyond,
    field: FieldInfo | None,
    source_title: Json,
    fixes: list[Fix],
) -> Problem:
    looks_up = site.name in LOOK_UPS
    brings = "field" if field is not None else "layer" if source_title is not None else "reaches"
    params: dict[str, Json] = {
        "layer": site.title,
        "last": size - 1,
        "minimum": _param(beyond.lowest),
        "maximum": _param(beyond.highest),
        "source": source_title,
        **({"field": field.name} if field is not None else {}),
    }
    return Problem(
        code=Code.data_range if looks_up else Code.training_suspicious,
        severity=Severity.error if looks_up else Severity.warning,
        variant=f"{'rows' if looks_up else 'classes'}_{brings}",
        params=params,
        where=Where(node=site.node, field=_field(site), model=site.model),
        expected=[0, size - 1],
        received=[beyond.lowest, beyond.highest],
        fixes=fixes,
    )


def _param(value: float) -> Json:
    """A number of a sentence; infinity as text, since JSON has none."""
    return value if math.isfinite(value) else str(value)


def _field(site: Site) -> str:
    inner = [*site.path, "config"] if site.path else []
    return ".".join(map(str, ["config", *inner, SIZES[site.name]]))
