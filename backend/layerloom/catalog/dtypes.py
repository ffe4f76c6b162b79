"""Dtypes of inputs, and dtype policies of layers."""

DTYPES = (
    "float32", "float16", "bfloat16", "float64", "int32", "int64", "int16", "int8", "uint8", "uint16", "uint32",
    "uint64", "bool", "string",
)  # fmt: skip

PLAIN = "float32"
POLICIES = (PLAIN, "mixed_float16", "mixed_bfloat16", "float16", "bfloat16", "float64")
"""Dtype policies by name."""
