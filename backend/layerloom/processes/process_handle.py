"""A handle of a process that does not mistake another process for it when the system reuses its pid."""

import contextlib

import psutil

_ENDED = (psutil.STATUS_ZOMBIE, psutil.STATUS_DEAD)


class ProcessHandle:
    """Another process, not necessarily a child of this one."""

    def __init__(self, pid: int) -> None:
        """Raises `ProcessLookupError` if there is no process of this pid."""
        self.pid = pid
        try:
            self._process = psutil.Process(pid)
        except psutil.NoSuchProcess as error:
            raise ProcessLookupError from error

    @property
    def alive(self) -> bool:
        """Whether the process runs. A zombie counts as ended."""
        try:
            return self._process.is_running() and self._process.status() not in _ENDED
        except psutil.NoSuchProcess:
            return False

    def terminate(self) -> None:
        """Send SIGTERM. Does nothing if it has ended."""
        with contextlib.suppress(psutil.NoSuchProcess, psutil.AccessDenied):
            self._process.terminate()

    def kill(self) -> None:
        """Send SIGKILL. Does nothing if it has ended."""
        with contextlib.suppress(psutil.NoSuchProcess, psutil.AccessDenied):
            self._process.kill()
