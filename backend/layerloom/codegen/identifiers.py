"""Python identifiers for what a document names: valid, unique, and none that the script needs for itself."""

import builtins
import keyword
import re

TAKEN = frozenset(
    {
        "Batches", "balanced", "batches", "before", "data", "held_back", "history", "inputs", "json", "keras",
        "load_digits", "load_iris", "math", "model", "np", "rng", "rows", "targets", "tf", "training", "validation",
        "weights", "weights_by_class", "words", "BATCH_SIZE", "EPOCHS", "SEED",
    }
)  # fmt: skip


class Names:
    """Gives out identifiers, each once."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def fresh(self, wish: str) -> str:
        """A new identifier like `wish`: `conv_1` for `conv-1`, `n_5` for `5`."""
        stem = re.sub(r"\W", "_", wish)
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
