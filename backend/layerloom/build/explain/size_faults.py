"""Arguments that do not fit the size of the input: Permute, Cropping, STFT frames, einsum equations."""

from layerloom.build.finding import Finding
from layerloom_schema.base import Json
from layerloom_schema.checks.problems import Code

from .failed_call import FailedCall, lengths


def permute(failed: FailedCall) -> Finding | None:
    """`dims` of Permute are not each axis of a row once."""
    dims = lengths(failed.config.get("dims"), 1)
    if failed.key.layer != "Permute" or sorted(dims) == [*range(1, len(dims) + 1)]:
        return None
    axes = [*range(1, len(failed.first.shape))]
    return Finding(
        Code.param_range,
        variant="permute",
        params={"shape": [*failed.first.row], "axes": [*axes]},
        expected=[*axes],
        received=failed.config["dims"],
        argument="dims",
    )


def cropping(failed: FailedCall) -> Finding | None:
    """Cropping removes more than the axis has."""
    value, shape = failed.config.get("cropping"), failed.first.shape
    if value is None:
        return None
    start = 2 if failed.config.get("data_format") == "channels_first" else 1
    for axis, cut in enumerate(_cuts(value, len(shape) - 2), start=start):
        length = shape[axis] if axis < len(shape) else None
        if length is not None and cut >= length:
            return Finding(
                Code.shape_mismatch,
                variant="cropping",
                params={"axis": axis, "cut": cut, "shape": [*shape[1:]], "length": length},
                expected={"axis": axis, "minimum": cut + 1},
                received=length,
                place=0,
                argument="cropping",
            )
    return None


def _cuts(value: Json, axes: int) -> list[int]:
    """The total cropping of each axis."""
    if isinstance(value, int):
        return [2 * value] * axes
    if not isinstance(value, list):
        return []
    if axes == 1:
        return [sum(lengths(value, 1))]
    return [sum(lengths(part, 2)) for part in value]


def frame(failed: FailedCall) -> Finding | None:
    """A signal shorter than one frame."""
    size, shape = failed.config.get("frame_length"), failed.first.shape
    axis = 2 if failed.config.get("data_format") == "channels_first" else 1
    length = shape[axis] if axis < len(shape) else None
    if not isinstance(size, int) or length is None or length >= size:
        return None
    return Finding(
        Code.shape_mismatch,
        variant="frame",
        params={"frame": size, "shape": [*shape[1:]], "length": length},
        expected={"axis": axis, "minimum": size},
        received=length,
        place=0,
        argument="frame_length",
    )


def equation(failed: FailedCall) -> Finding | None:
    """An equation that Keras cannot parse, or not for these axes."""
    if failed.key.layer != "EinsumDense":
        return None
    written = failed.config["equation"]
    return Finding(
        Code.layer_refused,
        variant="equation",
        params={"equation": written, "shape": [*failed.first.row]},
        received=written,
        place=0,
        argument="equation",
    )
