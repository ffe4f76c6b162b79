"""Environment variables for worker processes, without Layerloom's settings and without anything like a secret."""

import os
import re

from layerloom.runtime.logs import LEVEL

_SECRET = re.compile(r"TOKEN|SECRET|PASSW|CREDENTIAL|API_?KEY|PRIVATE_?KEY|SESSION", re.IGNORECASE)

_OWN = frozenset({"LAYERLOOM_ALLOW_DOWNLOADS", LEVEL})
"""Settings that workers read themselves: whether weights may be downloaded, and the log level."""


def worker_environment() -> dict[str, str]:
    """A filtered copy of this process's environment, with Keras on TensorFlow and quiet native logs."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name in _OWN or (not name.startswith("LAYERLOOM_") and not _SECRET.search(name))
    }
    return kept | {
        "KERAS_BACKEND": "tensorflow",
        "TF_CPP_MIN_LOG_LEVEL": os.environ.get("TF_CPP_MIN_LOG_LEVEL", "2"),
        "PYTHONUNBUFFERED": "1",
    }
