"""Graphs to measure on: many calls, some shared, some merged."""

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
