"""The control groups of this process (Linux): the files in which the kernel counts its memory."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

_MOUNTED, _OF_PROCESS = Path("/sys/fs/cgroup"), Path("/proc/self/cgroup")


class MemoryGroup(NamedTuple):
    """The folder of a control group that counts memory, and the version of its file names, 1 or 2."""

    folder: Path
    version: int


def memory_groups(mounted: Path = _MOUNTED, of_process: Path = _OF_PROCESS) -> Iterator[MemoryGroup]:
    """Where the memory of this process may be counted: version 2, then 1; of each our own group before the mounted one.

    Args:
        mounted: Where control groups are mounted: in a container usually our own one, on a bare machine the root.
        of_process: The groups of this process, in the form of `/proc/self/cgroup`.
    """
    try:
        groups = [line.split(":", 2) for line in of_process.read_text(encoding="utf-8").splitlines()]
    except OSError:
        groups = []
    unified = [path for number, _, path in groups if number == "0"]
    memory = [path for _, names, path in groups if "memory" in names.split(",")]
    for path in (*unified, "/"):
        yield MemoryGroup(mounted / path.strip("/"), 2)
    for path in (*memory, "/"):
        yield MemoryGroup(mounted / "memory" / path.strip("/"), 1)


def counter(path: Path, name: str) -> int | None:
    """A number of a file of `name number` lines; `None` where there is none."""
    try:
        for line in path.read_text(encoding="ascii").splitlines():
            key, _, count = line.partition(" ")
            if key == name:
                return int(count)
    except (OSError, ValueError):
        return None
    return None
