"""What every proposal of new text needs: the script as read, a writer of code, and where its values come from."""

import ast
from collections.abc import Iterator, Sequence

from layerloom.importers.script.state.values import Site
from layerloom_schema.base import Json
from layerloom_schema.catalog.entries import Catalog

from .script_reading import ScriptReading
from .source_text import Edit, SourceText
from .written_code import CodeWriter

Edits = list[Edit]
_MOST_LITERALS = 12
_MOST_NAMES = 64


class Proposer:
    """Proposes edits of one reading. Each proposal is verified by reading its text, so it may be wrong."""

    def __init__(self, reading: ScriptReading, catalog: Catalog) -> None:
        self.reading = reading
        self.catalog = catalog
        self.writer = CodeWriter(reading, catalog)

    @property
    def source(self) -> SourceText:
        return self.reading.source

    def text_with(self, edits: Edits) -> str:
        """The text with edits, and the import that their code needs."""
        return self.source.edited([*edits, *self.writer.import_edits()])

    def literals(self, site: Site, value: ast.expr, old: Json, new: str) -> Iterator[Edits]:
        """Replace the constant that a value comes from: of a call that led here, a loop, a default, an assignment."""
        found = 0
        for node in self._sources(site, value):
            if node is not value and found < _MOST_LITERALS and _is_literal(node, old):
                found += 1
                yield [self.source.replace(node, new)]

    def _sources(self, site: Site, value: ast.expr) -> Iterator[ast.expr]:
        """The expressions of which a value may be made."""
        names: list[str] = []
        seen: set[str] = set()
        parts: list[ast.AST] = [value]
        for one in site.calls():
            if one is not site:
                parts.append(one.node)
            for around in self.source.around(one.statement):
                if isinstance(around, ast.For):
                    parts.append(around.iter)
                elif isinstance(around, ast.FunctionDef):
                    parts += [*around.args.defaults, *(part for part in around.args.kw_defaults if part)]
        while parts and len(seen) < _MOST_NAMES:
            part = parts.pop(0)
            for node in ast.walk(part):
                if isinstance(node, ast.Name) and node.id not in seen:
                    seen.add(node.id)
                    names.append(node.id)
                if isinstance(node, ast.Constant | ast.Tuple | ast.List | ast.UnaryOp):
                    yield node
            while names:
                parts += self._assigned(names.pop())

    def _assigned(self, name: str) -> list[ast.expr]:
        """What is assigned to a variable anywhere."""
        return [
            node.value
            for statement in self.source.body
            for node in ast.walk(statement)
            if isinstance(node, ast.Assign)
            and any(isinstance(target, ast.Name) and target.id == name for target in node.targets)
        ]

    def texts(self, old: str, new: str, *, but: Sequence[ast.expr] = ()) -> Edits:
        """Replace every text that is exactly the old one."""
        return [
            self.source.replace(node, self.writer.text(new))
            for statement in self.source.body
            for node in ast.walk(statement)
            if isinstance(node, ast.Constant)
            and node.value == old
            and node not in but
            and not _in_fstring(self.source, node)
        ]


def _in_fstring(source: SourceText, node: ast.AST) -> bool:
    return isinstance(source.parents.get(node), ast.JoinedStr)


def _is_literal(node: ast.expr, value: Json) -> bool:
    """Whether an expression is a constant of a value of a document."""
    try:
        found = ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return False
    return _as_json(found) == value and isinstance(found, bool) is isinstance(value, bool)


def _as_json(value: object) -> object:
    return [_as_json(part) for part in value] if isinstance(value, list | tuple) else value
