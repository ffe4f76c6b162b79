"""Fixes for states of another size than the layer keeps: as many units as come in, or a Dense on the way."""

from collections.abc import Iterator

from layerloom_schema.problems import Fix, FixKind

from .fix_builder import Insertion, Proposal


def resize_states(at: Proposal) -> Iterator[Fix]:
    """Makes the layer as wide as the states, or the states as wide as the layer."""
    wanted = at.problem.values.get("wanted")
    port = at.edge.target_input if at.edge is not None else None
    brought = [
        (edge, spec) for edge, spec in zip(at.edges, at.specs, strict=True) if edge.target_input == port
    ]
    widths = {spec.row for _, spec in brought}
    if not isinstance(wanted, list) or any(len(row) != 1 for row in widths) or len(wanted) != 2:
        return
    (_, units), config = wanted, at.declaring.config
    if len(widths) == 1 and isinstance(config.get("units"), int):
        (width,) = widths.pop()
        yield at.set("units", width)
    dense: list[Insertion] = [
        (edge, ("Dense", {"units": units})) for edge, spec in brought if spec.row != (units,)
    ]
    yield at.insert_each(dense, FixKind.insert_dense, count=units)
