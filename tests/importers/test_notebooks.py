"""Notebooks, as files and printed, read as the script that their cells are together."""

import json

from importers.script_reading import HEAD, checked, read, units, warnings


def notebook(*cells: str | tuple[str, str]) -> str:
    written = [("code", cell) if isinstance(cell, str) else cell for cell in cells]
    listed = [
        {"cell_type": kind, "source": text.splitlines(keepends=True), "metadata": {}}
        for kind, text in written
    ]
    return json.dumps({"cells": listed, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def test_I5_the_cells_of_a_notebook_are_read_in_order() -> None:
    text = notebook(
        ("markdown", "# A model\n\nSome prose."),
        "%matplotlib inline\n!pip install keras\nimport keras\nn = 3",
        "%%bash\nrm -rf /",
        "n = n + 1\nkeras.Sequential?",
        "%%time\nmodel = keras.Sequential([keras.Input((n,)), keras.layers.Dense(2)])",
        "this is no Python",
    )
    found = read(text, "a.ipynb")
    assert checked(found).totals.params == 10
    assert warnings(found) == ["cell 6, line 1 is not Python, and was left out."]


def test_I5_a_printed_notebook_is_code_between_prose() -> None:
    text = (
        "# Heading\n\nProse with a fence:\n```python\nimport keras\nfrom keras import layers\n```\n\n"
        "In [1]:\ninputs = keras.Input((4,))\n\nout[1]: nothing of note\n__________\n"
        "Total params: 4,192\n\nIn [None]:\nmodel = keras.Model(inputs, layers.Dense(3)(inputs))\n"
        "model.summary()\n\nDimension(None) is printed\n- a list:\n    ```python\n    b = keras.Input((2,))\n"
        "    other = keras.Model(b, layers.Dense(7)(b))\n    ```\n"
    )
    found = read(text, "a.txt")
    assert [one.name for one in found.found] == ["model", "other"]
    assert checked(read(text, "a.txt", model="model")).totals.params == 15
    assert units(found) == [7]


def test_I5_a_notebook_of_format_3_is_read() -> None:
    cells = [
        {
            "cell_type": "code",
            "input": [HEAD, "x = keras.Input((2,))\nm = keras.Model(x, layers.Dense(1)(x))"],
        }
    ]
    found = read(json.dumps({"worksheets": [{"cells": cells}], "nbformat": 3}), "old.ipynb")
    assert units(found) == [1]
