"""Functions that are written into scripts by their source, and the imports that they need."""

from collections.abc import Callable, Iterable, Iterator
from inspect import getsource
from typing import Any


def source_lines(function: Callable[..., Any]) -> list[str]:
    """The lines of a function as it is here, without what is said to our own checkers."""
    lines = getsource(function).rstrip("\n").split("\n")
    return [line.partition("  # noqa")[0] for line in lines]


def in_order(imports: Iterable[str]) -> Iterator[str]:
    """Lines of imports sorted, modules first; names of one module on one line."""
    modules = sorted(line for line in imports if line.startswith("import "))
    names: dict[str, set[str]] = {}
    for line in imports:
        if line.startswith("from "):
            module, _, name = line.removeprefix("from ").partition(" import ")
            names.setdefault(module, set()).add(name)
    yield from modules
    yield from (f"from {module} import {', '.join(sorted(names[module]))}" for module in sorted(names))
