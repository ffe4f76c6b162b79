"""[R] A trainer that ended without a word: what a person is told, and that it is never a guess."""

import signal

from layerloom.runs.exit_reason import explain_exit


def test_R8_a_signal_is_named() -> None:
    reason = explain_exit(int(signal.SIGSEGV))
    assert (reason.code, reason.values) == ("worker_killed", {"signal": 11})
    assert "SIGSEGV" in reason.message


def test_R8_want_of_memory_is_said_only_with_evidence() -> None:
    assert explain_exit(9, memory_kills=0).code == "worker_killed"
    assert explain_exit(9, memory_kills=1).code == "out_of_memory"
    assert "batch size" in explain_exit(9, memory_kills=1).message


def test_R8_an_exit_code_and_the_unseen() -> None:
    assert explain_exit(3 << 8).values == {"exit_code": 3}
    assert explain_exit(None).code == "worker_killed"
