"""Scripts in the manners in which people write them, read as documents; plain Keras runs each one and is the oracle."""

import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from layerloom.build.dry.call_cache import CallCache
from layerloom.check.full_check import full_check
from layerloom.importers.script.script_importer import ReadScript, ScriptChoices, import_script
from layerloom_schema.catalog.generated_files import read_catalog
from layerloom_schema.checks.problems import Severity
from layerloom_schema.checks.reports import CheckReport
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.graph import Graph, InputNode, LayerNode, ModelNode, OpNode, OutputNode
from layerloom_schema.limits import Limits
from support.processes.warm_python import WarmPython

HERE = Path(__file__).parent
SCRIPTS = sorted((HERE / "scripts").glob("*.py"))
TODAY = HERE / "scripts" / "today"
"""What Keras 3 has in place of scripts of Keras 1 and 2, by their names."""
LIMITS = Limits()
CACHE = CallCache()


@pytest.fixture(scope="module")
def oracle(warm_python: WarmPython, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Any]:
    """What plain Keras makes of every script."""
    folder = tmp_path_factory.mktemp("plain")
    run = [TODAY / script.name if (TODAY / script.name).exists() else script for script in SCRIPTS]
    done = warm_python.run(HERE / "plain_keras.py", folder / "found.json", *run, cwd=folder)
    assert done.returncode == 0, done.stderr
    found: Mapping[str, Any] = json.loads((folder / "found.json").read_text("utf-8"))
    return found


def read(script: Path) -> ReadScript:
    return import_script(
        script.read_bytes(), script.name, read_catalog(), LIMITS, CACHE, ScriptChoices(model="model")
    )


def classes(document: Document, graph: Graph) -> Counter[str]:
    """How many layers of each class a graph has, those of nested models at each entry once."""
    found: Counter[str] = Counter()
    entries = {node.model for node in graph.nodes if isinstance(node, ModelNode)}
    for node in graph.nodes:
        if isinstance(node, LayerNode):
            found[node.layer] += 1
        elif isinstance(node, OpNode):
            found["operation"] += 1
    for name in entries:
        inside = document.models[name].graph
        found += classes(document, inside) if inside is not None else Counter()
    return found


def ends(report: CheckReport, graph: Graph, kind: type) -> list[list[int | None]]:
    nodes = [node.id for node in graph.nodes if isinstance(node, kind)]
    return [[*report.nodes[node].outputs[0].shape] for node in nodes]


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.stem)
def test_I1_a_script_is_read_as_the_model_that_keras_makes_of_it(
    script: Path, oracle: Mapping[str, Any]
) -> None:
    found = read(script)
    plain = oracle[script.stem]
    document = found.document
    untrained = document.model_copy(update={"training": None, "data": None})
    report = full_check(untrained, read_catalog(), LIMITS, CACHE)
    assert [problem.message for problem in report.problems if problem.severity is Severity.error] == []
    assert report.totals.params == plain["params"]
    assert report.totals.trainable == plain["trainable"]
    assert ends(report, document.graph, OutputNode) == plain["outputs"]
    assert ends(report, document.graph, InputNode) == plain["inputs"]
    if all(nested.graph is not None for nested in document.models.values()):
        assert classes(document, document.graph) == Counter(plain["layers"])
