"""Normalizations: what the formula of each does to a number. What is done once a channel or a row is left out."""

from .counted_call import Call


def batch(call: Call) -> int:
    """A factor and a summand for each channel, known beforehand (Ioffe, Szegedy, arXiv:1502.03167, algorithm 2)."""
    return 2 * call.given


def grouped(call: Call) -> int:
    """Mean 1, variance 3, then one factor and one summand for each channel (Wu, He, arXiv:1803.08494)."""
    return 6 * call.given


def centred(call: Call) -> int:
    """Mean 1, variance 3, difference and quotient 2, then factor and summand (Ba et al., arXiv:1607.06450)."""
    layer = call.operation
    return call.given * (6 + int(bool(layer.scale)) + int(bool(layer.center)))


def root_mean_square(call: Call) -> int:
    """Square, sum, quotient, factor (Zhang, Sennrich, arXiv:1910.07467)."""
    return 4 * call.given


def unit(call: Call) -> int:
    """Square, sum, quotient."""
    return 3 * call.given
