"""The web process: `create_app` puts it together, `serve` runs it."""

import os
import sys

from layerloom.api.app import create_app
from layerloom.api.uvicorn_server import run_server
from layerloom.runtime.settings import Settings, load_settings
from layerloom_schema.errors import LayerloomError
from layerloom_schema.text.languages import terminal_language

__all__ = ["create_app", "serve"]


def serve(settings: Settings, open_browser: bool) -> None:
    """Run the web process until a signal ends it. Exits with 2 and a sentence if it cannot start."""
    try:
        code = run_server(settings, open_browser=open_browser)
    except LayerloomError as error:
        _print_error(error)
        code = 2
    if code:
        sys.exit(code)


def _print_error(error: LayerloomError) -> None:
    print(error.body.in_language(terminal_language(os.environ)).message, file=sys.stderr)


if __name__ == "__main__":
    try:
        found = load_settings()
    except LayerloomError as error:
        _print_error(error)
        sys.exit(2)
    serve(found, open_browser=False)
