"""`python -m support.oracles.application_graphs` (in `tests`): the form of every application's graph, for the page."""

import json
import sys
from pathlib import Path
from typing import Any

from layerloom.importers.expand_nested import expand
from layerloom_schema.base import ModelName
from layerloom_schema.limits import Limits
from support.drawing import CATALOG
from support.oracles.applications import NAMES, drawn

TABLE = Path(__file__).parents[3] / "frontend" / "tests" / "support" / "applications.json"


def form(name: str, classes: list[str]) -> dict[str, Any]:
    """Of each node its class, by its number in `classes`, doubled, and one more where it has settings of its own.

    An edge is the places of its ends among the nodes, and its order in a list or the name of its port.
    """
    model = expand(drawn(name, 224), ModelName("base"), CATALOG, Limits(), lambda _run: None).model
    graph: Any = model["graph"]
    place = {node["id"]: at for at, node in enumerate(graph["nodes"])}
    nodes = []
    for node in graph["nodes"]:
        what = node.get(node["kind"], node["kind"]) if node["kind"] != "model" else "model"
        if what not in classes:
            classes.append(what)
        nodes.append(2 * classes.index(what) + bool(node.get("config")))
    edges = [
        [place[edge["source"]], place[edge["target"]]]
        + [edge[key] for key in ("order", "target_input") if edge.get(key) is not None]
        for edge in graph["edges"]
    ]
    return {"nodes": nodes, "edges": edges}


def main() -> int:
    """Writes the table; takes half a minute."""
    classes: list[str] = []
    forms = {name: form(name, classes) for name in NAMES}
    lines = [
        f"{json.dumps(name)}: {json.dumps(value, separators=(',', ':'))}" for name, value in forms.items()
    ]
    body = ",\n    ".join(lines)
    TABLE.write_text(
        f'{{\n  "classes": {json.dumps(classes)},\n  "graphs": {{\n    {body}\n  }}\n}}\n', "utf-8"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
