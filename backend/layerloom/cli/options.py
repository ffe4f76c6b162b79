"""Types of arguments and options that several commands have."""

from pathlib import Path
from typing import Annotated

import typer

DocumentPath = Annotated[Path, typer.Argument(metavar="DOC", help="A document, or - for standard input.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
