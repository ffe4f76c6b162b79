"""Masks that reach an output and do not fit its loss.

Keras weights the loss by the mask of the output. A mask with other axes than the loss values is broadcast over the
batch: `fit` fails, or, if the batch size equals an axis length, silently weights the wrong rows.
"""

from collections.abc import Iterator, Mapping

from layerloom.build.tensor_spec import Shape, Spec
from layerloom.graph.node_titles import node_phrase
from layerloom.graph.structure import Structure
from layerloom_schema.base import NodeId
from layerloom_schema.checks.problems import Code, Problem, Where
from layerloom_schema.documents.graph import OutputNode
from layerloom_schema.documents.training import Named

_OTHER_AXES = frozenset({"CTC", "Dice", "Tversky", "Circle"})
"""Losses that do not reduce just the last axis."""


def loss_mask_problems(structure: Structure, outputs: Mapping[NodeId, list[Spec]]) -> Iterator[Problem]:
    """An error at each output whose mask would be broadcast over the batch."""
    training = structure.document.training
    losses = {} if training is None else {name: each.loss for name, each in training.outputs.items()}
    for id_, node in structure.index.nodes.items():
        if not isinstance(node, OutputNode) or id_ not in outputs or not _takes_last(losses.get(node.name)):
            continue
        (spec,) = outputs[id_]
        if spec.mask is None or len(spec.shape) < 2 or _fits(spec.mask, spec.shape[:-1]):
            continue
        yield Problem(
            code=Code.shape_mismatch,
            variant="loss_mask",
            params={
                "name": node_phrase(structure.index, id_),
                "shape": [*spec.mask[1:]],
                "wanted": [*spec.row[:-1]],
            },
            where=Where(node=id_),
            expected=[*spec.shape[:-1]],
            received=[*spec.mask],
        )


def _takes_last(loss: str | Named | None) -> bool:
    """Whether a loss reduces just the last axis."""
    if isinstance(loss, Named):
        return loss.name not in _OTHER_AXES and "axis" not in loss.config
    return loss is not None and loss.lower() not in {name.lower() for name in _OTHER_AXES}


def _fits(mask: Shape, loss: Shape) -> bool:
    """Whether mask and loss values have the same axes, up to one of length 1."""
    if len(mask) == len(loss):
        return True
    longer, shorter = (mask, loss) if len(mask) > len(loss) else (loss, mask)
    return len(longer) == len(shorter) + 1 and longer[-1] == 1
