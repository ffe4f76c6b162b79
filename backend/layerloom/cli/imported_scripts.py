"""Scripts and notebooks for the command `import`: read, and never run."""

from collections.abc import Sequence

import typer

from layerloom.cli.documents import limits
from layerloom.cli.terminal import ERR
from layerloom_schema.base import Json
from layerloom_schema.catalog.generated_files import read_catalog
from layerloom_schema.documents.document import write_document
from layerloom_schema.errors import ErrorCode, Unreadable
from layerloom_schema.literals import literal
from layerloom_schema.service import Imported
from layerloom_schema.text.output import printed

_ENDINGS = (".py", ".ipynb", ".txt", ".md")


def is_script(name: str) -> bool:
    """Whether a file is read as code, by the ending of its name."""
    return name.lower().endswith(_ENDINGS)


def read_script(body: bytes, name: str, model: str | None, fill: Sequence[str]) -> Imported:
    """The document of a script. `fill` has values of its holes as `KEY=VALUE`. Raises `Refused`, `Unreadable`."""
    from layerloom.build.dry.call_cache import CallCache
    from layerloom.importers.script.script_importer import ScriptChoices, import_script

    choices = ScriptChoices(model, dict(_filled(one) for one in fill))
    found = import_script(body, name, read_catalog(), limits(), CallCache(), choices)
    return found.message(write_document(found.document))


def _filled(text: str) -> tuple[str, Json]:
    """`num_classes=10` or `x.shape[1:]=28,28`; the last `=` divides."""
    key, _, value = text.rpartition("=")
    read = literal(value)
    if not key or read is None:
        raise Unreadable(ErrorCode.bad_request, variant="fill", params={"given": text[:80]}, got=text[:80])
    return key, read


def print_holes(found: Imported) -> None:
    """Print what a script leaves open, and how to say it."""
    for hole in found.holes:
        ERR.print(printed(f"import.{hole.kind}", name=hole.name, key=hole.key, line=hole.line), markup=False)


def print_models(found: Imported) -> None:
    """Print the models of a script, the chosen one marked."""
    for model in found.models:
        typer.echo(f"{'*' if model.chosen else ' '} {model.name}")
