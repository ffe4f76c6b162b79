"""A script as a Jupyter notebook: its title as prose, then one cell for each of its parts."""

from itertools import pairwise

from layerloom_schema import strict_json
from layerloom_schema.base import Json

from .python_script import Script


def to_notebook(written: Script) -> str:
    """The text of an `.ipynb` file, format 4.5, with the lines of a script."""
    title, *_ = written.lines[0].strip('"').split(". ")
    cells: list[Json] = [_cell("markdown", "title", f"# {title}")]
    for number, (start, end) in enumerate(pairwise([*written.parts, len(written.lines)])):
        text = "\n".join(written.lines[max(start, 1) : end]).strip("\n")
        if text:
            cells.append(_cell("code", f"part-{number + 1}", text))
    metadata: Json = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    notebook = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return strict_json.dumps(notebook, indent=1) + "\n"


def _cell(kind: str, id_: str, text: str) -> Json:
    source: list[Json] = [*text.splitlines(keepends=True)]
    cell: dict[str, Json] = {"cell_type": kind, "id": id_, "metadata": {}, "source": source}
    return cell if kind == "markdown" else {**cell, "execution_count": None, "outputs": []}
