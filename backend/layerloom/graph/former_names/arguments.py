"""Argument names of Keras 1 and 2 and of other libraries, and their current equivalents."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from layerloom.graph.intended_values import intended_value
from layerloom.graph.parameter_values import is_number, is_of_type
from layerloom_schema.base import Json
from layerloom_schema.catalog.entries import CatalogEntry
from layerloom_schema.catalog.entries import ParameterType as T
from layerloom_schema.catalog.keras_objects import OBJECT_KINDS
from layerloom_schema.checks.problems import FixKind
from layerloom_schema.literals import literal


@dataclass(frozen=True)
class ArgumentChange:
    """Arguments to set and to remove; `kind` and `values` are those of the fix."""

    kind: FixKind
    values: Mapping[str, Json]
    set: Mapping[str, Json] = field(default_factory=dict)
    unset: tuple[str, ...] = ()

    def applied(self, config: Mapping[str, Json]) -> dict[str, Json]:
        """The config after the change."""
        rest = {name: value for name, value in config.items() if name not in self.unset}
        return {**rest, **self.set}


FORMER_ARGUMENTS: Mapping[str, tuple[str, ...]] = {
    # Keras 1
    "output_dim": ("units",),
    "nb_filter": ("filters",),
    "nb_epoch": ("epochs",),
    "border_mode": ("padding",),
    "subsample": ("strides",),
    "subsample_length": ("strides",),
    "filter_length": ("kernel_size",),
    "pool_length": ("pool_size",),
    "atrous_rate": ("dilation_rate",),
    "length": ("size",),
    "init": ("kernel_initializer", "embeddings_initializer", "alpha_initializer", "depthwise_initializer"),
    "inner_init": ("recurrent_initializer",),
    "inner_activation": ("recurrent_activation",),
    "beta_init": ("beta_initializer",),
    "gamma_init": ("gamma_initializer",),
    "W_regularizer": ("kernel_regularizer", "embeddings_regularizer"),
    "U_regularizer": ("recurrent_regularizer",),
    "b_regularizer": ("bias_regularizer",),
    "W_constraint": ("kernel_constraint", "embeddings_constraint"),
    "U_constraint": ("recurrent_constraint",),
    "b_constraint": ("bias_constraint",),
    "dropout_W": ("dropout",),
    "dropout_U": ("recurrent_dropout",),
    "bias": ("use_bias",),
    "p": ("rate",),
    "sigma": ("stddev",),
    "concat_axis": ("axis",),
    "dot_axes": ("axes",),
    # Keras 2
    "lr": ("learning_rate", "initial_learning_rate"),
    "learning_rate": ("initial_learning_rate",),
    "initial_lr": ("initial_learning_rate",),
    "gamma": ("decay_rate",),
    "T_max": ("decay_steps",),
    "step_size": ("decay_steps",),
    "steps": ("decay_steps",),
    "theta": ("threshold",),
    "alpha": ("negative_slope", "rho"),
    "beta1": ("beta_1",),
    "beta2": ("beta_2",),
    "max_values": ("max_tokens",),
    "bins": ("bin_boundaries",),
    "num_elements": ("size",),
    "class_num": ("num_classes",),
    # Other libraries
    "momentum": ("beta_1", "adam_beta_1"),
    "eps": ("epsilon",),
    "in_features": (),
    "out_features": ("units",),
    "hidden_size": ("units",),
    "hidden_units": ("units",),
    "num_units": ("units",),
    "neurons": ("units",),
    "nodes": ("units",),
    "in_channels": (),
    "out_channels": ("filters",),
    "n_filters": ("filters",),
    "num_filters": ("filters",),
    "kernel": ("kernel_size",),
    "filter_size": ("kernel_size",),
    "stride": ("strides",),
    "dilation": ("dilation_rate",),
    "num_embeddings": ("input_dim",),
    "vocab_size": ("input_dim", "max_tokens"),
    "embedding_dim": ("output_dim",),
    "embed_dim": ("output_dim",),
    "dropout_rate": ("rate", "dropout"),
    "prob": ("rate",),
    "probability": ("rate",),
    "heads": ("num_heads",),
    "n_heads": ("num_heads",),
    "head_size": ("key_dim", "head_dim"),
    "act": ("activation",),
    "activation_fn": ("activation",),
    "nonlinearity": ("activation",),
    "regularizer": ("kernel_regularizer", "embeddings_regularizer"),
    "initializer": ("kernel_initializer", "embeddings_initializer"),
    "weight_initializer": ("kernel_initializer",),
    "weight_regularizer": ("kernel_regularizer",),
    "label_smooth": ("label_smoothing",),
    "num_class": ("num_classes",),
    "n_classes": ("num_classes",),
    # Without an equivalent: always the case now, or no argument.
    **dict.fromkeys(
        ("weights", "mode", "implementation", "consume_less", "time_major", "fused", "renorm"), ()
    ),
    **dict.fromkeys(
        ("virtual_batch_size", "schedule_decay", "jit_compile", "use_locking", "input_dtype"), ()
    ),
    **dict.fromkeys(
        ("num_features", "affine", "track_running_stats", "inplace", "batch_first", "device"), ()
    ),
}
"""Current names, of which the entry has one; empty if nothing is equivalent, however similar a name is."""

ENTRY_ARGUMENTS: Mapping[tuple[str, str], str] = {
    # Of one entry.
    ("ReduceLROnPlateau", "epsilon"): "min_delta",
    ("LeakyReLU", "leak"): "negative_slope",
    ("LeakyReLU", "slope"): "negative_slope",
    ("Flatten", "dim_ordering"): "data_format",
    ("IntegerLookup", "oov_value"): "oov_token",
    ("IntegerLookup", "mask_value"): "mask_token",
    ("CategoryEncoding", "max_tokens"): "num_tokens",
    ("Dot", "axis"): "axes",
    ("RNN", "cells"): "cell",
    ("BatchNormalization", "decay"): "momentum",
    ("AUC", "num_classes"): "num_labels",
    ("Rescaling", "factor"): "scale",
    ("LearningRateScheduler", "scheduler"): "schedule",
    ("TopKCategoricalAccuracy", "top_k"): "k",
    ("SparseTopKCategoricalAccuracy", "top_k"): "k",
}


def former_argument(entry: CatalogEntry, name: str, config: Mapping[str, Json]) -> ArgumentChange | None:
    """The change to the current name of an argument; `None` if it is not a former name."""
    known = {parameter.name for parameter in entry.parameters}
    for rewrite in _REWRITES:
        found = rewrite(entry, name, config)
        if found is not None:
            return found
    own = ENTRY_ARGUMENTS.get((entry.name, name))
    successor = own or next((new for new in FORMER_ARGUMENTS.get(name, ()) if new in known), None)
    if successor is None or successor in config:
        return None
    return renamed_argument(entry, name, successor, config[name])


def renamed_argument(entry: CatalogEntry, old: str, new: str, value: Json) -> ArgumentChange:
    """Rename an argument, and convert its value if its type does not fit."""
    parameter = next((parameter for parameter in entry.parameters if parameter.name == new), None)
    better = None
    if parameter is not None and (parameter.type is T.schedule or parameter.type not in OBJECT_KINDS):
        better = (
            intended_value(parameter, value)
            if isinstance(value, str) or not is_of_type(parameter, value)
            else None
        )
    if better is None or (better == value and isinstance(better, bool) is isinstance(value, bool)):
        return ArgumentChange(FixKind.rename, {"name": new}, {new: value}, (old,))
    return ArgumentChange(FixKind.set, {"argument": new, "value": better}, {new: better}, (old,))


def is_former(name: str) -> bool:
    """Whether a name is a former argument name, so that a similar spelling is not what was intended."""
    return name in FORMER_ARGUMENTS


def with_current_names(entry: CatalogEntry, config: Mapping[str, Json]) -> dict[str, Json]:
    """A config with all former arguments renamed, and those without an equivalent removed."""
    known = {parameter.name for parameter in entry.parameters}
    for name in [*config]:
        if name in known or name not in config:
            continue
        change = former_argument(entry, name, config)
        if change is not None:
            config = change.applied(config)
        elif name in FORMER_ARGUMENTS and not FORMER_ARGUMENTS[name]:
            config = {other: value for other, value in config.items() if other != name}
    return dict(config)


def replacement_config(entry: CatalogEntry, config: Mapping[str, Json]) -> dict[str, Json]:
    """A config for an entry that replaces another: the arguments it has, and its required ones."""
    known = {parameter.name: parameter for parameter in entry.parameters}
    kept = {name: value for name, value in with_current_names(entry, config).items() if name in known}
    needed = {
        name: parameter.suggested
        for name, parameter in known.items()
        if name not in kept and parameter.required and parameter.suggested is not None
    }
    return {**kept, **needed}


def _decay(entry: CatalogEntry, name: str, config: Mapping[str, Json]) -> ArgumentChange | None:
    """Keras 2's `decay`, with the rate `lr / (1 + decay * n)` after n steps, as a schedule."""
    rate = next((p for p in entry.parameters if p.name == "learning_rate" and p.type is T.schedule), None)
    if name != "decay" or rate is None:
        return None
    decay = _number(config[name])
    start = _number(config.get("learning_rate", config.get("lr", rate.default)))
    if not is_number(decay) or not is_number(start) or decay == 0:
        return ArgumentChange(FixKind.remove, {"name": name}, unset=(name,))
    schedule: Json = {
        "name": "InverseTimeDecay",
        "config": {"initial_learning_rate": start, "decay_steps": 1, "decay_rate": decay},
    }
    unset = tuple(old for old in ("decay", "lr") if old in config)
    values: dict[str, Json] = {"argument": "learning_rate", "value": schedule}
    return ArgumentChange(FixKind.set, values, {"learning_rate": schedule}, unset)


