"""Whether Keras takes two values of a setting for the same."""

from typing import Any

from layerloom_schema.catalog.entries import Catalog

from .setting_changes import is_same

_KINDS = ("optimizers", "losses", "metrics", "callbacks", "initializers", "regularizers", "constraints")


class SameSetting:
    """Keras takes `adam` and `Adam`, `mse` and `MeanSquaredError` for the same, and 3 for (3, 3)."""

    def __init__(self, catalog: Catalog) -> None:
        self._names: dict[str, str] = {}
        for kind in _KINDS:
            self._names |= catalog.object_names[kind]

    def __call__(self, one: Any, other: Any) -> bool:
        """Whether two values mean the same."""
        if isinstance(one, str) and isinstance(other, str):
            return self._names.get(one, one) == self._names.get(other, other)
        for number, listed in ((one, other), (other, one)):
            if isinstance(number, int) and isinstance(listed, list) and len(listed) > 1:
                return all(is_same(number, part) for part in listed)
        return is_same(one, other)
