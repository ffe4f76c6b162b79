"""The operations of Keras that cannot be drawn, each with its reason. An operation is either here or in `op_texts.py`."""

from collections.abc import Mapping

_FUNCTION = "it takes a function, which is code that the drawing does not show."
_NOTHING = "it makes a tensor from nothing that comes in: a constant stands in the node that needs it."
_NO_TENSOR = "it gives no tensor of the model."
_LENGTH = "how long its output is hangs on the numbers that come in, so no shape can be known beforehand."

REFUSED_OPS: Mapping[str, tuple[str, str, str]] = {
    "associative_scan": ("control", "Combines neighbours by a function.", _FUNCTION),
    "cond": ("control", "Runs one of two functions.", _FUNCTION),
    "custom_gradient": ("control", "Gives a function a gradient of its own.", _FUNCTION),
    "fori_loop": ("control", "Runs a function so many times.", _FUNCTION),
    "jvp": ("control", "The derivative of a function in one direction.", _FUNCTION),
    "map": ("control", "Runs a function on every row.", _FUNCTION),
    "scan": ("control", "Runs a function along an axis and carries a state.", _FUNCTION),
    "switch": ("control", "Runs one of several functions.", _FUNCTION),
    "vectorize": ("control", "Makes a function of numbers one of tensors.", _FUNCTION),
    "vectorized_map": ("control", "Runs a function on all rows at once.", _FUNCTION),
    "while_loop": ("control", "Runs a function as long as a condition holds.", _FUNCTION),
    "arange": ("create", "Numbers in even steps.", _NOTHING),
    "empty": ("create", "A tensor with no numbers set.", _NOTHING),
    "eye": ("create", "Ones on a diagonal.", _NOTHING),
    "full": ("create", "One value everywhere.", _NOTHING),
    "identity": ("create", "A square with ones on its diagonal.", _NOTHING),
    "ones": ("create", "Ones.", _NOTHING),
    "tri": ("create", "A triangle of ones.", _NOTHING),
    "zeros": ("create", "Zeros.", _NOTHING),
    "empty_like": (
        "create",
        "A tensor like another, with no numbers set.",
        "what it holds is left to chance: zeros_like gives zeros.",
    ),
    "convert_to_numpy": ("type", "The numbers outside the model.", _NO_TENSOR),
    "dtype": ("type", "The name of a tensor's dtype.", _NO_TENSOR),
    "is_tensor": ("type", "Whether it is a tensor.", _NO_TENSOR),
    "shape": ("type", "The lengths of a tensor's axes.", _NO_TENSOR),
    "ndim": ("type", "How many axes a tensor has.", _NO_TENSOR),
    "size": ("type", "How many numbers a tensor has.", _NO_TENSOR),
    "bartlett": ("signal", "A window shaped like a tent.", _LENGTH),
    "blackman": ("signal", "A smooth window that ends at zero.", _LENGTH),
    "hamming": ("signal", "A smooth window that ends above zero.", _LENGTH),
    "hanning": ("signal", "A smooth window shaped like a wave.", _LENGTH),
    "kaiser": ("signal", "A smooth window of adjustable width.", _LENGTH),
    "nonzero": ("sort", "Where numbers are not zero.", _LENGTH),
    "unique": ("sort", "Every number once.", _LENGTH),
    "meshgrid": (
        "create",
        "A grid from its axes.",
        "it gives as many outputs as tensors come in, and a drawing counts outputs by arguments.",
    ),
}
"""By name: the group, one line of text, and why it is refused."""
