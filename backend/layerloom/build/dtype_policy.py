"""The dtype policy under which layers are built."""

from collections.abc import Iterator
from contextlib import contextmanager

import keras

from layerloom.catalog.dtypes import POLICIES


@contextmanager
def dtype_policy(name: str | None) -> Iterator[None]:
    """Set Keras's global dtype policy in the body; `None` or an unknown name leave it as it is."""
    before = keras.config.dtype_policy()
    if name is None or name not in POLICIES or name == before.name:
        yield
        return
    keras.config.set_dtype_policy(name)
    try:
        yield
    finally:
        keras.config.set_dtype_policy(before)