def _number(value: Json) -> Json:
    return literal(value) if isinstance(value, str) else value


_SIDES = (
    ("kernel_size", ("nb_row", "nb_col")),
    ("kernel_size", ("kernel_dim1", "kernel_dim2", "kernel_dim3")),
)


def _sides(entry: CatalogEntry, name: str, config: Mapping[str, Json]) -> ArgumentChange | None:
    """Separate lengths, such as `nb_row` and `nb_col`, as one `kernel_size`."""
    for whole, sides in _SIDES:
        if name in sides and any(parameter.name == whole for parameter in entry.parameters):
            given = tuple(side for side in sides if side in config)
            if given != sides or whole in config:
                return None
            value: Json = [config[side] for side in sides]
            return ArgumentChange(FixKind.set, {"argument": whole, "value": value}, {whole: value}, given)
    return None


def _betas(entry: CatalogEntry, name: str, config: Mapping[str, Json]) -> ArgumentChange | None:
    betas = config[name]
    known = {parameter.name for parameter in entry.parameters}
    if (
        name != "betas"
        or not {"beta_1", "beta_2"} <= known
        or not isinstance(betas, list)
        or len(betas) != len("12")
    ):
        return None
    both = {"beta_1": betas[0], "beta_2": betas[1]}
    return ArgumentChange(FixKind.set, {"argument": "beta_1, beta_2", "value": betas}, both, (name,))


