"""Read one call of a Keras config: tensors by port, masks, and other arguments."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from layerloom_schema.base import Json
from layerloom_schema.catalog.entries import Port
from layerloom_schema.text.messages import phrase

from .keras_config import Ref, is_nothing, leaves, mapping, reference, sequence


@dataclass(frozen=True)
class Wire:
    """A tensor of a port; `order` is its index in a list port."""

    source: Ref
    port: str
    order: int | None


@dataclass
class Call:
    """The arguments of a call: tensors, masks by argument, constants by name; `lost` are those without a port."""

    wires: list[Wire] = field(default_factory=list)
    masks: dict[str, list[Ref | None]] = field(default_factory=dict)
    constants: dict[str, Json] = field(default_factory=dict)
    lost: list[Json] = field(default_factory=list)


def read_call(
    value: Json, positional: Sequence[str], ports: Iterable[Port], place: str, *, spread: str | None = None
) -> Call:
    """A call by its ports. `spread` is a list port that takes the positional arguments one by one."""
    written = mapping(value, place)
    args = sequence(written.get("args", []), f"{place}.args")
    kwargs = mapping(written.get("kwargs", {}), f"{place}.kwargs")
    given: dict[str, Json] = {}
    found = Call()
    if spread is not None:
        given[spread] = args
    else:
        given.update(zip(positional, args, strict=False))
        found.lost += [
            phrase("call.argument", number=number + 1)
            for number, argument in enumerate(args)
            if number >= len(positional) and not is_nothing(argument, place)
        ]
    given.update(kwargs)
    by_name = {port.name: port for port in ports}
    masks = {port.argument or port.name for port in by_name.values() if port.mask}
    for name, argument in given.items():
        if name in masks and not is_nothing(argument, place):
            found.masks[name] = [reference(leaf, place) for leaf in leaves(argument, place)]
        else:
            _bind(found, name, by_name.get(name), argument, place)
    return found


def read_model_call(value: Json, keys: Mapping[str, str], place: str) -> Call:
    """A call of a nested model. `keys` are its port names, by key or index of the tensor."""
    written = mapping(value, place)
    args = sequence(written.get("args", []), f"{place}.args")
    kwargs = mapping(written.get("kwargs", {}), f"{place}.kwargs")
    found = Call()
    given = args[0] if args else kwargs.get("inputs")
    ref = reference(given, place)
    if ref is not None:
        parts: Mapping[str, Json] = {"0": given}
    elif isinstance(given, dict):
        parts = given
    else:
        parts = {str(number): part for number, part in enumerate(sequence(given, place))}
    for key, part in parts.items():
        source = reference(part, place)
        if source is not None and key in keys:
            found.wires.append(Wire(source, keys[key], None))
        elif part is not None:
            found.lost.append(phrase("node.input", name=key[:64]))
    for name, argument in kwargs.items():
        if name != "inputs":
            _bind(found, name, None, argument, place)
    return found


def _bind(call: Call, name: str, port: Port | None, argument: Json, place: str) -> None:
    """Assign one argument to its port or constant."""
    if is_nothing(argument, place):
        return
    sources = [ref for leaf in leaves(argument, place) if (ref := reference(leaf, place)) is not None]
    if not sources:
        call.constants[name] = argument
    elif port is None or not _fits(port, argument, len(sources), place):
        call.lost.append(name[:64])
    else:
        call.wires += [
            Wire(source, port.name, number if port.list else None) for number, source in enumerate(sources)
        ]


def _fits(port: Port, argument: Json, count: int, place: str) -> bool:
    """Whether a port takes all of an argument: one tensor, or a list of nothing but tensors."""
    return count == len([*leaves(argument, place)]) and (port.list or count == 1)
