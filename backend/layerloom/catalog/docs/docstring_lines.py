"""Lines by how far right they begin."""

from collections.abc import Sequence


def indent(line: str) -> int:
    """How many spaces a line begins with."""
    return len(line) - len(line.lstrip())


def next_written(lines: Sequence[str], at: int) -> int:
    """The first line from a place on with something in it; past the end where there is none."""
    return next((place for place in range(at, len(lines)) if lines[place].strip()), len(lines))


def end_of_indented(lines: Sequence[str], at: int, depth: int) -> int:
    """Past the last line from a place on that stands further right than `depth`, all between being so or empty."""
    end = at
    for place in range(at, len(lines)):
        if not lines[place].strip():
            continue
        if indent(lines[place]) <= depth:
            break
        end = place + 1
    return end


def dedented(lines: Sequence[str]) -> list[str]:
    """Moved to the left edge together."""
    cut = min((indent(line) for line in lines if line.strip()), default=0)
    return [line[cut:].rstrip() for line in lines]


def hanging(first: str, rest: Sequence[str]) -> list[str]:
    """A text that begins on the line of its mark, with the lines below it moved to the left edge."""
    cut = min((indent(line) for line in rest if indent(line)), default=0)
    return [first, *(line[min(cut, indent(line)) :] for line in rest)]
