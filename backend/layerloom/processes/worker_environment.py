"""What of our environment a worker process sees: not our own settings, and nothing that looks like a secret."""

import os
import re

from layerloom.runtime.logs import LEVEL

_SECRET = re.compile(r"TOKEN|SECRET|PASSW|CREDENTIAL|API_?KEY|PRIVATE_?KEY|SESSION", re.IGNORECASE)

_OWN = frozenset({"LAYERLOOM_ALLOW_DOWNLOADS", LEVEL})
"""The settings that are the workers' own: whether weights may be fetched, and what is logged."""


def worker_environment() -> dict[str, str]:
    """A copy of this process's environment, made quiet, with Keras on TensorFlow."""
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
