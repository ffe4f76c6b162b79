"""Remembers calls, so that one edit re-does only what it touches."""

import gc
from collections import OrderedDict
from collections.abc import Callable
from typing import TypeVar

import keras

from layerloom.build.call_key import CallKey
from layerloom.build.finding import Finding
from layerloom_schema.catalog import Catalog

from .call import CallResult, Failure, dry_call

CALLS = 20_000
"""Calls kept: about 1 kB each."""
FINDINGS = 2_000

Key = TypeVar("Key")
Value = TypeVar("Value")


class CallCache:
    """Outcomes of calls and what was found wrong with failed ones; the least used go first. Not for several threads."""

    def __init__(self, calls: int = CALLS, findings: int = FINDINGS) -> None:
        self._calls: OrderedDict[CallKey, CallResult | Failure] = OrderedDict()
        self._findings: OrderedDict[CallKey, Finding] = OrderedDict()
        self._late_faults: OrderedDict[CallKey, tuple[Finding | None]] = OrderedDict()
        self._most_calls = calls
        self._most_findings = findings
        self._made = 0
        # Keras and TensorFlow are a million objects that stay: looked through for garbage, they cost 0.1 s each time.
        gc.freeze()

    def call(self, key: CallKey, catalog: Catalog) -> CallResult | Failure:
        """The outcome of a call, made now if it is new."""

        def make() -> CallResult | Failure:
            self._made += 1
            return dry_call(key, catalog)

        return _cached(self._calls, key, make, self._most_calls)

    def finding(self, key: CallKey, explain: Callable[[], Finding]) -> Finding:
        """What is wrong with a failed call, found now if it is new."""
        return _cached(self._findings, key, explain, self._most_findings)

    def fit_time_fault(
        self, key: CallKey, build_graph: Callable[[CallKey], Finding | None]
    ) -> Finding | None:
        """What is wrong with a call that Keras takes, looked for now if the call is new."""
        return _cached(self._late_faults, key, lambda: (build_graph(key),), self._most_calls)[0]

    @property
    def size(self) -> int:
        """How many calls are remembered."""
        return len(self._calls)

    def clear_keras_session(self) -> None:
        """Drops what Keras kept of the calls made since the last time: names, and variables it would still make.

        Not the default, which collects garbage for a tenth of a second.
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
