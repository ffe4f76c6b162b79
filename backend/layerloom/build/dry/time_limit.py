"""A limit on the processor time of one call of Keras.

A few layers draw a graph for every channel or step, and take minutes over a large one. Such a call is given up, named
and remembered, where the time limit of a whole check would say nothing of the layer and start over at the next keystroke.
"""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class CallTooLong(BaseException):
    """Not an `Exception`, so that nothing inside Keras takes it for one of its own."""


@contextmanager
def cpu_limit(seconds: float) -> Iterator[None]:
    """Raise `CallTooLong` in the body after so much processor time. Without effect beside the main thread."""
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
