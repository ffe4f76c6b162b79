"""A process by a handle that never comes to mean another process, as a bare number may."""

import contextlib
import os
import select
import signal
from pathlib import Path


class ProcessHandle:
    """Another process, not necessarily a child of this one."""

    def __init__(self, pid: int) -> None:
        """Raises `ProcessLookupError` when there is none of that number."""
        self.pid = pid
        self._fd = os.pidfd_open(pid) if hasattr(os, "pidfd_open") else None
        self._started = process_start_time(pid)

    @property
    def alive(self) -> bool:
        """Whether it still runs; one that ended and was not yet collected does not."""
        if self._fd is not None:
            # Readable once it has ended; no file is read, as this is asked fifty times a second.
            poll = select.poll()
            poll.register(self._fd, select.POLLIN)
            return not poll.poll(0)
        state = _stat(self.pid)
        return state is not None and state[0] not in "ZX" and state[1] == self._started

    def terminate(self) -> None:
        """Asks it to end; nothing happens when it has ended already."""
        self._send(signal.SIGTERM)

    def kill(self) -> None:
        """Ends it at once; nothing happens when it has ended already."""
        self._send(signal.SIGKILL)

    def _send(self, number: signal.Signals) -> None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            if self._fd is not None:
                signal.pidfd_send_signal(self._fd, number)
            elif self.alive:
                os.kill(self.pid, number)

    def close(self) -> None:
        """Gives the handle back; the process goes on."""
        if self._fd is not None:
            os.close(self._fd)
            self._fd = None


def process_start_time(pid: int) -> str | None:
    """When a process began, in the kernel's ticks: with its number, a name for good."""
    state = _stat(pid)
    return None if state is None else state[1]


def _stat(pid: int) -> tuple[str, str] | None:
    try:
        text = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    fields = text.rpartition(")")[2].split()
    return fields[0], fields[19]
