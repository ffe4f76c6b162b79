"""The lines of a script that give its model the weights that it starts from, from a file beside the script."""

from collections.abc import Iterator

from layerloom_schema.documents.document import Document
from layerloom_schema.runs.folder import START_WEIGHTS

from .formatter import quote


def start_weights_lines(document: Document) -> Iterator[str]:
    """The lines after the model; none where its document names no weights."""
    if not document.weights:
        return
    yield ""
    yield "# The weights that the model starts from: by the names of layers, and their numbers in a layer."
    yield f"with np.load({quote(START_WEIGHTS)}) as start:"
    yield "    for key in start:"
    yield '        *names, number = key.split("/")'
    yield "        layer = model"
    yield "        for name in names:"
    yield "            layer = layer.get_layer(name)"
    yield "        layer.weights[int(number)].assign(start[key])"
