"""The activations of every call for the first row of a question, as statistics and as maps."""

from collections.abc import Mapping
from typing import Any

import keras
import tensorflow as tf

from layerloom.datasets.dataset import Array
from layerloom.jobs.activations.activation_probe import ActivationProbe, NodeRef
from layerloom.jobs.activations.activation_stats import numbers, output_statistics
from layerloom_schema.runs.predictions import SampleActivation, SampleNode

from .activation_maps import LARGE, SMALL, MapSize, activation_maps


class SampleActivations:
    """One compiled function with the outputs of all calls, inside nested models too."""

    def __init__(self, probe: ActivationProbe) -> None:
        self._probe = probe
        self._node_refs: list[NodeRef] = []
        self._function = tf.function(self._all, reduce_retracing=True)

    def measure(self, inputs: Mapping[str, Array], large: SampleNode | None = None) -> list[SampleActivation]:
        """One reading per node in call order; the node `large` has more and larger maps."""
        tensors = self._function(keras.tree.map_structure(tf.constant, dict(inputs)))
        calls = list(zip(self._node_refs, tensors, strict=True))
        looked_at = (large.model, large.node) if large is not None else None
        maps = {
            node_ref: _maps(values, LARGE if node_ref == looked_at else SMALL) for node_ref, values in calls
        }
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


def _maps(values: list[Any], size: MapSize) -> dict[str, Any]:
    """The shape of the first output of a call, and the maps of its first row."""
    first = next(numbers(values[:1]), None)
    if first is None or not first.ndim or not first.size:
        return {"shape": []}
    row: Array = first[0]
    return {"shape": [*row.shape], "maps": activation_maps(row, size)}
