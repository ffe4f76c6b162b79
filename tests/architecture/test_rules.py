"""The rules and the tests know each other: every rule is proved by a test or a golden case, none is made up."""

import re
from pathlib import Path

from layerloom_schema import strict_json

ROOT = Path(__file__).parents[2]


def test_every_rule_is_cited_by_a_test_or_a_case_and_every_citation_is_a_rule() -> None:
    text = (ROOT / "shared_schema" / "RULES.md").read_text("utf-8")
    rules = re.findall(r"^- \*\*([A-Z]\d+)\*\*", text, re.MULTILINE)
    assert len(rules) == len(set(rules))

    cited = {
        rule
        for path in (ROOT / "tests").rglob("test_*.py")
        for rule in re.findall(r"def test_([A-Z]\d+)_", path.read_text("utf-8"))
    }
    cited |= {
        strict_json.loads(path.read_bytes())["rule"]
        for folder in ("valid", "invalid")
        for path in (ROOT / "tests" / "cases" / folder).glob("*.json")
    }
    cited |= {
        rule
        for path in (ROOT / "frontend" / "tests").rglob("*.test.ts*")
        for rule in re.findall(r"\[([A-Z]\d+)\]", path.read_text("utf-8"))
    }
    assert cited == set(rules)
