"""Run a function in a thread with a large stack: Keras traverses graphs recursively, and long chains are deep."""

import sys
import threading
from collections.abc import Callable
from typing import TypeVar

from layerloom.catalog.keras_private import thread_state

Result = TypeVar("Result")

STACK_BYTES = 512 * 1024**2
FRAMES = 200_000
SHALLOW = 200
"""Maximum calls in a graph for which the current thread is used."""


def with_large_stack(work: Callable[[], Result], *, calls: int) -> Result:
    """Return or raise what `work` does; with more than `SHALLOW` calls it runs in a thread of its own.

    Keras keeps its state (names, the global seed, scopes) per thread: it is copied to the thread and back.
    """
    if calls <= SHALLOW:
        return work()
    answer: list[Result] = []
    failure: list[BaseException] = []
    state = dict(thread_state())

    def run() -> None:
        thread_state().update(state)
        try:
            answer.append(work())
        except BaseException as error:
            failure.append(error)
        state.clear()
        state.update(thread_state())

    size, depth = threading.stack_size(STACK_BYTES), sys.getrecursionlimit()
    sys.setrecursionlimit(FRAMES)
    try:
        thread = threading.Thread(target=run, name="deep-graph")
        thread.start()
        thread.join()
    finally:
        threading.stack_size(size)
        sys.setrecursionlimit(depth)
    thread_state().clear()
    thread_state().update(state)
    if failure:
        raise failure[0]
    return answer[0]
