"""How much memory a further process can have: of the machine, and of a control group with a limit of its own."""

from collections.abc import Iterable
from pathlib import Path

import psutil

from layerloom.runtime.control_group import MemoryGroup, counter, memory_groups

_FILES = {
    1: ("memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file"),
    2: ("memory.max", "memory.current", "inactive_file"),
}
"""By version: the file of the limit, that of the memory in use, and the counter of what of it can be had back at once."""


def free_memory(groups: Iterable[MemoryGroup] | None = None) -> int:
    """Bytes that can be had without taking them from another process."""
    found = [_left(group) for group in (memory_groups() if groups is None else groups)]
    return min([psutil.virtual_memory().available, *(left for left in found if left is not None)])


def _left(group: MemoryGroup) -> int | None:
    """What a group has left of its limit in bytes; `None` where it has none."""
    limit_file, used_file, reclaimable_name = _FILES[group.version]
    limit, used = _number(group.folder / limit_file), _number(group.folder / used_file)
    if limit is None or used is None:
        return None
    return max(0, limit - used + (counter(group.folder / "memory.stat", reclaimable_name) or 0))


def _number(path: Path) -> int | None:
    """The number in a file; `None` where there is none, as the word `max` for no limit."""
    try:
        return int(path.read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None
