"""Holding a thread just before it touches a file, so that a test decides what happens in between.

Python's audit events tell of each opened or renamed file before it is; whoever hears of one may take its time. Nothing
of the code under test is replaced.
"""

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

LONGEST = 30.0
"""Seconds after which a held thread goes on by itself."""


class HeldCall:
    """The first file event that fits: `reached` is set once a thread stands before it, `go_on` lets it pass."""

    def __init__(self, event: str, fits: Callable[[str], bool]) -> None:
        self.reached = threading.Event()
        self.thread: int | None = None
        self._event = event
        self._fits = fits
        self._go = threading.Event()
        self._turn = threading.Lock()

    def go_on(self) -> None:
        """Let the thread do it."""
        self._go.set()

    def hear(self, event: str, path: str) -> None:
        """One event of some thread."""
        if event != self._event or not self._fits(path):
            return
        with self._turn:
            if self.reached.is_set():
                return
            self.thread = threading.get_ident()
            self.reached.set()
        self._go.wait(LONGEST)


@contextmanager
def held(event: str, fits: Callable[[str], bool]) -> Iterator[HeldCall]:
    """Hold the first thread that is about to do `event` ("open", "os.rename") to a path that fits."""
    call = HeldCall(event, fits)
    if not _HOOKED.is_set():
        _HOOKED.set()
        sys.addaudithook(_hook)
    _CALLS.append(call)
    try:
        yield call
    finally:
        _CALLS.remove(call)
        call.go_on()


_CALLS: list[HeldCall] = []
_HOOKED = threading.Event()


def _hook(event: str, values: tuple[object, ...]) -> None:
    if _CALLS and values:
        for call in tuple(_CALLS):
            call.hear(event, str(values[0]))
