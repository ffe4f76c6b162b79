"""Writes what the check says of every golden case into its file, to be read line by line before it is committed.

`make golden`. The test that compares is `tests/check/test_golden.py`.
"""

import json
from pathlib import Path

from layerloom.build.dry.call_cache import CallCache
from layerloom.check.full_check import full_check
from layerloom_schema import strict_json
from layerloom_schema.catalog.generated_files import read_catalog
from layerloom_schema.checks.reports import CheckReport
from layerloom_schema.limits import Limits
from support.bad_files import rewrite_bad_files
from support.cases import Case, cases, golden
from support.page_steps import rewrite_steps

LIMITS = Limits(params=10**9, activation_bytes=10 * 1024**3)
"""Fixed, so that the cases do not depend on the machine's memory."""


def judge(case: Case, calls: CallCache | None = None) -> CheckReport:
    """What the whole check says of a case. `calls` holds what Keras has been asked before."""
    return full_check(case.document, read_catalog(), LIMITS, calls or CallCache())


def rewrite(path: Path, case: Case) -> None:
    """Puts today's problems into the file of a case."""
    content = strict_json.loads(path.read_bytes())
    content["problems"] = [golden(problem) for problem in judge(case).problems]
    path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    rewrite_bad_files()
    rewrite_steps()
    for folder in ("invalid", "valid"):
        for found in cases(folder):
            rewrite(found.path, found)
