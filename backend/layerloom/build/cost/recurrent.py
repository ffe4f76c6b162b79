"""Cells: two for each weight at each step, and what the gates do to each unit of the state.

The equations are those of Keras's own `call`; a cell of convolutions uses each weight once at every place of its state.
"""

from typing import Any

import keras

from layerloom.catalog.keras_private import ConvLSTMCell

from .counted_call import Call, shape_of, size, spatial

_LSTM = 9
"""f·c, i·c', their sum and o·tanh(c), with tanh; and four gates to add up from what came in and what was there."""
_GRU = 5
"""r·h, z·h, 1 - z, (1 - z)·h', and their sum."""


def step(cell: Any, places: int = 1) -> int:
    """One step of a cell. `places` are those of the state of a cell of convolutions."""
    if isinstance(cell, keras.layers.StackedRNNCells):
        return sum(step(inner) for inner in cell.cells)
    return 2 * places * (size(cell.kernel) + size(cell.recurrent_kernel)) + _gates(cell, places)


def _gates(cell: Any, places: int) -> int:
    """What is done to each number of the state. Of each gate: its two parts added up, its bias, its activation."""
    bias = int(cell.use_bias)
    match cell:
        case keras.layers.LSTMCell():
            return int(cell.units) * (4 * (2 + bias) + _LSTM - 4)
        case keras.layers.GRUCell():
            biases = bias * (2 if cell.reset_after else 1)
            return int(cell.units) * (3 * (2 + biases) + _GRU)
        case ConvLSTMCell():
            return int(cell.filters) * places * (4 * (2 + bias) + _LSTM - 4)
    return int(cell.units) * (2 + bias)


def cell_call(call: Call) -> int:
    """A cell that is called by itself."""
    return step(call.operation)


def recurrent(call: Call) -> int:
    """A cell at every step; a sequence of unknown length counts as one step. Unrolled or not is the same work."""
    layer, sequence = call.operation, call.first
    return (sequence.shape[1] or 1) * step(layer.cell)


def recurrent_convolution(call: Call) -> int:
    """ConvLSTM: its convolutions are made at every place of what comes out."""
    layer = call.operation
    places = spatial(shape_of(call.outputs[0]), layer.cell.rank, layer.cell.data_format)
    return (call.first.shape[1] or 1) * step(layer.cell, places)
