"""Write out a loop, or give a call its own copy of a function, so that one of several things can be changed alone."""

import ast
from collections.abc import Iterator

from layerloom.importers.script.state.values import Bound, Function, Site, Value

from .script_reading import ScriptReading
from .source_text import Edit, SourceText
from .written_code import CodeWriter

_MOST_ROUNDS = 40


def written_out(reading: ScriptReading, site: Site) -> str | None:
    """The text with the outermost loop, or function that is called again, around an expression written out once."""
    source = reading.source
    for edits in _proposals(reading, source, site):
        if edits:
            return source.edited(edits)
    return None


def _proposals(reading: ScriptReading, source: SourceText, site: Site) -> Iterator[list[Edit]]:
    writer = CodeWriter(reading, reading.script.reading.catalog)
    for one in [*site.calls()][::-1]:
        around = [*source.around(one.node)]
        functions = (
            place for place, node in enumerate(around) if isinstance(node, ast.FunctionDef | ast.Lambda)
        )
        for loop in reversed(around[: next(functions, len(around))]):
            if isinstance(loop, ast.For | ast.While):
                yield _rounds(reading, source, writer, loop)
            elif isinstance(loop, ast.ListComp):
                yield _elements(reading, source, writer, loop)
        if one is not site:
            yield _own_function(reading, source, writer, one)


def _rounds(
    reading: ScriptReading, source: SourceText, writer: CodeWriter, loop: ast.For | ast.While
) -> list[Edit]:
    """A loop as its rounds, one after the other."""
    values = reading.script.reading.rounds.get(loop, [])
    leaves = any(isinstance(node, ast.Break | ast.Continue) for node in ast.walk(loop))
    if not 1 < len(values) <= _MOST_ROUNDS or loop.orelse or leaves or _has_long_text(loop):
        return []
    start, end = source.line_start(loop), source.line_end(loop)
    first = source.line_start(loop.body[0])
    head = loop.iter if isinstance(loop, ast.For) else loop.test
    if start is None or end is None or first is None or first < source.span(head)[1]:
        return []
    indent = source.indent(loop)
    body = source.text[first:end].rstrip("\n").split("\n")
    inner = source.indent(loop.body[0])
    dedented = [f"{indent}{line.removeprefix(inner)}" if line.strip() else line for line in body]
    used = {node.id for part in loop.body for node in ast.walk(part) if isinstance(node, ast.Name)}
    lines: list[str] = []
    for number, value in enumerate(values):
        assigned = _assigned(source, writer, loop, value, number, used) if isinstance(loop, ast.For) else []
        if assigned is None:
            return []
        lines += [*(f"{indent}{line}" for line in assigned), *dedented]
    return [Edit(start, end, "\n".join(lines) + "\n")]


def _elements(
    reading: ScriptReading, source: SourceText, writer: CodeWriter, node: ast.ListComp
) -> list[Edit]:
    """A comprehension as a list of what it makes."""
    values = reading.script.reading.rounds.get(node, [])
    one = node.generators[0]
    if len(node.generators) != 1 or one.ifs or not 1 < len(values) <= _MOST_ROUNDS:
        return []
    parts: list[str] = []
    for value in values:
        known = _named_values(one.target, value)
        if known is None or not all(map(_is_plain, known.values())):
            return []
        start, end = source.span(node.elt)
        inside = [
            source.replace(name, _literal(writer, known[name.id]))
            for name in ast.walk(node.elt)
            if isinstance(name, ast.Name) and name.id in known
        ]
        text = source.edited(inside)
        parts.append(text[start : end + len(text) - len(source.text)])
    return [source.replace(node, f"[{', '.join(parts)}]")]


def _named_values(target: ast.expr, value: Value) -> dict[str, Value] | None:
    """The variables of a loop with their values of one round."""
    if isinstance(target, ast.Name):
        return {target.id: value}
    if (
        isinstance(target, ast.Tuple | ast.List)
        and isinstance(value, list | tuple)
        and len(target.elts) == len(value)
    ):
        found: dict[str, Value] = {}
        for part, inside in zip(target.elts, value, strict=True):
            more = _named_values(part, inside)
            if more is None:
                return None
            found |= more
        return found
    return None


def _has_long_text(loop: ast.For | ast.While) -> bool:
    """Whether a text of several lines is in the loop: its lines must not be moved."""
    return any(
        isinstance(node, ast.Constant | ast.JoinedStr)
        and isinstance(getattr(node, "value", ""), str)
        and node.end_lineno != node.lineno
        for node in ast.walk(loop)
    )


def _assigned(
    source: SourceText, writer: CodeWriter, loop: ast.For, value: Value, number: int, used: set[str]
) -> list[str] | None:
    """The lines that give the variables of a loop their values of one round; `None` where these have no notation."""
    targets = loop.target.elts if isinstance(loop.target, ast.Tuple | ast.List) else [loop.target]
    names = {node.id for target in targets for node in ast.walk(target) if isinstance(node, ast.Name)}
    if not names & used:
        return []
    if _is_plain(value):
        return [f"{source.source(loop.target)} = {_literal(writer, value)}"]
    if isinstance(loop.iter, ast.Name):
        return [f"{source.source(loop.target)} = {loop.iter.id}[{number}]"]
    if isinstance(loop.iter, ast.List | ast.Tuple) and number < len(loop.iter.elts):
        return [f"{source.source(loop.target)} = {source.source(loop.iter.elts[number])}"]
    return None


def _is_plain(value: Value) -> bool:
    if isinstance(value, list | tuple):
        return all(_is_plain(part) for part in value)
    return value is None or isinstance(value, bool | int | float | str)


def _literal(writer: CodeWriter, value: Value) -> str:
    """A plain value; the outermost tuple without brackets, as one assigns several variables."""
    if isinstance(value, list):
        return f"[{', '.join(_literal(writer, part) for part in value)}]"
    if isinstance(value, tuple):
        inside = ", ".join(_literal(writer, part) for part in value)
        return f"({inside},)" if len(value) == 1 else f"({inside})"
    return writer.text(value) if isinstance(value, str) else repr(value)


def _own_function(reading: ScriptReading, source: SourceText, writer: CodeWriter, site: Site) -> list[Edit]:
    """A copy of a function for one call of it, before the statement that calls it first."""
    called = site.callee.function if isinstance(site.callee, Bound) else site.callee
    node = called.node if isinstance(called, Function) else None
    if not isinstance(node, ast.FunctionDef) or node.decorator_list or not isinstance(site.node, ast.Call):
        return []
    func = site.node.func
    if not isinstance(func, ast.Name | ast.Attribute):
        return []
    if _calls_of(reading, node) < 2:  # a function of one call needs no copy
        return []
    start, end = source.line_start(node), source.line_end(node)
    if start is None or end is None:
        return []
    name = writer.fresh(f"{node.name}_2")
    head = source.text.index(node.name, source.span(node)[0])
    copy = source.text[start:head] + name + source.text[head + len(node.name) : end]
    copy = copy if copy.endswith("\n") else f"{copy}\n"
    _, last = source.span(func)
    used = len(func.id if isinstance(func, ast.Name) else func.attr)
    return [Edit(end, end, f"\n{copy}"), Edit(last - used, last, name)]


def _calls_of(reading: ScriptReading, node: ast.FunctionDef) -> int:
    """How many expressions of the script call a function."""
    found = {
        id(site.node)
        for call in reading.script.reading.calls
        if call.site is not None
        for site in call.site.calls()
        if isinstance(site.callee, Function) and site.callee.node is node
    }
    return len(found)
