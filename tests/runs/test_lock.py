"""[R] Whose run a folder is: the process that has its lock, by its pid and start together."""

import json
import os
from pathlib import Path
from typing import Any

import psutil
import pytest

from layerloom.rundir.lock import RunLockedError, lock_holder, locked, take_lock

STARTED = psutil.Process().create_time() - psutil.boot_time()


def test_R17_a_locked_folder_names_its_trainer_and_an_unlocked_one_nobody(tmp_path: Path) -> None:
    assert lock_holder(tmp_path) is None
    fd = take_lock(tmp_path)
    assert lock_holder(tmp_path) == os.getpid()
    with pytest.raises(RunLockedError), locked(tmp_path):
        pass
    os.close(fd)
    assert lock_holder(tmp_path) is None
    with locked(tmp_path):
        pass


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ({"pid": os.getpid(), "started": round(STARTED * os.sysconf("SC_CLK_TCK"))}, True),  # protocol 1
        ({"pid": os.getpid(), "seconds_after_boot": STARTED - 60}, False),  # a pid that was used again
        ({"pid": os.getpid(), "started": 7}, False),
        ({"pid": 2**22 + 7, "seconds_after_boot": STARTED}, False),
        ({"pid": "x", "seconds_after_boot": STARTED}, False),
        ({"pid": os.getpid()}, False),
        ([], False),
    ],
)
def test_R17_a_pid_counts_with_its_start_alone(tmp_path: Path, written: Any, known: bool) -> None:
    fd = take_lock(tmp_path)
    (tmp_path / "lock").write_text(json.dumps(written))
    assert lock_holder(tmp_path) == (os.getpid() if known else None)
    os.close(fd)
