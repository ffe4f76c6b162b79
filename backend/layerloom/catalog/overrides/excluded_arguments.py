"""Keras arguments that are excluded from the catalogue, each with its reason.

A reason is a code: its text is the phrase `reason.CODE` of `shared_schema/messages`, which ends the sentence "stateful
of LSTM encode cannot be set here: …". The first three and those that the base class has are never written.
"""

from collections.abc import Mapping

from .allowlist import Kind

EXCLUDED: Mapping[str, str] = {
    "self": "no_argument",
    "args": "no_argument",
    "kwargs": "base_class_argument",
    "verbose": "progress_by_events",
    "stateful": "shuffled_rows",
    "weights": "array",
    "use_cudnn": "of_the_machine",
    "lora_rank": "lora",
    "lora_alpha": "lora",
    "quantization_config": "quantization",
    "renorm_clipping": "dictionary",
    "synchronized": "distribution_strategy",
    "input_axes": "kernel_layout",
    "output_axes": "kernel_layout",
    "raise_error": "ends_at_nan",
    "sparse": "sparse_tensor",
    "flash_attention": "of_the_machine",
    "gptq_unpacked_column_size": "quantization",
    "reverse_dtype": "one_dtype_policy",
    "ragged": "ragged_tensor",
    "encoding": "utf8",
    "vocabulary_dtype": "default_only",
    "filepath": "path",
    "exclude_layers": "patterns_of_names",
    "Hashing.mask_value": "word_or_number",
}
"""Arguments that are not parameters: of any class, or of one."""

EXCLUDED_BY_KIND: Mapping[Kind | None, Mapping[str, str]] = {
    Kind.layers: {"name": "named_by_node", "dtype": "base_class_argument"},
    Kind.losses: {"dtype": "no_dtype"},
    Kind.metrics: {"dtype": "no_dtype"},
    None: {"name": "no_name", "dtype": "no_dtype"},
}
"""The same by kind; `None` stands for all other kinds."""

NEVER_WRITTEN = frozenset({"self", "args", "kwargs"})
"""Names that are never written as an argument."""
