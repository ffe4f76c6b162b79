"""Graphs to measure on: many calls, some shared, some merged."""

import math
from typing import Any


def ladder(nodes: int) -> dict[str, Any]:
    """A document of about `nodes` nodes: rungs of Dense, a shared Dense and an Add, one after the other."""
    drawn: list[dict[str, Any]] = [{"kind": "input", "id": "n1", "name": "start", "shape": [32]}]
    edges: list[dict[str, Any]] = []
    last = "n1"
    number = 1

    def add(**node: Any) -> str:
        nonlocal number
        number += 1
        drawn.append({"id": f"n{number}", **node})
        return f"n{number}"

    while number + 4 <= nodes:
        dense = add(kind="layer", name=f"dense_{number}", layer="Dense", config={"units": 32})
        again = add(kind="shared", of=dense)
        total = add(kind="layer", name=f"sum_{number}", layer="Add", config={})
        edges += [
            {"source": last, "target": dense},
            {"source": dense, "target": again},
            {"source": last, "target": total, "order": 0},
            {"source": again, "target": total, "order": 1},
        ]
        last = total
    end = add(kind="output", name="end")
    edges.append({"source": last, "target": end})
    return {"format": 1, "name": f"Ladder of {nodes}", "graph": {"nodes": drawn, "edges": edges}}


def field(nodes: int) -> dict[str, Any]:
    """A document of `nodes` calls in a square with its places: columns of Dense, joined here and there to the next."""
    side = math.ceil(math.sqrt(nodes))
    drawn: list[dict[str, Any]] = []
    edges: list[dict[str, Any]] = []
    for number in range(nodes):
        column, row = number % side, number // side
        id = f"n{number}"
        joins = row % 4 == 3 and column > 0
        drawn.append(_call(id, row, row + 1 == math.ceil((nodes - column) / side), joins))
        if row > 0:
            edges.append({"source": f"n{number - side}", "target": id, **({"order": 0} if joins else {})})
        if joins:
            edges.append({"source": f"n{number - side - 1}", "target": id, "order": 1})
    layout = {
        node["id"]: {"x": 244 * (place % side), "y": 120 * (place // side)}
        for place, node in enumerate(drawn)
    }
    return {
        "format": 1,
        "name": f"Field of {nodes}",
        "graph": {"nodes": drawn, "edges": edges},
        "layout": layout,
    }


def _call(id: str, row: int, last: bool, joins: bool) -> dict[str, Any]:
    if row == 0:
        return {"kind": "input", "id": id, "name": f"start_{id}", "shape": [32]}
    if last and not joins:
        return {"kind": "output", "id": id, "name": f"end_{id}"}
    if joins:
        return {"kind": "layer", "id": id, "name": f"joined_{id}", "layer": "Concatenate", "config": {}}
    config = {"units": 32, "activation": "relu"}
    return {"kind": "layer", "id": id, "name": f"dense_{id}", "layer": "Dense", "config": config}
