"""The lines of a document's model: its graph, and each nested model before its first call."""

import uuid
from collections.abc import Iterable, Iterator

from layerloom.build.real import applications
from layerloom.build.real.model_builder import frozen_models
from layerloom.catalog.application_reader import takes_name
from layerloom.graph.structure import Structure
from layerloom.trained_models import weights_file
from layerloom_schema.base import ModelName, NodeId
from layerloom_schema.documents.document import NestedModel
from layerloom_schema.documents.graph import OutputNode
from layerloom_schema.errors import ErrorCode, Refused

from .argument_values import plain
from .formatter import Bracket, Part, call, lay_out, quote
from .graph_lines import Adapt, GraphLines
from .identifiers import Names
from .script_blocks import Blocks, Origin

OUTERMOST = "the model"


class ModelLines:
    """Writes the outermost graph, and every nested model once.

    `adapt` writes the lines that adapt layers to the data.
    """

    def __init__(self, structure: Structure, *, adapt: Adapt | None = None, names: Names) -> None:
        self._structure = structure
        self._catalog = structure.index.catalog
        self._adapt = adapt
        self._names = names
        self._blocks = Blocks()
        self._made: dict[ModelName, str] = {}
        self._block = OUTERMOST
        self._inside: ModelName | None = None
        self._frozen = frozen_models(structure)

    def write(self, *, whole: bool = True) -> Blocks:
        """All lines; without the `keras.Model` line where the graph is not `whole`."""
        graph = GraphLines(self._structure, self._names, self, self._write_lines, self._adapt)
        graph.write()
        if whole:
            self._write_lines([""])
            self._write_lines(
                lay_out(graph.model(outermost=True), before="model = "), _outputs(self._structure)
            )
        return self._blocks

    def variable(self, name: ModelName) -> str:
        """The variable of a nested model, written first if needed."""
        if name not in self._made:
            self._made[name] = self._names.fresh(self._structure.model_names[name])
            self._write(name, self._structure.document.models[name], self._made[name])
        return self._made[name]

    def is_made(self, name: ModelName) -> bool:
        return name in self._made

    def _write(self, name: ModelName, nested: NestedModel, variable: str) -> None:
        around = (self._block, self._inside)
        if nested.application is not None:
            self._application(name, nested.application, nested, variable)
        else:
            self._block, self._inside = f"the model {self._structure.model_names[name]}", name
            self._graph(name, nested, variable)
        if name in self._frozen:
            self._write_lines([f"{variable}.trainable = False"])
        self._block, self._inside = around

    def _graph(self, name: ModelName, nested: NestedModel, variable: str) -> None:
        graph = GraphLines(self._structure.models[name], self._names, self, self._write_lines)
        graph.write()
        keras_name = self._structure.model_names[name]
        made = graph.model(outermost=False, name=keras_name)
        self._write_lines(lay_out(made, before=f"{variable} = "), _outputs(self._structure.models[name]))
        if nested.run is not None:
            self._write_lines(self._weights(nested.run, variable))

    def _weights(self, run: str, variable: str) -> Iterator[str]:
        """Load the weights of a trained run from a file beside the script, without an absolute path."""
        try:
            name = str(uuid.UUID(run))
        except ValueError as error:
            raise Refused(422, ErrorCode.invalid, variant="not_a_run", params={"run": run}) from error
        yield f"# The model.keras of run {name}, beside this script under its id."
        yield from lay_out(call(f"{variable}.load_weights", [Part(quote(weights_file(name)))]))

    def _application(self, name: ModelName, application: str, nested: NestedModel, variable: str) -> None:
        entry = applications.application(application, self._catalog)
        given = applications.arguments(entry, nested.config, self._catalog)
        keras_name = quote(self._structure.model_names[name])
        parameters = entry.parameter
        parts = [
            Part(plain(self._catalog, parameters[argument], nested.config.get(argument)), f"{argument}=")
            for argument in given
        ]
        named = takes_name(entry, weights=given["weights"] is not None)
        made = Bracket(
            [*parts, *([Part(keras_name, "name=")] if named else [])], f"keras.applications.{entry.name}"
        )
        self._write_lines(lay_out(made, before=f"{variable} = "))
        if not named:
            self._write_lines([f"{variable}.name = {keras_name}"])

    def _write_lines(self, lines: Iterable[str], nodes: Iterable[NodeId] = ()) -> None:
        self._blocks.add(self._block, lines, tuple(Origin(self._inside, node) for node in nodes))


def _outputs(structure: Structure) -> list[NodeId]:
    """The outputs have no lines of their own: they are named in the `keras.Model` line."""
    return [node.id for node in structure.index.nodes.values() if isinstance(node, OutputNode)]
