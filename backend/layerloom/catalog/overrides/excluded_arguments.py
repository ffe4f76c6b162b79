"""Keras arguments that are excluded from the catalogue, each with its reason.

A reason ends the sentence "stateful of LSTM encode cannot be set here: …", without its full stop and with no other.
"""

from collections.abc import Mapping

from .allowlist import Kind

EXCLUDED: Mapping[str, str] = {
    "self": "not an argument",
    "args": "no argument of its own",
    "kwargs": "the base class's arguments; those that matter are in `base_arguments` or fields of the node",
    "verbose": "a run tells its progress by events, and nobody reads what it prints",
    "stateful": "rows are shuffled, so a state that crosses batches would mean nothing, and it would fix the batch size",
    "weights": "it is an array, which no document holds",
    "use_cudnn": "it is a matter of the machine that trains, not of the model",
    "lora_rank": "LoRA rewrites the weights of a layer that is trained already",
    "lora_alpha": "LoRA rewrites the weights of a layer that is trained already",
    "quantization_config": "quantization is a step after training",
    "renorm_clipping": "it is a dictionary, for which there is no editor",
    "synchronized": "it has a meaning only under a distribution strategy",
    "input_axes": "it is for kernels of an unusual layout, which no layer here has",
    "output_axes": "it is for kernels of an unusual layout, which no layer here has",
    "raise_error": "a run that loses its loss ends by itself, with the place where it was lost",
    "sparse": "it makes a sparse tensor, which hardly any layer takes",
    "flash_attention": "it is a matter of the machine that trains, not of the model",
    "gptq_unpacked_column_size": "quantization is a step after training",
    "reverse_dtype": "one dtype policy holds for a whole layer",
    "ragged": "it makes a tensor of rows of several lengths, which hardly any layer takes",
    "encoding": "text is UTF-8 everywhere here",
    "vocabulary_dtype": "this version of Keras takes its default only",
    "filepath": "it is a path, and what is saved goes into the run's own folder",
    "exclude_layers": "Keras runs its patterns as programs of their own over every name",
    "Hashing.mask_value": "it is a word or a number, by what comes in",
}
"""Arguments that are not parameters: of any class, or of one."""

_DTYPE = "only a layer has a dtype of its own"
EXCLUDED_BY_KIND: Mapping[Kind | None, Mapping[str, str]] = {
    Kind.layers: {"name": "a layer is named by its node", "dtype": "it is an argument of the base class"},
    Kind.losses: {"dtype": _DTYPE},
    Kind.metrics: {"dtype": _DTYPE},
    None: {"name": "nothing is called by it here", "dtype": _DTYPE},
}
"""The same by kind; `None` stands for all other kinds."""

NEVER_WRITTEN = frozenset({"self", "args", "kwargs"})
"""Names that are never written as an argument."""
