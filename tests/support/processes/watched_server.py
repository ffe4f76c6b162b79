"""`python -m support.processes.watched_server REPORT`: the server; REPORT has a line for what holds up its event loop.

That is what the loop's thread does with files of the data folder, the database, and large JSON.

Python's own audit events and profiler tell it: nothing of the server is replaced.
"""

import asyncio
import sys
import threading
import traceback
from collections.abc import Callable
from types import FrameType
from typing import Any

from layerloom.main import serve
from layerloom.runtime.settings import load_settings

LARGE = 64 * 1024
"""Bytes of JSON that take the loop some milliseconds."""
_FILE_EVENTS = frozenset(
    {"open", "os.listdir", "os.scandir", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.truncate"}
)
_JSON_CALLS = frozenset({"loads", "validate_json", "model_validate_json", "events_after", "_events"})
_DATABASE_CALLS = frozenset({"execute", "executemany", "commit", "fetchall", "fetchone"})


def watch(root: str, note: Callable[[str], None]) -> None:
    """Note what this thread does from now on while a loop runs in it.

    Args:
        root: The folder whose files count.
        note: Called with one line, which ends with the places in our code.
    """
    thread = threading.get_ident()

    def is_in_loop() -> bool:
        return threading.get_ident() == thread and asyncio._get_running_loop() is not None

    def on_audit(event: str, values: tuple[Any, ...]) -> None:
        if event in _FILE_EVENTS and is_in_loop() and str(values[0]).startswith(root):
            note(f"{event} {values[0]} at {_place()}")
        elif event == "fcntl.flock" and is_in_loop():
            note(f"{event} at {_place()}")

    def on_call(frame: FrameType, event: str, called: Any) -> None:
        if asyncio._get_running_loop() is None:
            return
        if event == "c_call" and called.__name__ in _DATABASE_CALLS:
            if type(getattr(called, "__self__", None)).__module__ == "sqlite3":
                note(f"sqlite3 {called.__name__} at {_place()}")
        elif event == "call" and frame.f_code.co_name in _JSON_CALLS:
            size = max(
                (len(value) for value in frame.f_locals.values() if isinstance(value, str | bytes)), default=0
            )
            if size > LARGE:
                note(f"{frame.f_code.co_name} of {size} bytes at {_place()}")

    sys.addaudithook(on_audit)
    sys.setprofile(on_call)


def _place() -> str:
    ours = [frame for frame in traceback.extract_stack() if "/layerloom" in frame.filename]
    return " < ".join(f"{frame.filename}:{frame.lineno}" for frame in reversed(ours[-6:]))


def main() -> None:
    """Serves as `layerloom.main` does."""
    settings = load_settings()
    with open(sys.argv[1], "a", buffering=1, encoding="utf-8") as report:
        watch(str(settings.data_dir), lambda line: print(line, file=report))
        serve(settings, open_browser=False)


if __name__ == "__main__":
    main()
