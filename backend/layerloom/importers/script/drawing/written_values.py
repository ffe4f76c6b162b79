"""Values of a script in the notation of documents."""

from collections.abc import Callable, Mapping

from layerloom.importers.script.state.reading import Reading
from layerloom.importers.script.state.values import Data, Layer, Model, Named, Place, Symbol, Unknown, Value
from layerloom_schema.base import Json
from layerloom_schema.models.import_warnings import WarningCode

_DTYPES = ("tensorflow.", "numpy.")
_MOST = 20_000


class Unwritten(Exception):
    """A value that a document has no notation for."""


class Writer:
    """Converts values; `inner` writes a layer or model that is an argument of another."""

    def __init__(
        self,
        reading: Reading,
        inner: Callable[["Layer | Model"], Json] | None = None,
        place: Place | None = None,
    ) -> None:
        self._reading = reading
        self._inner = inner
        self._place = place

    def flags(self, config: Mapping[str, Value]) -> dict[str, Json]:
        """The plain constants of a config: what decides how many outputs there are."""
        return {name: self.plain(value) for name, value in config.items() if _decides(value)}

    def plain(self, value: Value) -> Json:
        """A number, text, or lists of them."""
        if isinstance(value, list | tuple):
            return [self.plain(part) for part in value]
        known: Json = value
        return known

    def config(self, config: Mapping[str, Value], owner: str) -> dict[str, Json]:
        """All arguments; what cannot be written is left out with a warning."""
        found: dict[str, Json] = {}
        for name, value in config.items():
            try:
                found[name] = self.value(value, name)
            except Unwritten:
                self._reading.warn(WarningCode.argument_left_out, self._place, owner=owner, argument=name)
        return found

    def value(self, value: Value, name: str = "", depth: int = 0) -> Json:
        """One value. Raises `Unwritten`."""
        self._reading.budget.spend()
        if depth > 16:
            raise Unwritten
        match value:
            case None | bool() | int() | float() | str():
                return value
            case slice():
                return {"slice": [self.value(part) for part in (value.start, value.stop, value.step)]}
            case list() | tuple() | range() if len(value) <= _MOST:
                return [self.value(part, name, depth + 1) for part in value]
            case Named():
                inside = {
                    key: self.value(part, key, depth + 1)
                    for key, part in value.config.items()
                    if key != "name"
                }
                return {"name": value.name, "config": inside} if inside else value.name
            case Unknown():
                return self._reading.ask(value, _KINDS.get(name, "size"), self._place)
            case Symbol():
                return self._symbol(value)
            case Data() if value.values is not None:
                return self.value(value.values, name, depth + 1)
            case Layer() | Model() if self._inner is not None:
                return self._inner(value)
            case dict() if len(value) <= _MOST:
                return {str(key): self.value(part, str(key), depth + 1) for key, part in value.items()}
        if value is ...:
            return "..."
        raise Unwritten

    def _symbol(self, value: Symbol) -> Json:
        """A dtype such as `tf.float32`, or an activation such as `tf.nn.relu`."""
        last = value.path.rpartition(".")[2]
        known = self._reading.catalog.object_names
        for kind in ("activations", "losses", "metrics", "initializers"):
            if last in known[kind]:
                return last
        if value.path.startswith(_DTYPES):
            return last
        if last in self._reading.catalog.layer_names:
            return last
        raise Unwritten


_KINDS: Mapping[str, str] = {"shape": "shape", "input_shape": "shape", "target_shape": "shape"}


def _decides(value: Value) -> bool:
    if isinstance(value, list | tuple):
        return len(value) < 1_000 and all(_decides(part) for part in value)
    return value is None or isinstance(value, bool | int | float | str)
