"""The one place that makes English of a fix; the page makes other languages of its kind and values."""

from collections.abc import Mapping, Sequence

from layerloom.graph.parameter_values import format_value
from layerloom_schema.base import Json
from layerloom_schema.edits import Edit
from layerloom_schema.problems import Fix, FixKind

FIX_TITLES: Mapping[FixKind, str] = {
    FixKind.set: "Set {argument} to {value}",
    FixKind.set_name: "Set {argument} to {name}",
    FixKind.set_of: "Set {argument} of {node} to {value}",
    FixKind.set_number: "Set it to {value}",
    FixKind.use_default: "Use the default, {value}",
    FixKind.unset: "Use the default {argument}",
    FixKind.rename: "Rename it to {name}",
    FixKind.move: "Move it to {name}",
    FixKind.move_to_node: "Move {name} to the node",
    FixKind.give_input: "Take it out, and give {node} the shape {row}",
    FixKind.put_behind: "Put a {layer} behind it",
    FixKind.remove: "Remove {name}",
    FixKind.remove_node: "Remove {node}",
    FixKind.remove_output: "Remove the output {name}",
    FixKind.remove_call: "Remove this call",
    FixKind.remove_wire: "Remove the wire",
    FixKind.remove_wires: "Remove the {count} wires",
    FixKind.remove_wire_between: "Remove the wire from {node} to {target}",
    FixKind.remove_settings: "Remove the settings of {name}",
    FixKind.remove_binding: "Remove the binding of {name}",
    FixKind.remove_class: "Remove class {name}",
    FixKind.use: "Use {name}",
    FixKind.become: "Make it {name}",
    FixKind.become_layer: "Make it a {layer}",
    FixKind.node_becomes_layer: "Make {node} a {layer}",
    FixKind.input_becomes: "Make {node} {dtype}",
    FixKind.own_layer: "Make it a layer of its own",
    FixKind.join_with: "Join them with {layer}",
    FixKind.keep_wire: "Keep only the wire from {node}",
    FixKind.number_wires: "Number the wires in this order: {nodes}",
    FixKind.wire_here: "Wire {node} to it",
    FixKind.from_output: "Begin the wire at output {port}",
    FixKind.wire_to: "Lead the wire to {port}",
    FixKind.wire: "Wire {node} to {target}",
    FixKind.return_states: "Begin with the states of {node} instead of its output",
    FixKind.wire_states: "Wire the other states of {node} too",
    FixKind.repeat_states: "Begin the other states with {node} too",
    FixKind.zero_states: "Begin with zeros",
    FixKind.keep_states: "Keep only {node}",
    FixKind.add_input: "Add an input before {node}",
    FixKind.add_output: "Add an output after {node}",
    FixKind.take_tensor: "Take the tensor",
    FixKind.keep_constant: "Keep the constant",
    FixKind.adapt: "Learn from the training rows",
    FixKind.adapt_off: "Switch adapt off",
    FixKind.keep: "Keep {argument}",
    FixKind.insert: "Insert {layer}",
    FixKind.insert_to: "Insert {layer} to make it {row}",
    FixKind.insert_to_each: "Insert {layer} at {count} places, so that sizes agree",
    FixKind.spread: "Repeat the numbers at every place of {row}",
    FixKind.insert_reshape: "Insert Reshape to {value}",
    FixKind.insert_flatten_each: "Insert Flatten before each input",
    FixKind.insert_rescaling: "Insert Rescaling, which makes floats of them",
    FixKind.insert_projection: "Insert a 1 x 1 {layer} of {count} filters",
    FixKind.insert_dense: "Insert a Dense of {count} units",
    FixKind.whole_sequence: "Let {node} return its whole sequence",
    FixKind.last_step: "Let {node} return its last step alone",
    FixKind.roll: "Do not unroll it",
    FixKind.keep_words: "Keep the {count} most frequent words",
    FixKind.model_takes: "Let {model} take {row}",
    FixKind.give_shape: "Give {node} the shape {row}",
    FixKind.drop_batch_axis: "Take the batch axis out of the shape of {node}",
    FixKind.bind: "Bind {field}",
    FixKind.bind_to: "Bind it to {name}",
    FixKind.rows_alike: "Let all rows count alike",
    FixKind.hold_back: "Hold back a fifth of the rows",
    FixKind.hold_back_none: "Hold back no rows",
    FixKind.hold_back_share: "Hold back the share",
    FixKind.validate_on: "Validate on {name}",
    FixKind.watch: "Watch {name}",
    FixKind.drop_schedule: "Drop the optimizer's schedule",
    FixKind.number_each_class: "Take one number for each class",
}


def make_fix(kind: FixKind, edits: Sequence[Edit], **values: Json) -> Fix:
    """Edits by the kind of what they do, and what its title puts into words."""
    words = {name: _format(name, value) for name, value in values.items()}
    return Fix(kind=kind, title=FIX_TITLES[kind].format(**words), values=values, edits=[*edits])


def _format(name: str, value: Json) -> str:
    if name == "value":
        return format_value(value)
    if name == "row" and isinstance(value, list):
        return "(" + ", ".join("?" if length is None else str(length) for length in value) + ")"
    return f"{value:,}" if isinstance(value, int) else str(value)
