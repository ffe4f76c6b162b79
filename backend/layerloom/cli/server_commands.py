"""Commands that start the server, print its token and examine the installation."""

from typing import Annotated, Any

import typer

from layerloom.cli.terminal import print_table
from layerloom.runtime.settings import load_settings
from layerloom_schema.text.output import printed


def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port; if it is taken, the next free one.")] = None,
    data_dir: Annotated[str | None, typer.Option(help="Where documents and runs are kept.")] = None,
    allowed_host: Annotated[
        list[str] | None, typer.Option(help="A host name by which it may be reached.")
    ] = None,
    no_open: Annotated[bool, typer.Option("--no-open", help="Do not open the browser.")] = False,
) -> None:
    """Serve the canvas, and print the one-time link that opens it."""
    from layerloom.main import serve as run_server

    given: dict[str, Any] = {
        "host": host,
        "port": port,
        "data_dir": data_dir,
        "allowed_hosts": allowed_host or None,
    }
    settings = load_settings(**{name: value for name, value in given.items() if value is not None})
    run_server(settings, open_browser=not no_open)


def token(
    new: Annotated[
        bool,
        typer.Option(
            "--new", help="Make a new one: whoever is signed in with the old one must sign in again."
        ),
    ] = False,
) -> None:
    """Print the token that programs send as `Authorization: Bearer`."""
    from layerloom.api.auth.tokens import read_or_create, rotate

    print(rotate(load_settings()) if new else read_or_create(load_settings()))


def doctor() -> None:
    """Say what is installed, what is missing, and what to do about it."""
    from layerloom.cli.doctor import examine

    findings = examine()
    rows = ((printed("doctor.ok" if f.ok else "doctor.problem"), f.what, f.found) for f in findings)
    print_table(("", printed("doctor.what"), printed("doctor.found")), rows)
    raise typer.Exit(0 if all(finding.ok for finding in findings) else 1)
