"""What a tensor of an input may be of."""

DTYPES = (
    "float32", "float16", "bfloat16", "float64", "int32", "int64", "int16", "int8", "uint8", "uint16", "uint32",
    "uint64", "bool", "string",
)  # fmt: skip
