"""Problems: one thing wrong or doubtful, as data. Rules are in `RULES.md`; each code has a golden case."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Self

from pydantic import Field, model_validator

from layerloom_schema.base import Json, Message, ModelName, NodeId
from layerloom_schema.documents.edits import Edit
from layerloom_schema.documents.graph import Edge
from layerloom_schema.text.languages import Language
from layerloom_schema.text.messages import message, phrase


class Severity(StrEnum):
    """An error keeps the model from training; a warning does not."""

    error = "error"
    warning = "warning"


class Code(StrEnum):
    """Every code a problem can have, in the order in which problems are listed. Never renamed."""

    check_unavailable = "check.unavailable"
    graph_too_large = "graph.too_large"
    graph_too_deep = "graph.too_deep"
    graph_empty = "graph.empty"
    graph_no_input = "graph.no_input"
    graph_no_output = "graph.no_output"
    node_duplicate_id = "node.duplicate_id"
    node_bad_name = "node.bad_name"
    node_duplicate_name = "node.duplicate_name"
    shared_missing = "shared.missing"
    model_missing = "model.missing"
    model_cycle = "model.cycle"
    layer_unknown = "layer.unknown"
    layer_refused = "layer.refused"
    param_unknown = "param.unknown"
    param_missing = "param.missing"
    param_type = "param.type"
    param_range = "param.range"
    param_not_finite = "param.not_finite"
    document_unknown_field = "document.unknown_field"
    edge_dangling = "edge.dangling"
    output_needs_argument = "output.needs_argument"
    edge_bad_port = "edge.bad_port"
    edge_duplicate = "edge.duplicate"
    edge_same_order = "edge.same_order"
    graph_cycle = "graph.cycle"
    input_missing = "input.missing"
    input_too_many = "input.too_many"
    merge_too_few = "merge.too_few"
    graph_unrelated_input = "graph.unrelated_input"
    graph_unfed_output = "graph.unfed_output"
    node_unreachable = "node.unreachable"
    shape_mismatch = "shape.mismatch"
    shape_rank = "shape.rank"
    shape_undefined = "shape.undefined"
    dtype_mismatch = "dtype.mismatch"
    shared_incompatible = "shared.incompatible"
    layer_needs_data = "layer.needs_data"
    model_too_large = "model.too_large"
    model_activations_too_large = "model.activations_too_large"
    model_build_timeout = "model.build_timeout"
    training_unknown_output = "training.unknown_output"
    training_missing_loss = "training.missing_loss"
    training_loss_mismatch = "training.loss_mismatch"
    training_suspicious = "training.suspicious"
    data_unbound = "data.unbound"
    data_unknown_field = "data.unknown_field"
    data_missing_field = "data.missing_field"
    data_shape = "data.shape"
    data_dtype = "data.dtype"
    data_range = "data.range"
    data_length = "data.length"
    data_empty = "data.empty"
    data_not_finite = "data.not_finite"
    data_suspicious = "data.suspicious"
    check_more = "check.more"


class Where(Message):
    """A location: a node, an edge, a field by its dotted path (`config.units`), and the nested model."""

    node: NodeId | None = None
    edge: Edge | None = None
    field: str | None = None
    model: ModelName | None = None


class FixKind(StrEnum):
    """What a fix does; with its `params`, a title in any language. Never renamed."""

    set = "set"
    set_name = "set_name"
    set_of = "set_of"
    set_number = "set_number"
    use_default = "use_default"
    unset = "unset"
    rename = "rename"
    move = "move"
    move_to_node = "move_to_node"
    give_input = "give_input"
    put_behind = "put_behind"
    remove = "remove"
    remove_node = "remove_node"
    remove_output = "remove_output"
    remove_call = "remove_call"
    remove_wire = "remove_wire"
    remove_wires = "remove_wires"
    remove_wire_between = "remove_wire_between"
    remove_settings = "remove_settings"
    remove_binding = "remove_binding"
    remove_class = "remove_class"
    use = "use"
    become = "become"
    become_layer = "become_layer"
    node_becomes_layer = "node_becomes_layer"
    input_becomes = "input_becomes"
    own_layer = "own_layer"
    join_with = "join_with"
    keep_wire = "keep_wire"
    number_wires = "number_wires"
    wire_here = "wire_here"
    wire_to = "wire_to"
    from_output = "from_output"
    wire = "wire"
    return_states = "return_states"
    wire_states = "wire_states"
    repeat_states = "repeat_states"
    zero_states = "zero_states"
    keep_states = "keep_states"
    add_input = "add_input"
    add_output = "add_output"
    take_tensor = "take_tensor"
    keep_constant = "keep_constant"
    adapt = "adapt"
    adapt_off = "adapt_off"
    keep = "keep"
    insert = "insert"
    insert_to = "insert_to"
    insert_to_each = "insert_to_each"
    spread = "spread"
    insert_reshape = "insert_reshape"
    insert_flatten_each = "insert_flatten_each"
    insert_rescaling = "insert_rescaling"
    insert_projection = "insert_projection"
    insert_dense = "insert_dense"
    whole_sequence = "whole_sequence"
    last_step = "last_step"
    roll = "roll"
    keep_words = "keep_words"
    model_takes = "model_takes"
    base_takes = "base_takes"
    give_shape = "give_shape"
    drop_batch_axis = "drop_batch_axis"
    bind = "bind"
    bind_to = "bind_to"
    rows_alike = "rows_alike"
    hold_back = "hold_back"
    hold_back_none = "hold_back_none"
    hold_back_share = "hold_back_share"
    hold_back_tenths = "hold_back_tenths"
    hold_back_last = "hold_back_last"
    split_at_random = "split_at_random"
    remove_step = "remove_step"
    stack_columns = "stack_columns"
    sort_classes = "sort_classes"
    swap_bounds = "swap_bounds"
    number_from_0 = "number_from_0"
    number_texts = "number_texts"
    scale_image = "scale_image"
    resize_images = "resize_images"
    one_hot_texts = "one_hot_texts"
    fill_median = "fill_median"
    fill_zero = "fill_zero"
    clip_infinite = "clip_infinite"
    normalize = "normalize"
    reshape_rows = "reshape_rows"
    softmax_over = "softmax_over"
    list_classes = "list_classes"
    fill_frequent = "fill_frequent"
    split_by_class = "split_by_class"
    split_by_time = "split_by_time"
    exchange_fields = "exchange_fields"
    balance_classes = "balance_classes"
    drop_split = "drop_split"
    drop_validation_split = "drop_validation_split"
    validate_on = "validate_on"
    watch = "watch"
    drop_schedule = "drop_schedule"
    number_each_class = "number_each_class"
    number_words = "number_words"
    split_dates = "split_dates"
    drop_rows = "drop_rows"
    keep_rows = "keep_rows"
    window_length = "window_length"
    last_row = "last_row"
    split_by_group = "split_by_group"


class Fix(Message):
    """Edits that solve the problem; offered only after a re-check of the document with them.

    `title` is English; `kind` and `params` are what it is made of, in any language.
    """

    kind: FixKind
    title: str
    params: dict[str, Json] = Field(default_factory=dict)
    edits: list[Edit]


class Problem(Message):
    """One thing wrong or doubtful.

    `code`, `variant` and `params` are the data of its sentence; `message` is rendered from them, in English unless a
    caller asks for another language.
    """

    code: Code
    severity: Severity = Severity.error
    variant: str | None = None
    params: dict[str, Json] = Field(default_factory=dict)
    message: str = ""
    where: Where = Field(default_factory=Where)
    expected: Json = None
    received: Json = None
    fixes: list[Fix] = Field(default_factory=list)

    @model_validator(mode="before")
    @classmethod
    def _rendered(cls, given: Any) -> Any:
        if not isinstance(given, dict) or "message" in given:
            return given
        params = given.get("params", {})
        return {**given, "message": message("problems", given["code"], params, variant=given.get("variant"))}

    @property
    def phrase(self) -> Json:
        """The sentence as a part of another one."""
        return phrase(f"problem:{self.code}" + (f"/{self.variant}" if self.variant else ""), **self.params)

    def in_language(self, language: Language) -> Self:
        """The same problem and its fixes in another language."""
        fixes = [
            fix.model_copy(update={"title": message("fixes", fix.kind, fix.params, language=language)})
            for fix in self.fixes
        ]
        sentence = message("problems", self.code, self.params, variant=self.variant, language=language)
        return self.model_copy(update={"message": sentence, "fixes": fixes})

    def retold(self, variant: str | None, params: Mapping[str, Json], **changes: Any) -> Self:
        """The same problem in another sentence of its code, with further fields changed."""
        changed = {"variant": variant, "params": dict(params)}
        sentence = message("problems", self.code, params, variant=variant)
        return self.model_copy(update={**changed, "message": sentence, **changes})
