"""Arguments of Keras that are left out of the catalogue on purpose, each with its reason."""

from collections.abc import Mapping

LEFT_OUT: Mapping[str, str] = {
    "self": "not an argument",
    "args": "no argument of its own",
    "kwargs": "the base class's arguments; those that matter are fields of the node",
    "name": "the node's own field",
    "dtype": "one dtype policy for the whole model",
    "verbose": "events tell the story; nothing reads the trainer's standard output",
    "stateful": "state that crosses batches: a dry build of it is not exact, and the batch size would be fixed",
    "weights": "an array, which no document holds",
    "use_cudnn": "a matter of the machine that trains, not of the model",
    "lora_rank": "rewrites weights of a trained layer; there is none in a drawing",
    "lora_alpha": "goes with lora_rank",
    "quantization_config": "an object; quantization is a step after training",
    "renorm_clipping": "a dictionary, for which there is no editor",
    "synchronized": "has a meaning only under a distribution strategy",
    "input_axes": "for kernels of unusual layout, which no layer here has",
    "output_axes": "for kernels of unusual layout, which no layer here has",
    "raise_error": "an exception in place of the run's own ending",
    "sparse": "a sparse tensor, which hardly any layer takes",
    "flash_attention": "a matter of the machine that trains, not of the model",
    "gptq_unpacked_column_size": "goes with quantization",
    "reverse_dtype": "one dtype policy for the whole model",
    "ragged": "a tensor of rows of several lengths, which hardly any layer takes",
    "encoding": "text is UTF-8 everywhere here",
    "vocabulary_dtype": "this version of Keras takes its default only",
    "filepath": "a path; what is saved goes into the run's own folder",
    "exclude_layers": "patterns, which Keras runs as programs of their own over every name",
    "Hashing.mask_value": "a word or a number, by what comes in",
}
"""Arguments that are not parameters: of any class, or of one."""
