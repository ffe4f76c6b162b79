"""Arguments such as `input_shape`, which described the input of a layer and belong to the input node now."""

from collections.abc import Mapping
from dataclasses import dataclass

from layerloom.graph.wrapped_layers import Scope
from layerloom_schema.base import Json, NodeId
from layerloom_schema.catalog.entries import CatalogEntry
from layerloom_schema.documents.edits import Edit, SetNode
from layerloom_schema.documents.graph import InputNode

ARGUMENTS = ("batch_input_shape", "batch_shape", "input_shape", "input_length", "input_dim")


def input_arguments(entry: CatalogEntry, config: Mapping[str, Json]) -> tuple[str, ...]:
    """The input arguments in a config that are not parameters of the entry itself."""
    known = {parameter.name for parameter in entry.parameters}
    return tuple(name for name in ARGUMENTS if name in config and name not in known)


def input_shape_edits(
    scope: Scope, entry: CatalogEntry, config: Mapping[str, Json]
) -> tuple[list[Edit], InputNode, list[int | None]] | None:
    """Edits that set the shape of the input before the node from its config; `None` if nothing is missing."""
    said = _declared(config, input_arguments(entry, config))
    before = _input_before(scope, scope.node)
    if said is None or before is None:
        return None
    shape = _filled(before.shape, said)
    if shape is None or shape == before.shape:
        return None
    return [SetNode(node=before.id, field="shape", value=[*shape])], before, shape


def _input_before(scope: Scope, node: NodeId) -> InputNode | None:
    sources = scope.index.sources(node)
    found = scope.index.nodes.get(sources[0]) if len(sources) == 1 else None
    return found if isinstance(found, InputNode) else None


def declared_shape(config: Mapping[str, Json]) -> list[int | None] | None:
    """The shape of the input declared by a config, without the batch axis."""
    said = _declared(config, ARGUMENTS)
    return None if said is None else said.lengths


@dataclass(frozen=True)
class _DeclaredShape:
    """The declared lengths: of the first axes, or of the last one if only a width is declared."""

    lengths: list[int | None]
    from_end: bool = False


def _declared(config: Mapping[str, Json], names: tuple[str, ...]) -> _DeclaredShape | None:
    for name in ("batch_input_shape", "batch_shape", "input_shape"):
        shape = config.get(name) if name in names else None
        if isinstance(shape, list):
            row = shape if name == "input_shape" else shape[1:]
            return _DeclaredShape([_length(length) for length in row])
    length = _length(config.get("input_length")) if "input_length" in names else None
    width = _length(config.get("input_dim")) if "input_dim" in names else None
    if length is not None:
        return _DeclaredShape([length] if width is None else [length, width])
    return None if width is None else _DeclaredShape([width], from_end=True)


def _length(value: Json) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else None


def _filled(shape: list[int | None], said: _DeclaredShape) -> list[int | None] | None:
    """A shape with unknown lengths replaced by declared ones; `None` if the two contradict each other."""
    if not shape:
        return [*said.lengths]
    missing: list[int | None] = [None] * (len(shape) - len(said.lengths))
    lengths = [*missing, *said.lengths] if said.from_end else [*said.lengths, *missing]
    if len(lengths) != len(shape):
        return None
    pairs = [*zip(shape, lengths, strict=True)]
    if any(old is not None and new is not None and old != new for old, new in pairs):
        return None
    return [new if old is None else old for old, new in pairs]
