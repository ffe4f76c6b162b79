"""Fixes for initial states of the wrong size: change `units`, or insert a Dense."""

from collections.abc import Iterator

from layerloom_schema.checks.problems import Fix, FixKind

from .fix_builder import FixBuilder, Insertion


def resize_states(builder: FixBuilder) -> Iterator[Fix]:
    """Set `units` to the size of the states, or project the states to `units`."""
    wanted = builder.problem.expected
    port = builder.edge.target_input if builder.edge is not None else None
    incoming = [
        (edge, spec)
        for edge, spec in zip(builder.edges, builder.specs, strict=True)
        if edge.target_input == port
    ]
    widths = {spec.row for _, spec in incoming}
    if not isinstance(wanted, list) or any(len(row) != 1 for row in widths) or len(wanted) != 2:
        return
    (_, units), config = wanted, builder.declaring.config
    if len(widths) == 1 and isinstance(config.get("units"), int):
        (width,) = widths.pop()
        yield builder.set("units", width)
    dense: list[Insertion] = [
        (edge, ("Dense", {"units": units})) for edge, spec in incoming if spec.row != (units,)
    ]
    yield builder.insert_each(dense, FixKind.insert_dense, count=units)
