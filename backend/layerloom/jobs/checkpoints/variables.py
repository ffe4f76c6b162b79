"""The variables of a model that is trained, in a fixed order, and their values as arrays that any NumPy reads."""

from collections.abc import Sequence

import keras
import numpy as np

from layerloom.datasets.dataset import Array


def variables_of(model: keras.Model) -> list[keras.Variable]:
    """All variables that the next training step depends on."""
    return [*model.variables, *model.optimizer.variables]


def all_variables_of(model: keras.Model) -> list[keras.Variable]:
    """Those, and the sums of the metrics, which exist once the training step has been traced."""
    return [*variables_of(model), *model.metrics_variables]


def size_of(model: keras.Model) -> int:
    """Bytes of all variables that a checkpoint or a model file holds."""
    return sum(
        variable.value.shape.num_elements() * variable.value.dtype.size for variable in variables_of(model)
    )


def named_values(variables: Sequence[keras.Variable]) -> dict[str, Array]:
    """Every variable by its index. Dtypes unknown to NumPy (bfloat16) are stored as unsigned integers."""
    arrays = (np.asarray(variable.numpy()) for variable in variables)
    return {
        value_name(index): array.view(f"u{array.itemsize}") if array.dtype.kind == "V" else array
        for index, array in enumerate(arrays)
    }


def assign_stored(variable: keras.Variable, array: Array) -> None:
    """Assign a value as `named_values` stores it."""
    kind = np.asarray(variable.numpy()).dtype
    variable.assign(array.view(kind) if array.dtype != kind else array)


def value_name(index: int) -> str:
    """The name of a variable's value in a checkpoint."""
    return f"v{index:06d}"
