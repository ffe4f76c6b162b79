"""Work that is done one step ahead of who takes it, in a thread: Polars parses while columns are written."""

from collections.abc import Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


def ahead(items: Iterator[T]) -> Generator[T]:
    """The same items, each made while the one before it is used. One is in memory more than without."""
    with ThreadPoolExecutor(1, "ahead") as pool:
        waiting = pool.submit(next, items, None)
        while (item := waiting.result()) is not None:
            waiting = pool.submit(next, items, None)
            yield item
