"""Python identifiers for names in a document: valid, unique, and not reserved by the script."""

import builtins
import keyword
import re

TAKEN = frozenset(
    {
        "Batches", "balanced", "batches", "before", "data", "held_back", "history", "inputs", "json", "keras",
        "load_digits", "load_iris", "math", "model", "np", "rng", "rows", "targets", "tf", "training", "validating",
        "validation", "weights", "weights_by_class", "words", "BATCH_SIZE", "EPOCHS", "SEED",
    }
)  # fmt: skip


class Names:
    """Creates unique identifiers."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def fresh(self, wanted: str) -> str:
        """A new identifier like `wanted`: `conv_1` for `conv-1`, `n_5` for `5`."""
        stem = re.sub(r"\W", "_", wanted)
        stem = f"n_{stem}" if stem[:1].isdecimal() else stem
        name, number = stem, 2
        while not self._free(name):
            name, number = f"{stem}_{number}", number + 1
        self._given.add(name)
        return name

    def _free(self, name: str) -> bool:
        return (
            name.isidentifier()
            and not keyword.iskeyword(name)
            and not keyword.issoftkeyword(name)
            and not hasattr(builtins, name)
            and name not in TAKEN
            and name not in self._given
        )
