"""The command line, with the same functions as the API and the canvas.

Exit codes: 0 done (check: ready to train), 1 errors or a failed run, 2 unreadable input or wrong usage, 130 interrupted.
"""

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from layerloom.cli.commands import app
from layerloom.cli.documents import file_error
from layerloom.cli.terminal import ERR
from layerloom.runtime.logs import configure_logs
from layerloom_schema.errors import LayerloomError, Unreadable
from layerloom_schema.text.languages import terminal_language

__all__ = ["app", "main"]


def main() -> None:
    """The entry point: an error of input becomes a sentence and an exit code, never a traceback."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    configure_logs(logging.CRITICAL)  # a person at the terminal reads our sentences, not Keras's
    with _exit_on_errors():
        app()


@contextmanager
def _exit_on_errors() -> Iterator[None]:
    try:
        yield
    except LayerloomError as error:
        _print_error(error)
        sys.exit(2 if isinstance(error, Unreadable) else 1)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except OSError as error:
        _print_error(file_error(error.filename, error))
        sys.exit(2)


def _print_error(error: LayerloomError) -> None:
    translated = error.body.in_language(terminal_language(os.environ))
    ERR.print(translated.message, style="bold red", markup=False)
