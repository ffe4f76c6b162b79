"""What a listener that is behind is sent: batches are left out, the rest comes together."""

from collections.abc import Iterator

from layerloom.runs.event_log import LogLine

GROUP_BYTES = 64 * 1024


def without_old_batches(lines: list[LogLine]) -> list[LogLine]:
    """Lines without those batches that a later one of them makes old."""
    batches = [place for place, line in enumerate(lines) if line.event.type == "batch"]
    old = set(batches[:-1])
    return [line for place, line in enumerate(lines) if place not in old]


def group_texts(lines: list[LogLine]) -> Iterator[list[str]]:
    """The texts in groups that are sent with one write each."""
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
