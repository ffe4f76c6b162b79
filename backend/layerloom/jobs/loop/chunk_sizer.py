"""How many batches are run in one call of the TensorFlow graph."""

CHUNK_SECONDS = 0.1
"""Target duration of one call of the graph in seconds."""
GROWTH = 8
"""Maximum growth from one chunk to the next, so that one mismeasured chunk does not mislead."""


class ChunkSizer:
    """Chooses how many batches form a chunk, from how long the last chunk took."""

    def __init__(self) -> None:
        self.batches = 1
        self._warm = False

    def record(self, batches: int, seconds: float) -> None:
        """Record the duration of a chunk. The first one is ignored: it includes tracing the graph."""
        if self._warm:
            fitting = int(batches * CHUNK_SECONDS / max(seconds, 1e-9))
            self.batches = max(1, min(fitting, batches * GROWTH))
        self._warm = True
