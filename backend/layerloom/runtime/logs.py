"""Structured logs, one line each, on standard error: of the web process, the workers and the command line alike."""

import logging
import os
import sys

import structlog

LEVEL = "LAYERLOOM_LOG_LEVEL"
"""debug, info, warning or error. At debug the workers log every call that Keras refused, with Keras's words."""


def configure_logs(otherwise: int = logging.WARNING) -> None:
    """Log from the level of the environment on, or from `otherwise` on where it names none."""
    level = logging.getLevelNamesMapping().get(os.environ.get(LEVEL, "").upper(), otherwise)
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
