"""The words of a script that are a node, or one of its fields: problems are shown under them."""

import ast
from collections.abc import Iterator

from layerloom.importers.script.keras_api.signatures import positions
from layerloom.importers.script.state.values import Call, Layer, Model
from layerloom_schema.base import ModelName, NodeId
from layerloom_schema.models.script_lens import ScriptWords

from .agreement import Pairs
from .call_arguments import Arguments
from .script_reading import ScriptReading


def words(reading: ScriptReading, pairs: Pairs) -> list[ScriptWords]:
    """The words of every node of a document that the script has."""
    found: list[ScriptWords] = []
    for entry, nodes in pairs.nodes.items():
        other = None if entry is None else pairs.models[entry]
        for mine, theirs in nodes.items():
            call = reading.calls(entry).get(mine)
            if call is not None:
                found += _of_call(reading, call, theirs, other)
    return found


def _of_call(
    reading: ScriptReading, call: Call, node: NodeId, model: ModelName | None
) -> Iterator[ScriptWords]:
    source = reading.source
    target = call.target if isinstance(call.target, Layer | Model) else None
    made = target.site if target is not None else None
    called = call.site if call.owner is None else None
    for site in dict.fromkeys([called, made]):
        if site is not None:
            start, end = source.span(site.node)
            yield ScriptWords(node=node, model=model, start=start, end=end)
    maker = made or called
    if maker is None or not isinstance(maker.node, ast.Call):
        return
    order = positions("layers", target.kind) if isinstance(target, Layer) else ("shape",)
    skip = int(made is not None and called is not None and made.node is called.node)
    arguments = Arguments(source, maker.node, order, skip)
    names = [*order[: len(maker.node.args)], *(word.arg for word in maker.node.keywords if word.arg)]
    for name in dict.fromkeys(names):
        value = arguments.find(name)
        if value is not None:
            start, end = source.span(value)
            field = f"config.{name}" if isinstance(target, Layer) and name != "name" else name
            yield ScriptWords(node=node, model=model, field=field, start=start, end=end)
