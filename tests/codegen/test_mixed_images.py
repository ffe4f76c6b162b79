"""[D50] Images of several sizes and crossed columns, prepared by the run and by its script to the bit."""

import csv
import io
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from codegen.documents import begin, document, end, layer
from codegen.scripts import script_of
from codegen.trained import CROSS, options
from jobs.test_mnist import logs_of
from layerloom.datasets.library import DataLibrary
from support.processes.warm_python import WarmPython
from support.script_history import history_of

ROWS = 40
RECIPES: dict[str, Any] = {
    "pixels": {
        "from": ["image"],
        "steps": [
            {"step": "image", "config": {"size": [6, 5], "crop": True}},
            {"layer": "Rescaling", "config": {"scale": 1 / 255}},
        ],
    },
    "where_and_when": {
        "from": ["place", "season"],
        "steps": [{"layer": "HashedCrossing", "config": {"num_bins": 9, "output_mode": "one_hot"}}],
    },
}


def files(folder: Path) -> list[Path]:
    generator = np.random.default_rng(5)
    found = [folder / "pictures.zip", folder / "pictures.csv"]
    with zipfile.ZipFile(found[0], "w") as archive, found[1].open("w", newline="") as table:
        lines = csv.writer(table)
        lines.writerow(["file", "place", "season", "kind"])
        for number in range(ROWS):
            height, width = generator.integers(4, 12, 2)
            buffer = io.BytesIO()
            Image.fromarray(generator.integers(0, 256, (height, width, 3), "uint8")).save(buffer, "PNG")
            archive.writestr(f"{number:02}.png", buffer.getvalue())
            place = ["north", "south", "west"][number % 3]
            lines.writerow([f"{number:02}.png", place, generator.integers(0, 4), generator.integers(0, 3)])
    return found


def test_D50_images_of_several_sizes_and_crossed_columns_are_prepared_alike_in_a_script(
    tmp_path: Path, warm_python: WarmPython
) -> None:
    library = DataLibrary(tmp_path / "library")
    (tmp_path / "script").mkdir()
    library.add(files(tmp_path / "script"), "pictures")
    model = document(
        [
            begin("pixels", 6, 5, 3),
            begin("where_and_when", 9),
            layer("flat", "Flatten"),
            layer("both", "Concatenate"),
            layer("kind", "Dense", units=3, activation="softmax"),
            end("kind"),
        ],
        "pixels>flat flat>both#0 where_and_when>both#1 both>kind kind>out_kind",
        training=options({"kind": CROSS}, batch_size=8),
        data={
            "dataset": "pictures",
            "recipes": RECIPES,
            "split": {"validation": 0.2, "test": 0.1, "by": "random", "seed": 1},
            "inputs": {"pixels": "pixels", "where_and_when": "where_and_when"},
            "targets": {"kind": "kind"},
        },
    )
    ours = logs_of(model, library, tmp_path / "run")
    assert ours == history_of(script_of(model, library=library), tmp_path / "script", warm_python)
    assert len(ours["val_loss"]) == 2
