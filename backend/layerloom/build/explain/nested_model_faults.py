"""Why a call of a nested model was refused: its input shapes against those of the call."""

from collections.abc import Mapping

from layerloom.build.call_key import Blueprint
from layerloom.build.dry.call import takes
from layerloom.build.finding import Finding
from layerloom.build.tensor_spec import Shape, Spec
from layerloom.graph.fixes.fix_titles import make_fix
from layerloom.graph.node_titles import model_title
from layerloom.graph.structure import Structure
from layerloom_schema.base import Json, ModelName
from layerloom_schema.checks.problems import Code, Fix, FixKind, Problem, Where
from layerloom_schema.documents.edits import Edit, SetField, SetNode
from layerloom_schema.documents.graph import InputNode, ModelNode
from layerloom_schema.text.messages import phrase

from .application_faults import explain
from .failed_call import FailedCall

_CURED_BY_DEFAULT = frozenset({"downloads", "application_setting", "pretrained_setting"})
_OF_ONE, _OF_SEVERAL = "model_input", "model_input_port"
"""What a wrong input is called by: alone, or by its name among others."""


def nested_model_fault(failed: FailedCall) -> Finding | None:
    """The first input that gets a tensor of another shape."""
    (blueprint,) = failed.key.parts
    if not isinstance(blueprint, Blueprint) or failed.failure.stage == "make":
        return None
    for place, (port, shape) in enumerate(zip(blueprint.inputs, failed.failure.wanted, strict=False)):
        incoming = dict(failed.key.arguments).get(port)
        if isinstance(incoming, Spec) and not takes(shape, incoming):
            return _other_shape(port, shape, incoming, place, several=len(blueprint.inputs) > 1)
    return None


def _other_shape(port: str, shape: Shape, incoming: Spec, place: int, *, several: bool) -> Finding:
    code = Code.shape_mismatch
    if len(incoming.shape) != len(shape):
        code = Code.shape_rank
    elif takes(shape, incoming.with_shape(tuple(map(_known, shape, incoming.shape)))):
        code = Code.shape_undefined
    return Finding(
        code,
        variant=_OF_SEVERAL if several else _OF_ONE,
        params={"port": port, "wanted": [*shape[1:]], "shape": [*incoming.row]},
        expected=[*shape],
        received=[*incoming.shape],
        place=place,
    )


def _known(wanted: int | None, incoming: int | None) -> int | None:
    """An unknown length of the tensor, as the model expects it."""
    return wanted if incoming is None else incoming


def input_fixes(structure: Structure, declaring: ModelNode, problem: Problem) -> list[Fix]:
    """Change the input shape of the nested model, or of the application, to that of the tensor."""
    shape, nested = problem.received, structure.document.models[declaring.model]
    if problem.variant not in (_OF_ONE, _OF_SEVERAL) or not isinstance(shape, list):
        return []
    row = shape[1:]
    if nested.application is not None:
        return _application_fixes(structure, declaring.model, row)
    inputs = [node for node in nested.graph.nodes if isinstance(node, InputNode)] if nested.graph else []
    node = next((node for node in inputs if node.name == problem.params["port"]), None)
    if node is None or nested.run is not None:
        return []
    edit = SetNode(node=node.id, field="shape", value=row, model=declaring.model)
    return [
        make_fix(FixKind.model_takes, [edit], model=model_title(declaring.model, structure.document), row=row)
    ]


def _application_fixes(structure: Structure, name: ModelName, row: list[Json]) -> list[Fix]:
    """Give an application the size of the images; as a base of other layers too, which fits any size with any weights."""
    title = model_title(name, structure.document)
    config = structure.document.models[name].config
    sized: dict[str, Json] = {"input_shape": row}
    fixes = [make_fix(FixKind.model_takes, _set(name, sized), model=title, row=row)]
    if config.get("include_top") is not False:
        base: dict[str, Json] = sized | {"include_top": False, "pooling": config.get("pooling") or "avg"}
        fixes.append(make_fix(FixKind.base_takes, _set(name, base), model=title, row=row))
    return fixes


def _set(name: ModelName, config: Mapping[str, Json]) -> list[Edit]:
    return [
        SetField(path=["models", name, "config", argument], value=value) for argument, value in config.items()
    ]


def application_problem(structure: Structure, name: ModelName) -> Problem:
    """The problem of an application that Keras does not build with these arguments."""
    nested, catalog = structure.document.models[name], structure.index.catalog
    title = phrase("node.named", kind=nested.application, name=nested.label or name)
    finding = explain(str(nested.application), nested.config, catalog, downloads=structure.downloads)
    return Problem(
        code=finding.code,
        variant=finding.variant,
        params={"layer": title, **finding.params},
        where=Where(model=name, field=f"config.{finding.argument}" if finding.argument else "config"),
        expected=finding.expected,
        received=finding.received,
        fixes=_argument_fixes(name, finding),
    )


def _argument_fixes(name: ModelName, finding: Finding) -> list[Fix]:
    """Take the default of the argument that does not go with the others; weights are left out."""
    if finding.argument is None or finding.variant not in _CURED_BY_DEFAULT:
        return []
    edits = [SetField(path=["models", name, "config", finding.argument], unset=True)]
    if finding.variant == "downloads":
        return [make_fix(FixKind.set, edits, argument=finding.argument, value=None)]
    return [make_fix(FixKind.use_default, edits, value=finding.expected)]
