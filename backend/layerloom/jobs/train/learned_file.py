"""What the recipes of a run learned, written into its folder."""

from pathlib import Path

from layerloom.datasets.recipes.field_types import cell_columns
from layerloom.jobs.prepare import PreparedRun
from layerloom_schema import strict_json
from layerloom_schema.learned_recipes import LearnedRecipes
from layerloom_schema.run_folder import RECIPES


def write_learned(prepared: PreparedRun, folder: Path) -> None:
    """Write `recipes.json`; without data of a person's own there is none.

    An error is printed to the log and does not end the run. One reason: a column without any number has no mean.
    """
    if prepared.info.follows_model:
        return
    learned = LearnedRecipes(columns=cell_columns(prepared.info), recipes=prepared.learned)
    try:
        text = strict_json.dumps(learned.model_dump(mode="json", by_alias=True))
        (folder / RECIPES).write_text(text, "utf-8")
    except (OSError, ValueError) as error:
        print(f"What the recipes learned could not be kept: {error}", flush=True)
