"""A thread beside a job, as a context manager."""

import threading
from types import TracebackType
from typing import Self


class BackgroundThread:
    """Runs `_run` in a daemon thread while the context is entered; the exit sets `_ended` and waits for the thread."""

    def __init__(self, name: str) -> None:
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        self._thread.join()

    def _run(self) -> None:
        """The work of the thread; returns soon after `_ended` is set."""
        raise NotImplementedError
