"""Names that are valid in a document and not taken."""

from collections.abc import Container

from layerloom.graph.naming import clean_name


def free_name(wanted: str, taken: Container[str], first: int = 1) -> str:
    """The nearest name that is not taken: `dense`, then `dense_1`, counting from `first`."""
    base = clean_name(wanted)
    name, number = base, first
    while name in taken:
        name = f"{base[:58]}_{number}"
        number += 1
    return name
