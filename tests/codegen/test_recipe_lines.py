"""[D19] A script prepares the raw columns as the trainer does, to the bit."""

from pathlib import Path

import numpy as np

from codegen.prepared import RECIPES as RECIPES_OF_A_DOCUMENT
from codegen.prepared import file_of_columns, prepared
from codegen.scripts import epochs_of, script_of
from layerloom.datasets.readers.npz import read_npz
from layerloom.datasets.recipes.run_recipes import run_learned, with_recipes
from layerloom_schema.data.learned_recipes import LearnedRecipes
from layerloom_schema.runs.folder import RECIPES
from support.processes.warm_python import WarmPython
from support.script_history import history_of


def test_D19_recipes_make_the_same_bits_in_a_script(tmp_path: Path, warm_python: WarmPython) -> None:
    columns = file_of_columns(tmp_path)
    ours = epochs_of(prepared(), tmp_path / "run", columns)
    assert ours == history_of(script_of(prepared(), data_path=columns), tmp_path, warm_python)
    assert np.isfinite(ours["loss"]).all()
    assert len(ours["val_loss"]) == 2
    kept = LearnedRecipes.model_validate_json((tmp_path / "run" / RECIPES).read_bytes())
    data = read_npz(columns)
    for name, field in with_recipes(prepared(), data, None).data.arrays.items():
        if name in kept.recipes:
            assert run_learned(name, kept.recipes[name], data).tobytes() == field.tobytes()
    assert [*kept.recipes] == [*RECIPES_OF_A_DOCUMENT]


def test_D19_a_script_has_the_functions_of_its_steps_alone(tmp_path: Path) -> None:
    recipes = {**RECIPES_OF_A_DOCUMENT, "numbers": {"from": ["rooms", "area"], "steps": [{"step": "stack"}]}}
    script = script_of(prepared(recipes), data_path=file_of_columns(tmp_path))
    assert "def date_parts(" in script
    assert "def clip(" not in script
