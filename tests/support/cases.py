"""The golden cases: documents with what must be said of them, as data."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from layerloom_schema import strict_json
from layerloom_schema.checks.problems import Problem
from layerloom_schema.documents.document import Document, read_document

CASES = Path(__file__).parent.parent / "cases"


@dataclass(frozen=True)
class Case:
    """One golden document. `rule` is the rule of RULES.md that it shows."""

    path: Path
    rule: str
    document: Document
    problems: list[dict[str, Any]]

    @property
    def name(self) -> str:
        return self.path.stem


def cases(folder: str) -> Iterator[Case]:
    """Every case of `invalid` or `valid`, by name."""
    for path in sorted((CASES / folder).glob("*.json")):
        content = strict_json.loads(path.read_bytes())
        yield Case(path, content["rule"], read_document(content["document"]), content["problems"])


def golden(problem: Problem) -> dict[str, Any]:
    """What a golden case holds of a problem: all that a person sees of it, in English, and the data of it."""
    seen: dict[str, Any] = {
        "code": problem.code.value,
        "severity": problem.severity.value,
        "message": problem.message,
        "variant": problem.variant,
        "params": problem.params,
        "expected": problem.expected,
        "received": problem.received,
        "where": problem.where.model_dump(mode="json", exclude_none=True, exclude_defaults=True),
        "fixes": [fix.model_dump(mode="json", exclude={"edits"}) for fix in problem.fixes],
    }
    return seen
