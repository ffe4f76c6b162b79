"""Pictures with two labels: an archive, the table that names its files, and a model with two outputs."""

from pathlib import Path

import numpy as np

from codegen.documents import begin, document, end, layer
from datasets.test_archives import packed, png
from layerloom_schema.documents.document import Document

COLORS = {"blue": (0, 0, 200), "green": (0, 180, 0), "red": (220, 0, 0)}


def pictures(folder: Path, rows: int = 60) -> tuple[Path, Path]:
    """The archive `pictures.zip` and `labels.csv`, which says color and brightness of each."""
    generator = np.random.default_rng(5)
    files, lines = {}, ["file,color,bright"]
    names = generator.choice([*COLORS], rows, p=[0.6, 0.3, 0.1])
    for row, name in enumerate(names.tolist()):
        bright = generator.uniform(0.2, 1)
        color = tuple(int(part * bright) + int(generator.integers(0, 30)) for part in COLORS[name])
        files[f"{(row * 37) % 101:03}.png"] = png(color, (6, 5))
        lines.append(f"{(row * 37) % 101:03}.png,{name},{bright:.4f}")
    table = folder / "labels.csv"
    table.write_text("\n".join(lines) + "\n")
    return packed(folder / "pictures.zip", files), table


def two_labels(dataset: str) -> Document:
    """What color a picture has, classes balanced, and how bright it is."""
    return document(
        [
            begin("picture", 5, 6, 3),
            layer("flat", "Flatten"),
            layer("hidden", "Dense", units=8, activation="relu"),
            layer("color_of", "Dense", units=3, activation="softmax"),
            layer("bright_of", "Dense", units=1),
            end("color"),
            end("bright"),
        ],
        "picture>flat flat>hidden hidden>color_of hidden>bright_of color_of>out_color bright_of>out_bright",
        training={
            "outputs": {
                "color": {"loss": "sparse_categorical_crossentropy", "class_weight": "balanced"},
                "bright": {"loss": "mse", "weight": 0.5},
            },
            "epochs": 2,
            "batch_size": 16,
        },
        data={
            "dataset": dataset,
            "recipes": {
                "scaled": {
                    "from": ["image"],
                    "steps": [{"layer": "Rescaling", "config": {"scale": 1 / 255}}],
                },
                "color_number": {
                    "from": ["color"],
                    "steps": [{"step": "classes", "config": {"classes": [*COLORS]}}],
                },
            },
            "split": {"validation": 0.2, "test": 0.1, "by": "stratified", "column": "color", "seed": 3},
            "inputs": {"picture": "scaled"},
            "targets": {"color": "color_number", "bright": "bright"},
        },
    )
