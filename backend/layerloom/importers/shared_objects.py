"""Objects that are one and the same in several places of a `.keras` file."""

from collections import Counter

from layerloom_schema.base import Json

from .keras_config import class_name, config_of

_MARK = "shared_object_id"


class SharedObjects:
    """Which of the layers inside others are those of the graph.

    Keras marks an object from the second time on that it writes it: what it wrote before may be without the mark.
    """

    def __init__(self, config: Json) -> None:
        self._counts: Counter[int] = Counter()
        waiting = [config]
        while waiting:
            part = waiting.pop()
            if isinstance(part, dict):
                mark = shared_object_id(part)
                if mark is not None:
                    self._counts[mark] += 1
                waiting += part.values()
            elif isinstance(part, list):
                waiting += part

    def are_one(self, inner: Json, layer: Json) -> bool:
        """Whether a layer inside another is a marked layer of the graph.

        Without a mark it is where the file has no other place for that layer, and name and class agree.
        """
        mark = shared_object_id(layer)
        found = shared_object_id(inner)
        if mark is None or found is not None:
            return found is not None and found == mark
        name = config_of(inner).get("name")
        alike = name == config_of(layer).get("name") and class_name(inner) == class_name(layer)
        return isinstance(name, str) and alike and self._counts[mark] == 1


def shared_object_id(value: Json) -> int | None:
    """The mark of an object that is in several places; `None` for all others."""
    found = value.get(_MARK) if isinstance(value, dict) else None
    return found if isinstance(found, int) and not isinstance(found, bool) else None
