"""Models of `keras.applications`: one node until a script looks inside, then the graph of their layers."""

from layerloom.importers.expand_nested import application_graph
from layerloom.importers.script.drawing.written_values import Writer
from layerloom.importers.script.state.reading import Reading
from layerloom.importers.script.state.values import Call, Layer, Model, Tensor, Value
from layerloom_schema.base import NodeId
from layerloom_schema.documents.document import NestedModel
from layerloom_schema.documents.graph import (
    Graph,
    InputNode,
    LayerNode,
    ModelNode,
    OpNode,
    OutputNode,
    SharedNode,
)
from layerloom_schema.errors import LayerloomError
from layerloom_schema.models.import_warnings import WarningCode

from .graph_calls import new_input
from .signatures import named, positions


def make_application(reading: Reading, name: str, args: list[Value], kwargs: dict[str, Value]) -> Model:
    """A model of `keras.applications`."""
    given = named(positions("applications", name), args, kwargs)
    entry = reading.catalog.applications[name]
    start = given.pop("input_tensor", None)
    model = Model("application", reading.here, application=name, site=reading.site)
    said = given.pop("name", None)
    model.name = said if isinstance(said, str) else None
    known = {key: value for key, value in given.items() if key in entry.parameter and value is not None}
    if isinstance(known.get("weights"), str) and known["weights"] != "imagenet":
        del known["weights"]
    if "weights" not in given and "weights" in entry.parameter:
        known["weights"] = "imagenet"
    if isinstance(start, Tensor) and "input_shape" not in known:
        shape = reading.shape_of(start)
        if shape is not None:
            known["input_shape"] = [*shape[1:]]
    model.config = known
    reading.models.append(model)
    if isinstance(start, Tensor):
        look_inside(reading, model, start)
    return model


def look_inside(reading: Reading, model: Model, start: Tensor | None = None) -> None:
    """Know the layers of an application. Its calls begin at `start` where the script gave it a tensor."""
    if model.application is None:
        return
    title = model.variable or model.application
    config = Writer(reading).config(model.config, title)
    nested = NestedModel(application=model.application, config=config)
    try:
        found = application_graph(nested, model.application, title, reading.catalog, reading.limits)
    except LayerloomError:
        reading.warn(WarningCode.not_followed, text=f"{model.application}(...)")
        return
    if config.get("weights") is not None:
        reading.warn(WarningCode.weights_left_out, layer=title)
    _take(reading, model, found.graph, start)
    model.application = None
    model.kind = "Model"


def _take(reading: Reading, model: Model, graph: Graph, start: Tensor | None) -> None:
    """Make calls of the nodes of a graph."""
    calls: dict[NodeId, Call] = {}
    layers: dict[NodeId, Layer] = {}
    for node in graph.nodes:
        match node:
            case InputNode():
                tensor = start or new_input(reading, [*node.shape], node.dtype)
                calls[node.id] = tensor.call
                model.inputs.append(tensor)
            case LayerNode():
                layer = Layer(
                    node.layer, dict(node.config), reading.here, name=node.name, trainable=node.trainable
                )
                layers[node.id] = layer
                calls[node.id] = reading.add(Call(layer, config=dict(node.call_with)))
            case SharedNode():
                calls[node.id] = reading.add(Call(layers[node.of], config=dict(node.call_with)))
            case OpNode():
                calls[node.id] = reading.add(Call(node.op, config=dict(node.config), name=node.name))
            case ModelNode() | OutputNode():
                continue
    for call in calls.values():
        if isinstance(call.target, Layer):
            call.target.calls.append(call)
    for edge in graph.edges:
        tensor = Tensor(calls[edge.source], edge.source_output)
        if edge.target in calls:
            calls[edge.target].wires.append((edge.target_input, edge.order, tensor))
        else:
            model.outputs.append((None, tensor))
