"""How many batches are run in one call of the TensorFlow graph."""

STRETCH = 0.1
"""Seconds of work in one call of the graph."""
GROWTH = 8
"""How much longer than the last stretch the next may be: one slow batch must not mislead."""


class Pace:
    """How many batches make up a stretch, from how long the last ones took."""

    def __init__(self) -> None:
        self.batches = 1
        self._warm = False

    def took(self, batches: int, seconds: float) -> None:
        """The first stretch compiles the graph and says nothing of the next."""
        if self._warm:
            fitting = int(batches * STRETCH / max(seconds, 1e-9))
            self.batches = max(1, min(fitting, batches * GROWTH))
        self._warm = True


def steps_of(rows: int, batch_size: int) -> int:
    """Batches in an epoch; the last may be smaller."""
    return -(-rows // batch_size)
