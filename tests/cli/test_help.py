"""[C] Every command shows how it is typed, and takes what it shows."""

import shlex
from typing import Any

import pytest
import typer

from layerloom.cli import app

ROOT: Any = typer.main.get_command(app)


def commands(group: Any, *path: str) -> list[tuple[str, ...]]:
    """The paths of all commands in a group, those in groups of its own too."""
    if not hasattr(group, "commands"):
        return [path]
    return [found for name, each in group.commands.items() for found in commands(each, *path, name)]


@pytest.mark.parametrize("path", commands(ROOT), ids=" ".join)
def test_C521_the_example_of_a_command_is_one_that_it_takes(path: tuple[str, ...]) -> None:
    command = ROOT
    for name in path:
        command = command.commands[name]
    label, program, *typed = shlex.split((command.epilog or "").split(" > ")[0])
    assert (label, program, *typed[: len(path)]) == ("Example:", "layerloom", *path)
    command.make_context(path[-1], typed[len(path) :])
