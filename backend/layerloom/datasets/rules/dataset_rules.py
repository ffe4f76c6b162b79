"""[D1] No data set is chosen, or one that is not on this machine: what fits, and what is to be fetched."""

from collections.abc import Iterator, Mapping

from layerloom.datasets.binding_slots import Slot, bound_field, slots
from layerloom.datasets.dataset import Dataset
from layerloom.datasets.keras_archives import keras_dataset, missing_params
from layerloom.datasets.library import DataLibrary
from layerloom.graph.closest_match import closest_match
from layerloom.graph.fixes.fix_titles import make_fix
from layerloom_schema.base import NodeId
from layerloom_schema.checks.problems import Code, Fix, FixKind, Problem, Where
from layerloom_schema.checks.reports import NodeReport
from layerloom_schema.data.datasets import DatasetInfo
from layerloom_schema.documents.data_preparation import DataBinding
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.edits import Edit, SetField

from .binding_proposals import bind_to


def choose_data(document: Document, nodes: Mapping[NodeId, NodeReport], library: DataLibrary) -> Problem:
    """The problem of a document that names no data set, or one that is not there. A fix binds the fields as well."""
    name = document.data.dataset if document.data else None
    known = {info.name: info for info in library.list()}
    guess = closest_match(name, known) if name else None
    offered = [known[guess]] if guess else list(known.values())
    to_bind = slots(document, nodes)
    fixes = [fix for fix in (_use(document, to_bind, info) for info in offered) if fix]
    return Problem(
        code=Code.data_unbound,
        variant="none" if name is None else "unknown",
        params={"dataset": name, "known": [*known]},
        where=Where(field="data.dataset"),
        expected=list(known),
        received=name,
        fixes=fixes,
    )


def missing_archives(
    document: Document, file: Dataset | None, library: DataLibrary, *, downloads: bool
) -> Iterator[Problem]:
    """The data sets of Keras whose archives are not here and may not be fetched; `file` replaces the first."""
    validation = document.training.validation.dataset if document.training else None
    chosen = document.data.dataset if document.data and file is None else None
    for name, field in ((chosen, "data.dataset"), (validation, "training.validation.dataset")):
        info = library.find(name) if name is not None else None
        found = keras_dataset(info) if info is not None else None
        if found is not None and not downloads and found.missing:
            yield Problem(
                code=Code.data_unbound,
                variant="keras_missing",
                params=missing_params(found),
                where=Where(field=field),
                received=name,
            )


def _use(document: Document, to_bind: list[Slot], info: DatasetInfo) -> Fix | None:
    """The fix that chooses a data set and binds the unbound slots; None unless exactly one field fits each slot."""
    edits: list[Edit] = [SetField(path=["data", "dataset"], value=info.name)]
    binding = document.data or DataBinding()
    if info.follows_model:
        parts = (("inputs", binding.inputs), ("targets", binding.targets))
        edits += [SetField(path=["data", part], unset=True) for part, bound in parts if bound]
        return make_fix(FixKind.use, edits, name=info.name)
    names = {field.name for field in info.fields}
    for slot in to_bind:
        if bound_field(document, slot, info) in names:
            continue
        fitting = [field.name for field in info.fields if slot.takes(field)]
        if len(fitting) != 1:
            return None
        edits.append(bind_to(slot.part, slot.name, fitting[0]))
    return make_fix(FixKind.use, edits, name=info.name)
