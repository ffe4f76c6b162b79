"""The machine that this process runs on, as far as the last bit of a number depends on it."""

import os
import platform
from contextlib import suppress
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from layerloom_schema.runs.checkpoints import Machine

_TENSORFLOW = ("tensorflow", "tensorflow-cpu")
"""The packages that bring it."""


@cache
def this_machine() -> Machine:
    """Versions are read from what is installed: the web process imports neither Keras nor TensorFlow."""
    return Machine(cpu=_cpu(), cores=_cores(), keras=_version("keras"), tensorflow=_version(*_TENSORFLOW))


def _cpu() -> str:
    with suppress(OSError):
        for line in Path("/proc/cpuinfo").read_text("utf-8", "replace").splitlines():
            name, _, value = line.partition(":")
            if name.split() == ["model", "name"]:
                return value.strip()
    return platform.processor() or platform.machine()


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _version(*packages: str) -> str:
    """The version of the first package that is installed; empty if none is."""
    for package in packages:
        with suppress(PackageNotFoundError):
            return version(package)
    return ""
