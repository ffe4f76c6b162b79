"""The activations of every call for the first row of a question, as statistics and as small maps."""

from collections.abc import Mapping
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from layerloom.datasets.dataset import Array
from layerloom.jobs.activations.activation_probe import ActivationProbe, NodeRef
from layerloom.jobs.activations.activation_stats import numbers, output_statistics
from layerloom_schema.base import Json
from layerloom_schema.runs.predictions import MOST_MAP, SampleActivation


class SampleActivations:
    """One compiled function with the outputs of all calls, inside nested models too."""

    def __init__(self, probe: ActivationProbe) -> None:
        self._probe = probe
        self._node_refs: list[NodeRef] = []
        self._function = tf.function(self._all, reduce_retracing=True)

    def measure(self, inputs: Mapping[str, Array]) -> list[SampleActivation]:
        """One reading per node in call order."""
        tensors = self._function(keras.tree.map_structure(tf.constant, dict(inputs)))
        calls = list(zip(self._node_refs, tensors, strict=True))
        maps = {node_ref: _map(values) for node_ref, values in calls}
        return [
            SampleActivation(
                node=node_ref[1],
                model=node_ref[0],
                # A unit that gives 0 for one row is not dead.
                **{**fields, "dead": None},
                **maps[node_ref],
            )
            for node_ref, fields in output_statistics(self._probe, calls)
        ]

    def _all(self, inputs: dict[str, Any]) -> list[list[Any]]:
        calls = list(self._probe.walk(self._probe.forward(inputs), training=False))
        self._node_refs = [node_ref for node_ref, _ in calls]
        return [values for _, values in calls]


def _map(values: list[Any]) -> dict[str, Any]:
    """The shape of the first output, and its first row on at most `MOST_MAP` cells a side."""
    first = next(numbers(values[:1]), None)
    if first is None or first.ndim < 2 or not first.size:
        return {"shape": [] if first is None else [*first.shape[1:]]}
    row: Array = first[0].astype("float64")
    flat = row[None] if row.ndim == 1 else row.mean(axis=tuple(range(2, row.ndim))) if row.ndim > 2 else row
    if row.ndim == 1 and row.size > MOST_MAP:
        # A long vector in lines, as nobody sees a thousand cells in one.
        side = int(np.ceil(np.sqrt(row.size)))
        flat = np.pad(row, (0, side * side - row.size), constant_values=np.nan).reshape(side, side)
    return {"shape": [*row.shape], "map": [[_finite(cell) for cell in line] for line in _coarse(flat)]}


def _coarse(image: Array) -> Array:
    """The means of the blocks of an image. Cells that are not numbers are left out of the mean."""
    rows, columns = (np.array_split(np.arange(length), min(length, MOST_MAP)) for length in image.shape)
    means = np.full((len(rows), len(columns)), np.nan)
    for i, block_rows in enumerate(rows):
        for j, block_columns in enumerate(columns):
            block = image[np.ix_(block_rows, block_columns)]
            known = block[np.isfinite(block)]
            if known.size:
                means[i, j] = known.mean()
    return means


def _finite(value: float) -> Json:
    return float(value) if np.isfinite(value) else None
