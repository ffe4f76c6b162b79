"""How much memory a run takes, estimated from the check of its document: nothing is built for it."""

from math import prod

from layerloom_schema.checks.reports import CheckReport
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.graph import InputNode
from layerloom_schema.documents.training import Training
from layerloom_schema.limits import Limits

PROCESS_BYTES = 256 * 1024**2
"""A trainer that trains next to nothing; measured are 60 to 150 MB, as it shares Keras with the fork server."""
COPIES = 3
"""Of the weights and of what the optimizer holds for them: in use, as the last snapshot, and while a file is saved."""
MOMENTS = 2
"""Values that an optimizer holds for each trained weight: Adam's. Few hold more."""
_NUMBER_BYTES = 4


def trainer_bytes(document: Document, report: CheckReport, limits: Limits) -> int:
    """What the trainer of a document takes at most, in bytes.

    That is the process, the weights with gradients and the optimizer's moments, the activations of a batch with their
    gradients, and the rows, unless they are read from the disk.
    """
    totals = report.totals
    trained = _NUMBER_BYTES * totals.trainable
    weights = COPIES * (totals.bytes + MOMENTS * trained) + trained
    batch_size = (document.training or Training()).batch_size
    return (
        PROCESS_BYTES + weights + 2 * batch_size * totals.activations + _row_bytes(document, report, limits)
    )


def _row_bytes(document: Document, report: CheckReport, limits: Limits) -> int:
    """The rows of all inputs. Those that do not fit into the limit are read from the disk."""
    if report.rows is None:
        return 0
    inputs = [report.nodes.get(node.id) for node in document.graph.nodes if isinstance(node, InputNode)]
    tensors = [tensor for node in inputs if node is not None for tensor in node.outputs]
    row = sum(_NUMBER_BYTES * prod(size or 1 for size in tensor.shape[1:]) for tensor in tensors)
    return min(report.rows.rows * row, limits.training_bytes)
