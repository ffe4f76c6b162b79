"""[R] A trainer that ended without a word: what a person reads, and that it is never a guess."""

import signal
from pathlib import Path

import pytest

from layerloom.runs.executors.wait_status import explain_exit, memory_kills
from layerloom.runtime.control_group import memory_groups


def test_R8_a_signal_is_named() -> None:
    reason = explain_exit(int(signal.SIGSEGV))
    assert (reason.code, reason.params) == ("worker_killed", {"signal": "SIGSEGV"})
    assert "SIGSEGV" in reason.sentence()


def test_R8_want_of_memory_is_said_only_with_evidence() -> None:
    assert explain_exit(9, memory_kills=0).code == "worker_killed"
    assert explain_exit(9, memory_kills=1).code == "out_of_memory"
    assert "batch size" in explain_exit(9, memory_kills=1).sentence()


@pytest.mark.parametrize(
    ("of_process", "counters"),
    [
        ("0::/", "memory.events"),
        ("0::/user.slice/app.scope", "user.slice/app.scope/memory.events"),
        ("0::/../elsewhere", "memory.events"),
        ("4:memory:/docker/abc\n1:cpu:/\n0::/", "memory/docker/abc/memory.oom_control"),
        ("4:memory:/docker/abc", "memory/memory.oom_control"),
        ("", "memory.events"),
    ],
)
def test_R8_the_evidence_is_of_our_own_control_group(tmp_path: Path, of_process: str, counters: str) -> None:
    mounted, group = tmp_path / "cgroup", tmp_path / "of_process"
    group.write_text(f"{of_process}\n" if of_process else "")
    assert memory_kills(memory_groups(mounted, group)) == 0
    (mounted / counters).parent.mkdir(parents=True)
    (mounted / counters).write_text("low 0\noom_kill_disable 0\nunder_oom 0\noom 5\noom_kill 3\n")
    assert memory_kills(memory_groups(mounted, group)) == 3
    (mounted / counters).write_text("oom_kill many\n")
    assert memory_kills(memory_groups(mounted, group)) == 0


def test_R8_an_exit_code_and_the_unseen() -> None:
    assert explain_exit(3 << 8).params == {"exit_code": 3}
    assert explain_exit(None).code == "worker_killed"
