"""What every job begins with: data, structural check and compiled model, made from a spec alone."""

import ast
from pathlib import Path

import numpy as np
import pytest

import layerloom
from jobs.models import iris
from layerloom.datasets.library import DataLibrary
from layerloom.jobs.prepare import prepare_model, prepare_run
from layerloom_schema.base import RunId
from layerloom_schema.checks.problems import Code
from layerloom_schema.errors import Refused
from layerloom_schema.limits import Limits
from layerloom_schema.runs.views import RunData, RunSpec

RUN = RunId("00000000-0000-4000-8000-000000000000")


def spec(limits: Limits) -> RunSpec:
    return RunSpec(run=RUN, attempt=1, document=iris(), limits=limits)


def test_a_spec_becomes_bound_data_and_a_compiled_model(tmp_path: Path) -> None:
    prepared = prepare_run(spec(Limits()), tmp_path, DataLibrary())
    model = prepare_model(prepared)
    rows = prepared.data.training
    predicted = model.predict(dict(rows.x), verbose=0)
    assert len(predicted) == len(rows)
    assert np.isfinite(predicted).all()
    assert model.optimizer.built


def test_the_limits_of_a_job_are_those_of_its_spec(tmp_path: Path) -> None:
    prepared = prepare_run(spec(Limits(nodes=1)), tmp_path, DataLibrary())
    assert [problem.code for problem in prepared.structure.problems] == [Code.graph_too_large]
    with pytest.raises(Refused, match="nodes"):
        prepare_model(prepared)


def test_D10_a_run_reads_the_versions_that_its_spec_names(tmp_path: Path) -> None:
    version = DataLibrary().describe("iris").version
    pinned = spec(Limits()).model_copy(update={"data": RunData(versions={"iris": version})})
    assert len(prepare_run(pinned, tmp_path, DataLibrary()).data.training)
    other = pinned.model_copy(update={"data": RunData(versions={"iris": "0" * 32})})
    with pytest.raises(Refused, match=f"version {'0' * 32} of Iris flowers, which is now {version}"):
        prepare_run(other, tmp_path, DataLibrary())


def test_no_worker_makes_default_limits_of_its_own() -> None:
    """The server's limits travel in the spec and in the request for an inspector."""
    package = Path(layerloom.__file__).parent
    folders = ("graph", "catalog", "build", "datasets", "codegen", "importers", "check", "jobs", "workers")
    makes = [
        (path.relative_to(package), node.lineno)
        for folder in folders
        for path in (package / folder).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "Limits" and not node.keywords
    ]
    assert makes == []
