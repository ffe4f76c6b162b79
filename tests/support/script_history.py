"""What an exported script prints of its training. It needs no Keras in this process: browser tests use it too."""

import json
from pathlib import Path

from support.processes.warm_python import WarmPython


def history_of(script: str, folder: Path, warm_python: WarmPython) -> dict[str, list[float]]:
    """What the script prints last, run in a process of its own."""
    path = folder / "script.py"
    path.write_text(script)
    done = warm_python.run(path, cwd=folder)
    assert done.returncode == 0, done.stderr
    assert "Warning" not in done.stderr
    found: dict[str, list[float]] = json.loads(done.stdout.splitlines()[-1])
    return found