def _keep_prob(entry: CatalogEntry, name: str, config: Mapping[str, Json]) -> ArgumentChange | None:
    """The probability to keep a unit, where Keras has the rate to drop it."""
    kept = _number(config[name])
    rate = any(parameter.name == "rate" for parameter in entry.parameters)
    if (
        name not in ("keep_prob", "keep_rate")
        or not rate
        or not is_number(kept)
        or not isinstance(kept, int | float)
    ):
        return None
    dropped = round(1 - kept, 12)
    return ArgumentChange(FixKind.set, {"argument": "rate", "value": dropped}, {"rate": dropped}, (name,))


_ORDERINGS: Mapping[str, str] = {"tf": "channels_last", "th": "channels_first"}


def _dim_ordering(entry: CatalogEntry, name: str, config: Mapping[str, Json]) -> ArgumentChange | None:
    value = config[name]
    format_ = _ORDERINGS.get(value) if isinstance(value, str) and name == "dim_ordering" else None
    if format_ is None or all(parameter.name != "data_format" for parameter in entry.parameters):
        return None
    values: dict[str, Json] = {"argument": "data_format", "value": format_}
    return ArgumentChange(FixKind.set, values, {"data_format": format_}, (name,))


_REWRITES: tuple[Callable[[CatalogEntry, str, Mapping[str, Json]], ArgumentChange | None], ...] = (
    _decay,
    _sides,
    _betas,
    _keep_prob,
    _dim_ordering,
)
