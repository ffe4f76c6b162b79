"""Remembers calls, so that one edit re-does only what it touches."""

import gc
from collections import OrderedDict
from collections.abc import Callable
from typing import TypeVar

import keras

from layerloom.build.call_key import CallKey
from layerloom.build.finding import Finding
from layerloom_schema.catalog import Catalog

from .call import Failure, Outcome, dry_call

CALLS = 20_000
"""Calls kept: about 1 kB each."""
FINDINGS = 2_000

Key = TypeVar("Key")
Value = TypeVar("Value")


class CallCache:
    """Outcomes of calls and what was found wrong with failed ones; the least used go first. Not for several threads."""

    def __init__(self, calls: int = CALLS, findings: int = FINDINGS) -> None:
        self._calls: OrderedDict[CallKey, Outcome | Failure] = OrderedDict()
        self._findings: OrderedDict[CallKey, Finding] = OrderedDict()
        self._late_faults: OrderedDict[CallKey, tuple[Finding | None]] = OrderedDict()
        self._most_calls = calls
        self._most_findings = findings
        self._made = 0
        # Keras and TensorFlow are a million objects that stay: looked through for garbage, they cost 0.1 s each time.
        gc.freeze()

    def call(self, key: CallKey, catalog: Catalog) -> Outcome | Failure:
        """The outcome of a call, made now if it is new."""

        def make() -> Outcome | Failure:
            self._made += 1
            return dry_call(key, catalog)

        return _kept(self._calls, key, make, self._most_calls)

    def finding(self, key: CallKey, explain: Callable[[], Finding]) -> Finding:
        """What is wrong with a failed call, found now if it is new."""
        return _kept(self._findings, key, explain, self._most_findings)

    def late_fault(self, key: CallKey, look: Callable[[CallKey], Finding | None]) -> Finding | None:
        """What is wrong with a call that Keras takes, looked for now if the call is new."""
        return _kept(self._late_faults, key, lambda: (look(key),), self._most_calls)[0]

    @property
    def size(self) -> int:
        """How many calls are remembered."""
        return len(self._calls)

    def settle(self) -> None:
        """Drops what Keras kept of the calls made since the last time: names, and variables it would still make.

        Not the default, which collects garbage for a tenth of a second.
        """
        if self._made:
            self._made = 0
            keras.utils.clear_session(free_memory=False)


def _kept(kept: OrderedDict[Key, Value], key: Key, make: Callable[[], Value], most: int) -> Value:
    found = kept.get(key)
    if found is None:
        found = kept[key] = make()
        if len(kept) > most:
            kept.popitem(last=False)
    else:
        kept.move_to_end(key)
    return found
