"""The operations of Keras that cannot be drawn, each with its reason. All others are in `operation_descriptions.py`."""

from collections.abc import Mapping

_FUNCTION = "it takes a function, which is code that the drawing does not show."
_NOTHING = "it makes a tensor from nothing that comes in: a constant stands in the node that needs it."
_NO_TENSOR = "it gives no tensor of the model."
_LENGTH = "how long its output is hangs on the numbers that come in, so no shape can be known beforehand."
_BROKEN = "in this version of Keras it does not run inside a model."
_SAVED = "in this version of Keras a saved model that holds it cannot be read back."
_OTHER = "in this version of Keras it gives something else than it declares."
_BATCH = "it needs to know the length of every axis, and that of the batch is never known."
_COMPLEX = "it works on complex numbers, and the tensors of a drawing are real."

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
    "conv_transpose": ("network", "Spreads the input by a kernel that is itself a tensor.", _BROKEN),
    "isin": ("compare", "Where a number is one of several.", _BROKEN),
    "kron": ("matrix", "Every number of one times the whole of the other.", _BROKEN),
    "geomspace": ("create", "Numbers in even ratios from one tensor to another.", _BROKEN),
    "nanmedian": ("reduce", "median, without what is no number.", _BROKEN),
    "nanquantile": ("reduce", "quantile, without what is no number.", _BROKEN),
    "nanpercentile": ("reduce", "percentile, without what is no number.", _BROKEN),
    "broadcast_to": ("shape", "Spreads a tensor to a larger shape.", _BATCH),
    "gcd": ("arithmetic", "The greatest whole number that divides both.", _BATCH),
    "lcm": ("arithmetic", "The least whole number that both divide.", _BATCH),
    "image.map_coordinates": ("image", "The numbers of a tensor at places between its own.", _BATCH),
    "unfold": ("shape", "Windows that slide over images, as columns.", _BATCH),
    "lstsq": ("matrix", "What comes nearest to solving an equation.", _BATCH),
    "histogram": ("sort", "How many numbers lie in each of several ranges.", _BROKEN),
    "lu_factor": ("matrix", "Two triangles in one matrix, and how rows were swapped.", _BROKEN),
    "adaptive_max_pool": ("network", "The largest in each of so many windows.", _SAVED),
    "adaptive_average_pool": ("network", "The mean of each of so many windows.", _SAVED),
    "corrcoef": ("matrix", "How the rows of a matrix go together, from -1 to 1.", _OTHER),
    "multi_hot": ("network", "Several class numbers as a row of zeros and ones.", _OTHER),
    "slogdet": ("matrix", "The sign and the logarithm of the determinant.", _OTHER),
    "correlate": ("matrix", "The sums of products of two rows, shifted against each other.", _BATCH),
    "image.scale_and_translate": ("image", "Images scaled and moved along axes.", _BATCH),
    "rearrange": ("shape", "Axes named, and put into another order as a pattern says.", _BATCH),
    "vsplit": ("shape", "Cuts the batch into several.", _BATCH),
    "eig": ("matrix", "Eigenvalues and eigenvectors, which are complex.", _COMPLEX),
    "angle": ("complex", "The angle of a complex number.", _COMPLEX),
    "conj": ("complex", "The number with its imaginary part turned.", _COMPLEX),
    "conjugate": ("complex", "The number with its imaginary part turned; the same as conj.", _COMPLEX),
    "imag": ("complex", "The imaginary part.", _COMPLEX),
    "polar": ("complex", "A complex number from its length and angle.", _COMPLEX),
    "real": ("complex", "The real part.", _COMPLEX),
    "view_as_complex": ("complex", "Pairs of numbers as complex ones.", _COMPLEX),
    "view_as_real": ("complex", "Complex numbers as pairs.", _COMPLEX),
    "unravel_index": (
        "sort",
        "Places counted through, as places by axis.",
        "it gives as many outputs as its shape has axes, and a drawing counts outputs by a number.",
    ),
    "meshgrid": (
        "create",
        "A grid from its axes.",
        "it gives as many outputs as tensors come in, and a drawing counts outputs by arguments.",
    ),
}
"""By name: the group, one line of text, and why it is refused."""
