"""[I] A document as a notebook, which is its script in cells."""

import json
from typing import Any

from codegen.documents import begin, end, layer
from codegen.documents import document as case
from layerloom.build.dry.call_cache import CallCache
from layerloom.codegen.notebook import to_notebook
from layerloom.codegen.python_script import script
from layerloom.graph.check import check_structure
from layerloom.importers.script.script_importer import ScriptChoices, import_script
from layerloom_schema.catalog.generated_files import read_catalog
from layerloom_schema.limits import Limits

CATALOG, LIMITS = read_catalog(), Limits()
DOCUMENT = case(
    [begin("rows", 4), layer("hidden", "Dense", units=3), layer("kind", "Dense", units=2), end("kind")],
    "rows>hidden hidden>kind kind>out_kind",
    training={"outputs": {"kind": {"loss": "mse"}}, "epochs": 2},
    data={"dataset": "random", "inputs": {"rows": "rows"}, "targets": {"kind": "kind"}},
)


def cells() -> list[dict[str, Any]]:
    written = script(DOCUMENT, check_structure(DOCUMENT, CATALOG, LIMITS), CATALOG)
    notebook = json.loads(to_notebook(written))
    assert (notebook["nbformat"], notebook["nbformat_minor"]) == (4, 5)
    found: list[dict[str, Any]] = notebook["cells"]
    return found


def test_I317_a_notebook_is_the_script_in_cells() -> None:
    title, *code = cells()
    assert (title["cell_type"], title["source"]) == ("markdown", ["# Case"])
    assert len(code) == 5
    assert len({cell["id"] for cell in cells()}) == 6
    written = script(DOCUMENT, check_structure(DOCUMENT, CATALOG, LIMITS), CATALOG)
    lines = [line for cell in code for line in "".join(cell["source"]).splitlines() if line]
    assert lines == [line for line in written.lines[1:] if line]
    for cell in code:
        compile("".join(cell["source"]), cell["id"], "exec")
    assert "model.fit(" in "".join(code[-1]["source"])


def test_I317_a_notebook_is_read_as_the_same_model() -> None:
    written = script(DOCUMENT, check_structure(DOCUMENT, CATALOG, LIMITS), CATALOG)
    body = to_notebook(written).encode()
    found = import_script(body, "case.ipynb", CATALOG, LIMITS, CallCache(), ScriptChoices())
    assert [getattr(node, "name", None) for node in found.document.graph.nodes] == [
        "rows",
        "hidden",
        "kind",
        "kind",
    ]
