"""`python -m layerloom.catalog.generate [--check]`: writes, or compares, `shared_schema/generated/catalog.json`."""

import sys

from layerloom_schema.generated import generated

from .read import read

FILE = "catalog.json"


def text() -> str:
    """The catalogue as the file holds it; defaults are written too, so that the page needs no rules."""
    return read().model_dump_json(indent=1) + "\n"


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
