"""A CPU time limit for one call of Keras.

A few layers trace a graph per channel or step, which takes minutes for large ones. Such a call is aborted, reported at
its layer and cached; a time limit of the whole check would not name the layer and would start over at each keystroke.
"""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class CallTooLong(BaseException):
    """A `BaseException`, so that no `except Exception` inside Keras catches it."""


@contextmanager
def cpu_limit(seconds: float) -> Iterator[None]:
    """Raise `CallTooLong` in the body after `seconds` of CPU time. No effect outside the main thread."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGVTALRM, _expire)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _expire(_signal: int, _frame: FrameType | None) -> None:
    raise CallTooLong
