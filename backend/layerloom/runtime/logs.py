"""Configures structured logs on standard error, one line each, for all processes."""

import logging
import os
import sys

import structlog

LEVEL = "LAYERLOOM_LOG_LEVEL"
"""debug, info, warning or error. At debug, workers log every call that Keras refused with Keras's message."""


def configure_logs(default: int = logging.WARNING) -> None:
    """Configure logging at the level of the environment variable, or at `default`."""
    level = logging.getLevelNamesMapping().get(os.environ.get(LEVEL, "").upper(), default)
    logging.basicConfig(
        stream=sys.stderr, level=max(level, logging.INFO), format="%(levelname)s %(name)s: %(message)s"
    )
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(level),
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.KeyValueRenderer(key_order=["timestamp", "level", "event"]),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
