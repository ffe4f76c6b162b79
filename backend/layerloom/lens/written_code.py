"""Code for what the canvas adds, in the names that a script already has for Keras."""

import ast
from collections.abc import Mapping

from layerloom.codegen.argument_values import construct, plain
from layerloom.codegen.formatter import Expression, Part, flat, quote
from layerloom.importers.script.state.values import Symbol
from layerloom_schema.base import Json
from layerloom_schema.catalog.entries import Catalog, Parameter
from layerloom_schema.documents.graph import InputNode, LayerNode

from .script_reading import ScriptReading
from .source_text import Edit, SourceText

_ROOTS = ("keras", "tensorflow.keras", "tf_keras", "keras.api")
_IMPORT = f"import {_ROOTS[0]}"


class CodeWriter:
    """Writes expressions for one script. `imports` are the names of Keras that they need and the script lacks."""

    def __init__(self, reading: ScriptReading, catalog: Catalog) -> None:
        self._reading = reading
        self._catalog = catalog
        self._taken = set(reading.source.names)
        scope = reading.script.scope
        self._symbols = {value.path: name for name, value in scope.names.items() if isinstance(value, Symbol)}
        self._stars = scope.stars
        self.imports: dict[str, Edit | str] = {}
        """By name, the edit of the statement that imports others of its module, or a line of its own."""

    def fresh(self, wanted: str) -> str:
        """A variable that the script does not have yet."""
        stem = "".join(letter if letter.isalnum() or letter == "_" else "_" for letter in wanted)
        stem = stem if stem.isidentifier() else f"n_{stem}"
        name, number = stem, 2
        while name in self._taken or not name.isidentifier():
            name, number = f"{stem}_{number}", number + 1
        self._taken.add(name)
        return name

    def value(self, parameter: Parameter | None, value: Json, like: ast.expr | None = None) -> str:
        """An argument, as a list where a list stood before. Raises `Refused` for what Python has no notation for."""
        if parameter is None:
            return self.literal(value)
        text = flat(plain(self._catalog, parameter, value))
        if isinstance(like, ast.List) and text.startswith("("):
            text = f"[{text[1:-1].removesuffix(',')}]"
        return self.written(text)

    def literal(self, value: Json) -> str:
        """A plain value."""
        if isinstance(value, list):
            inside = ", ".join(map(self.literal, value))
            return f"({inside},)" if len(value) == 1 else f"({inside})"
        if isinstance(value, dict):
            inside = ", ".join(f"{self.text(key)}: {self.literal(part)}" for key, part in value.items())
            return f"{{{inside}}}"
        return self.text(value) if isinstance(value, str) else repr(value)

    def text(self, value: str) -> str:
        """A text in the quotes that the script uses."""
        source = self._reading.text
        return repr(value) if source.count("'") > source.count('"') else quote(value)

    def layer(self, node: LayerNode) -> str:
        """The call that makes a layer."""
        more = [Part(quote(node.name), "name=")]
        if not node.trainable:
            more.append(Part("False", "trainable="))
        return self.written(flat(construct(self._catalog, "layers", node.layer, node.config, more=more)))

    def input(self, node: InputNode) -> str:
        """The call that makes an input."""
        parts = [self.literal(list(node.shape)) if node.shape else "()"]
        if node.dtype != "float32":
            parts.append(f'dtype="{node.dtype}"')
        return self.written(f"keras.Input({', '.join(parts)}, name={quote(node.name)})")

    def expression(self, expression: Expression) -> str:
        """An expression of the code generator."""
        return self.written(flat(expression))

    def written(self, code: str) -> str:
        """Code that says `keras.layers.Dense`, in the names and quotes of the script."""
        tree = ast.parse(code, mode="eval").body
        source = SourceText(code, [ast.Expr(tree, lineno=1, col_offset=0)])
        edits = []
        waiting: list[ast.AST] = [tree]
        while waiting:
            node = waiting.pop()
            path = _path(node)
            if path is not None:
                edits.append(source.replace(node, self._name_of(path)))
                continue
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                edits.append(source.replace(node, self.text(node.value)))
            waiting += ast.iter_child_nodes(node)
        return source.edited(edits)

    def _name_of(self, path: str) -> str:
        """The shortest name that the script has for something of Keras."""
        inside = path.removeprefix("keras.")
        parts = inside.split(".")
        for count in range(len(parts), -1, -1):
            head, rest = ".".join(parts[:count]), parts[count:]
            for root in _ROOTS:
                known = self._symbols.get(f"{root}.{head}" if head else root)
                if known is not None:
                    return ".".join([known, *rest])
            if any(f"{root}.{head}" in self._stars for root in _ROOTS) and len(rest) == 1:
                return rest[0]
        if "tensorflow" in self._symbols:
            return f"{self._symbols['tensorflow']}.{path}"
        beside = self._import_of(path.rpartition(".")[0].removeprefix("keras"))
        if beside is not None and parts[-1] not in self._taken:
            _, end = self._reading.source.span(beside.names[-1])
            self.imports[parts[-1]] = Edit(end, end, f", {parts[-1]}")
            return parts[-1]
        if "keras" in self._reading.script.scope.names:
            self.imports[parts[-1]] = f"from {path.rpartition('.')[0]} import {parts[-1]}"
            return parts[-1]
        self.imports["keras"] = _IMPORT
        return path

    def _import_of(self, module: str) -> ast.ImportFrom | None:
        """The statement that imports names of a module of Keras: `.layers`."""
        for statement in self._reading.source.body:
            if not isinstance(statement, ast.ImportFrom) or statement.names[0].name == "*":
                continue
            if statement.module in [f"{root}{module}" for root in _ROOTS]:
                return statement
        return None

    def import_edits(self) -> list[Edit]:
        """The edits that import what the code needs."""
        source = self._reading.source
        statements = [one for one in source.body if isinstance(one, ast.Import | ast.ImportFrom)]
        edits = [edit for edit in self.imports.values() if isinstance(edit, Edit)]
        for line in self.imports.values():
            if isinstance(line, str):
                added = source.insert_after(statements[-1], line) if statements else Edit(0, 0, f"{line}\n")
                edits += [added] if added is not None else []
        return edits


def _path(node: ast.AST) -> str | None:
    """The dotted name of an attribute of `keras`."""
    names: list[str] = []
    while isinstance(node, ast.Attribute):
        names.append(node.attr)
        node = node.value
    if isinstance(node, ast.Name) and node.id == "keras" and names:
        return ".".join(["keras", *reversed(names)])
    return None


def parameters_of(catalog: Catalog, kind: str, name: str) -> Mapping[str, Parameter]:
    """The parameters of something of the catalogue."""
    entries = getattr(catalog, kind)
    known = catalog.layer_names.get(name, name) if kind == "layers" else name
    entry = entries.get(known)
    return entry.parameter if entry is not None else {}
