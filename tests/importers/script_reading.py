"""Scripts read as documents, and what tests ask of them."""

from typing import Any

from layerloom.build.dry.call_cache import CallCache
from layerloom.check.full_check import full_check
from layerloom.importers.script.script_importer import ReadScript, ScriptChoices, import_script
from layerloom_schema.catalog.generated_files import read_catalog
from layerloom_schema.checks.reports import CheckReport
from layerloom_schema.documents.graph import LayerNode
from layerloom_schema.limits import Limits

HEAD = "import keras\nfrom keras import layers\n"
TWO_MODELS = (
    HEAD + "first = keras.Sequential([keras.Input((4,)), layers.Dense(2)])\n"
    "second = keras.Sequential([keras.Input((3,)), layers.Dense(5)])\n"
)

_LIMITS = Limits()
_CACHE = CallCache()


def read(text: str, name: str = "script.py", model: str | None = None, **filled: Any) -> ReadScript:
    choices = ScriptChoices(model, filled)
    return import_script(text.encode(), name, read_catalog(), _LIMITS, _CACHE, choices)


def checked(found: ReadScript) -> CheckReport:
    return full_check(found.document, read_catalog(), _LIMITS, _CACHE)


def codes(found: ReadScript) -> list[str]:
    return [problem.code.value for problem in checked(found).problems]


def warnings(found: ReadScript) -> list[str]:
    return [warning.message for warning in found.reading.warnings]


def units(found: ReadScript) -> list[Any]:
    return [node.config.get("units") for node in found.document.graph.nodes if isinstance(node, LayerNode)]
