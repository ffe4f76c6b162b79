"""Reduces what a slow listener is sent: old batch events are dropped, and messages are grouped."""

from collections.abc import Iterator

from layerloom.rundir.event_line import LogLine

GROUP_BYTES = 64 * 1024


def without_old_batches(lines: list[LogLine]) -> list[LogLine]:
    """Drop all batch events but the newest."""
    batches = [index for index, line in enumerate(lines) if line.event.type == "batch"]
    old = set(batches[:-1])
    return [line for index, line in enumerate(lines) if index not in old]


def group_texts(lines: list[LogLine]) -> Iterator[list[str]]:
    """The texts in groups of about `GROUP_BYTES`, each sent with one write."""
    group: list[str] = []
    size = 0
    for line in lines:
        group.append(line.text)
        size += len(line.text)
        if size >= GROUP_BYTES:
            yield group
            group, size = [], 0
    if group:
        yield group
