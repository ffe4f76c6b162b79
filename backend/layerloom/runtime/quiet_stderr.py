"""Keeps what TensorFlow's native code writes to descriptor 2 (thread counts, missing GPUs) off a person's terminal."""

import os
import sys
import tempfile


def redirect_native_stderr() -> None:
    """Sends descriptor 2 to a file that vanishes with the process; Python's own standard error stays where it was."""
    sys.stderr.flush()
    kept = os.dup(2)
    with tempfile.TemporaryFile() as file:
        os.dup2(file.fileno(), 2)
    sys.stderr = open(kept, "w", encoding="utf-8", errors="backslashreplace", buffering=1)  # noqa: SIM115  for good
