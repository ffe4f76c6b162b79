"""Cache of dry calls, so that an edit repeats only the calls it changes."""

import gc
from collections import OrderedDict
from collections.abc import Callable
from typing import TypeVar

import keras

from layerloom.build.call_key import CallKey
from layerloom.build.finding import Finding
from layerloom_schema.catalog.entries import Catalog

from .call import CallResult, Failure, dry_call

CALLS = 20_000
"""Maximum calls in the cache: about 1 kB each."""
FINDINGS = 2_000

Key = TypeVar("Key")
Value = TypeVar("Value")


class CallCache:
    """An LRU cache of call results and of findings about failed calls. Not thread-safe."""

    def __init__(self, calls: int = CALLS, findings: int = FINDINGS) -> None:
        self._calls: OrderedDict[CallKey, CallResult | Failure] = OrderedDict()
        self._findings: OrderedDict[CallKey, Finding] = OrderedDict()
        self._late_faults: OrderedDict[CallKey, tuple[Finding | None]] = OrderedDict()
        self._most_calls = calls
        self._most_findings = findings
        self._made = 0
        # Keras and TensorFlow are a million permanent objects: scanning them for garbage costs 0.1 s each time.
        gc.freeze()

    def call(self, key: CallKey, catalog: Catalog) -> CallResult | Failure:
        """The result of a call, made now if it is new."""

        def make() -> CallResult | Failure:
            self._made += 1
            return dry_call(key, catalog)

        return _cached(self._calls, key, make, self._most_calls)

    def finding(self, key: CallKey, explain: Callable[[], Finding]) -> Finding:
        """The finding about a failed call, searched now if it is new."""
        return _cached(self._findings, key, explain, self._most_findings)

    def fit_time_fault(self, key: CallKey, find: Callable[[CallKey], Finding | None]) -> Finding | None:
        """The finding about a call that Keras accepts, searched now if the call is new."""
        return _cached(self._late_faults, key, lambda: (find(key),), self._most_calls)[0]

    @property
    def size(self) -> int:
        """The number of cached calls."""
        return len(self._calls)

    def clear_keras_session(self) -> None:
        """Clear Keras's global state of the calls made since the last time: names and uninitialized variables.

        `free_memory=True` would collect garbage for 0.1 s.
        """
        if self._made:
            self._made = 0
            keras.utils.clear_session(free_memory=False)


def _cached(entries: OrderedDict[Key, Value], key: Key, make: Callable[[], Value], most: int) -> Value:
    found = entries.get(key)
    if found is None:
        found = entries[key] = make()
        if len(entries) > most:
            entries.popitem(last=False)
    else:
        entries.move_to_end(key)
    return found
