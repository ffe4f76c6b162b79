"""The dtype policy that layers are made under."""

from collections.abc import Iterator
from contextlib import contextmanager

import keras

from layerloom.catalog.dtypes import POLICIES


@contextmanager
def dtype_policy(name: str | None) -> Iterator[None]:
    """Layers made here calculate as the policy says; `None`, or one that nobody knows, is Keras's own."""
    before = keras.config.dtype_policy()
    if name is None or name not in POLICIES or name == before.name:
        yield
        return
    keras.config.set_dtype_policy(name)
    try:
        yield
    finally:
        keras.config.set_dtype_policy(before)
