"""[R405] How much memory a further process can have."""

from pathlib import Path

import psutil
import pytest

from layerloom.runtime.control_group import memory_groups
from layerloom.runtime.free_memory import free_memory


@pytest.mark.parametrize(
    ("of_process", "files"),
    [
        (
            "0::/app",
            {"app/memory.max": "1000", "app/memory.current": "700", "app/memory.stat": "inactive_file 50"},
        ),
        ("0::/app", {"memory.max": "350", "memory.current": "0"}),
        (
            "4:memory:/app",
            {
                "memory/app/memory.limit_in_bytes": "1000",
                "memory/app/memory.usage_in_bytes": "700",
                "memory/app/memory.stat": "inactive_file 1\ntotal_inactive_file 50",
            },
        ),
    ],
)
def test_R405_the_limit_of_a_control_group_counts(
    tmp_path: Path, of_process: str, files: dict[str, str]
) -> None:
    group = tmp_path / "of_process"
    group.write_text(f"{of_process}\n")
    for name, text in files.items():
        path = tmp_path / "cgroup" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{text}\n")
    assert free_memory(memory_groups(tmp_path / "cgroup", group)) == 350


def test_R405_without_a_limit_it_is_the_machine_s(tmp_path: Path) -> None:
    (tmp_path / "memory.max").write_text("max\n")
    (tmp_path / "memory.current").write_text("5\n")
    free = free_memory(memory_groups(tmp_path, tmp_path / "missing"))
    assert 0 < free <= psutil.virtual_memory().total
