"""Limits, each with its `*.too_*` problem. Settings, not constants: a team may raise them."""

import os

from pydantic import Field

from .base import Body

_GIB = 1024**3


def _memory() -> int:
    """Bytes of memory of this machine."""
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


def _downloads() -> bool:
    """Whether the operator has said so."""
    return os.environ.get("LAYERLOOM_ALLOW_DOWNLOADS", "").lower() in ("1", "true", "yes")


class Limits(Body):
    """What is refused before it hurts."""

    nodes: int = 10_000
    depth: int = 4_000
    nesting: int = 8
    params: int = Field(default_factory=lambda: min(10**9, int(_memory() * 0.4) // 16))
    """Weights, gradients and two moments take 16 bytes a parameter."""
    activation_bytes: int = Field(default_factory=lambda: _memory() // 4)
    """The outputs of all calls at the chosen batch size."""
    body_bytes: int = 8 * 1024**2
    upload_bytes: int = 20 * _GIB
    """Of one uploaded file."""
    data_bytes: int = 4 * _GIB
    """Memory of a process that reads data."""
    data_seconds: float = 30.0
    """For one question about data, and between two reports of an import."""
    training_bytes: int = Field(default_factory=lambda: _memory() // 8)
    """Rows that a trainer holds in memory; larger data is read from the disk while it trains."""
    prepared_bytes: int = 10 * _GIB
    """What recipes made of data, kept on the disk for the next runs."""
    predictor_bytes: int = Field(default_factory=lambda: _memory() // 2)
    """Memory of the process that answers questions to trained runs."""
    inspector_bytes: int = 4 * _GIB
    inspector_seconds: float = 30.0
    stalled_seconds: float = 60.0
    """Without a step for so long, a run that trains counts as stalled; five times as long while it is built."""
    downloads: bool = Field(default_factory=_downloads)
    """Whether weights and data sets of Keras may be fetched (`LAYERLOOM_ALLOW_DOWNLOADS`); nothing else ever is."""
