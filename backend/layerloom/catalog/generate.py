"""`python -m layerloom.catalog.generate [--check]`: writes, or compares, `shared_schema/generated/catalog.json`."""

import json
import sys
from collections.abc import Mapping
from functools import cache

from layerloom_schema.base import Json
from layerloom_schema.catalog.generated_files import generated

from .reader import read

FILE = "catalog.json"


@cache
def text() -> str:
    """The text of the file, one entry per line, with default values written out.

    Read once a process: it takes some eight seconds, and the installed Keras stays what it is.
    """
    fields = (
        f"{_json(name)}: {_lines(value) if isinstance(value, dict) else _json(value)}"
        for name, value in read().model_dump(mode="json").items()
    )
    return "{\n" + ",\n".join(fields) + "\n}\n"


def _lines(entries: Mapping[str, Json]) -> str:
    return "{\n" + ",\n".join(f" {_json(name)}: {_json(entry)}" for name, entry in entries.items()) + "\n}"


def _json(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False)


def main(arguments: list[str]) -> int:
    """0 when written or fresh, 1 when stale."""
    path = generated(FILE)
    fresh = text()
    if "--check" not in arguments:
        path.write_text(fresh, encoding="utf-8")
        return 0
    if path.exists() and path.read_text(encoding="utf-8") == fresh:
        return 0
    print(f"{path.name} is stale: run `make schema`.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
