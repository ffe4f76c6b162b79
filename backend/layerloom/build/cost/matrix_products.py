"""Products of matrices: two for each multiplication whose result is added up."""

from collections.abc import Callable, Sequence

from .counted_call import Call, last, product, shape_of, size
from .elementwise import activation


def dense(call: Call) -> int:
    """2 · inputs · units at every position (Goodfellow, Bengio, Courville: Deep Learning, 6.5.4), bias, activation."""
    layer = call.operation
    bias = call.given if layer.use_bias else 0
    return 2 * call.given * last(call.first) + bias + activation(layer.activation, call.given)


def einsum_dense(call: Call) -> int:
    """The sum that the equation says, bias, activation."""
    layer = call.operation
    work = einsum(layer.equation, [shape_of(call.first), tuple(layer.kernel.shape)])
    bias = call.given if layer.bias is not None else 0
    return work + bias + activation(layer.activation, call.given)


def embedding_reversed(call: Call) -> int:
    """A lookup, unless it is called backwards: then a product with the table."""
    if not call.named.get("reverse"):
        return 0
    capped = 3 * call.given if call.operation.logit_soft_cap is not None else 0
    return 2 * call.given * last(call.first) + capped


def dot_layer(call: Call) -> int:
    """2 for each number summed over the axis of `Dot`; three more for each number that is brought to length 1."""
    layer, first = call.operation, call.first
    axes = layer.axes if isinstance(layer.axes, Sequence) else (layer.axes, layer.axes)
    scaled = 3 * call.taken if layer.normalize else 0
    return 2 * call.given * product([first.shape[axes[0]]]) + scaled


def matmul(call: Call) -> int:
    """`matmul`, `dot`, `inner`: 2 for each number of the last axis of the left side."""
    left, right = call.arguments[:2]
    if not shape_of(left) or not shape_of(right):
        return call.given
    return 2 * call.given * last(left)


def tensordot(call: Call) -> int:
    """2 for each number of the axes that are summed over."""
    axes, lengths = call.operation.axes, shape_of(call.arguments[0])
    if isinstance(axes, int):
        return 2 * call.given * product(lengths[len(lengths) - axes :])
    summed = axes[0] if isinstance(axes[0], Sequence) else [axes[0]]
    return 2 * call.given * product(lengths[axis] for axis in summed)


def vdot(call: Call) -> int:
    """All numbers times all numbers, added up."""
    return 2 * size(call.arguments[0])


def einsum_op(call: Call) -> int:
    """`keras.ops.einsum`, of constants too."""
    return einsum(call.operation.subscripts, [shape_of(operand) for operand in call.arguments])


def einsum(equation: str, operands: Sequence[tuple[int | None, ...]]) -> int:
    """One for each factor after the first, and one where a sum is taken, over every index there is.

    With two operands, the only case that Keras's layers have, that is 2 · m · n · k.
    """
    taken, _, given = equation.replace(" ", "").partition("->")
    lengths: dict[str, int] = {}
    for indices, shape in zip(taken.split(","), operands, strict=True):
        for index, length in _indexed(indices, shape):
            lengths[index] = max(lengths.get(index, 1), length or 1)
    summed = any(index not in given for index in lengths if not index.startswith("."))
    return product(lengths.values()) * (len(operands) - 1 + summed)


def _indexed(indices: str, shape: tuple[int | None, ...]) -> list[tuple[str, int | None]]:
    """Every axis with its letter; those of an ellipsis are numbered from the right, `.1` the last."""
    before, dots, after = indices.partition("...")
    hidden = len(shape) - len(before) - len(after) if dots else 0
    names = [*before, *(f".{hidden - place}" for place in range(hidden)), *after]
    return list(zip(names, shape, strict=True))


def pairs(call: Call) -> int:
    """`cdist`: difference, square and sum for each pair of points, and a root."""
    return call.given * (3 * last(call.arguments[0]) + 1)


def outer(call: Call) -> int:
    """One multiplication for each pair."""
    return call.given


def cube(numerator: int, denominator: int) -> Callable[[Call], int]:
    """So much of n cubed for each square matrix (Golub, Van Loan: Matrix Computations, 4th ed., 3.2, 4.2, 5.2)."""

    def count(call: Call) -> int:
        side = last(call.arguments[0])
        return size(call.arguments[0]) * side * numerator // denominator

    return count


def solved(call: Call) -> int:
    """LU, 2/3 n³, and two triangular systems of n² for each right side (Golub, Van Loan, 3.1 and 3.2)."""
    return cube(2, 3)(call) + 2 * call.given * last(call.arguments[0])


def solved_triangular(call: Call) -> int:
    """n² for each right side (Golub, Van Loan, 3.1)."""
    return call.given * last(call.arguments[0])
