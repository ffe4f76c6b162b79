"""Settings of both sides, path by path, and those that differ."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from layerloom_schema.documents.difference import SettingChange

Path = tuple[str, ...]
Values = Mapping[str, Any]


class _NotKnown:
    """The default of a setting of which none is known."""


NOT_KNOWN = _NotKnown()
DefaultOf = Callable[[Path], Any]
"""What holds where a setting is not given, or `NOT_KNOWN`."""
SameValue = Callable[[Any, Any], bool]


def is_same(one: Any, other: Any) -> bool:
    """Whether two JSON values are equal: 1 is 1.0, and `true` is not 1."""
    return bool(one == other) and isinstance(one, bool) == isinstance(other, bool)


def setting_changes(
    before: Values, after: Values, default_of: DefaultOf, same: SameValue = is_same
) -> list[SettingChange]:
    """The settings that differ, section by section; in each those of the first side, then those of the second."""
    left, right = flat(before), flat(after)
    sections = {section: rank for rank, section in enumerate({**before, **after})}
    changes = []
    for path in sorted({**left, **right}, key=lambda path: sections[path[0]]):
        sides = [side[path] if path in side else default_of(path) for side in (left, right)]
        # A setting that is not given and one that is given as none are the same where no default is known.
        if not same(*(None if value is NOT_KNOWN else value for value in sides)):
            names = zip(("before", "after"), sides, strict=True)
            known = {name: value for name, value in names if value is not NOT_KNOWN}
            changes.append(SettingChange(path=[*path], **known))
    return changes


def flat(values: Values) -> dict[Path, Any]:
    """Every setting by its path: an object by its name, with each argument below it; a list by its objects."""
    found: dict[Path, Any] = {}
    for key, value in values.items():
        _walk(value, (key,), found)
    return found


def _walk(value: Any, path: Path, found: dict[Path, Any]) -> None:
    if _is_named(value):
        found[path] = value["name"]
        for key, part in value.get("config", {}).items():
            _walk(part, (*path, key), found)
    elif isinstance(value, list) and value and all(isinstance(one, str) or _is_named(one) for one in value):
        for key, one in _numbered(value):
            _walk(one, (*path, key), found)
    elif isinstance(value, list) and value and all(isinstance(one, dict) for one in value):
        for number, one in enumerate(value):
            _walk(one, (*path, str(number)), found)
    elif isinstance(value, dict) and value:
        for key, part in value.items():
            _walk(part, (*path, key), found)
    elif value is not None and value not in ({}, []):
        found[path] = value


def _numbered(listed: list[Any]) -> list[tuple[str, Any]]:
    """The objects of a list under their names; the second of a name has a number."""
    counts: Counter[str] = Counter()
    numbered = []
    for one in listed:
        name = one if isinstance(one, str) else one["name"]
        counts[name] += 1
        numbered.append((name if counts[name] == 1 else f"{name} {counts[name]}", one))
    return numbered


def _is_named(value: Any) -> bool:
    """An optimizer, a loss, a layer inside another one: a name and its arguments, and nothing else."""
    return (
        isinstance(value, dict)
        and isinstance(value.get("name"), str)
        and set(value) <= {"name", "config"}
        and isinstance(value.get("config", {}), dict)
    )
