"""Keras's own summary table of a document's model, from a dry build: any size, nothing allocated."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import keras

from layerloom.graph.structure import Structure
from layerloom_schema.documents.document import Document

from .model import build_model

WIDTH = 120


def summary(document: Document, structure: Structure, *, width: int = WIDTH) -> str:
    """The table as text, `width` characters wide. Raises `Refused` as `build_model` does."""
    lines: list[str] = []
    try:
        with keras.StatelessScope(initialize_variables=False), _columns(width):
            build_model(document, structure).summary(line_length=width - 1, print_fn=lines.append)
    finally:
        # Variables that were never made would be made by the next real one.
        keras.utils.clear_session(free_memory=False)
    return "\n".join(line.rstrip() for line in "\n".join(lines).splitlines()) + "\n"


@contextmanager
def _columns(width: int) -> Iterator[None]:
    """Keras asks the terminal for its width; where there is none, it would cut the table at 80."""
    before = os.environ.get("COLUMNS")
    os.environ["COLUMNS"] = str(width)
    try:
        yield
    finally:
        if before is None:
            del os.environ["COLUMNS"]
        else:
            os.environ["COLUMNS"] = before
