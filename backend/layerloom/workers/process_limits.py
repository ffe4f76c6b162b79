"""Limits of the operating system on a worker process, as far as the system has them."""

import resource

import structlog

_LOG = structlog.get_logger("layerloom.workers")


def limit_process(memory: int) -> None:
    """Allow no core file, and at most `memory` bytes of address space. macOS may refuse that limit."""
    _limit("RLIMIT_CORE", 0)
    _limit("RLIMIT_AS", memory)


def _limit(name: str, value: int) -> None:
    try:
        resource.setrlimit(getattr(resource, name), (value, value))
    except (AttributeError, OSError, ValueError) as error:
        _LOG.warning("a process has no limit", limit=name, reason=str(error))
