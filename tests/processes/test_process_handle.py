"""[R] A handle of a process: whether it runs, and signals that reach nobody else."""

import subprocess
import sys

import pytest

from layerloom.processes.process_handle import ProcessHandle


def test_R17_a_process_that_ended_is_not_alive_before_it_is_collected_nor_after() -> None:
    process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    handle = ProcessHandle(process.pid)
    assert handle.alive
    handle.kill()
    while handle.alive:  # a zombie from now on, until it is waited for
        pass
    process.communicate()
    assert not handle.alive
    handle.terminate()
    handle.kill()
    with pytest.raises(ProcessLookupError):
        ProcessHandle(process.pid)


def test_R17_a_signal_ends_it() -> None:
    process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    ProcessHandle(process.pid).terminate()
    process.communicate()
    assert process.returncode == -15
