"""Keeps messages of TensorFlow's native code (thread counts, missing GPUs) off the terminal."""

import os
import sys
import tempfile


def redirect_native_stderr() -> None:
    """Redirect descriptor 2 to a temporary file. Python's `sys.stderr` still writes to the terminal."""
    sys.stderr.flush()
    terminal = os.dup(2)
    with tempfile.TemporaryFile() as file:
        os.dup2(file.fileno(), 2)
    sys.stderr = open(terminal, "w", encoding="utf-8", errors="backslashreplace", buffering=1)  # noqa: SIM115  for good
