"""Helpers for lines by indentation."""

from collections.abc import Sequence


def indent(line: str) -> int:
    """The number of leading spaces."""
    return len(line) - len(line.lstrip())


def next_written(lines: Sequence[str], at: int) -> int:
    """The index of the next non-empty line, or the number of lines."""
    return next((place for place in range(at, len(lines)) if lines[place].strip()), len(lines))


def end_of_indented(lines: Sequence[str], at: int, depth: int) -> int:
    """The index after the last line that is indented more than `depth`, with only such or empty lines between."""
    end = at
    for place in range(at, len(lines)):
        if not lines[place].strip():
            continue
        if indent(lines[place]) <= depth:
            break
        end = place + 1
    return end


def dedented(lines: Sequence[str]) -> list[str]:
    """Lines without their common indentation."""
    cut = min((indent(line) for line in lines if line.strip()), default=0)
    return [line[cut:].rstrip() for line in lines]


def hanging(first: str, rest: Sequence[str]) -> list[str]:
    """A text that begins on the line of its marker, with the lines below it dedented."""
    cut = min((indent(line) for line in rest if indent(line)), default=0)
    return [first, *(line[min(cut, indent(line)) :] for line in rest)]
