"""[D50] Recipes that make images of several sizes alike, and [D51] those that cross columns."""

import io
import zipfile
from pathlib import Path

import keras
import numpy as np
from PIL import Image

from datasets.test_binding_rules import problems
from datasets.test_recipes import CACHE, DATA, TEXTS, cooked, layer
from jobs.models import edited, twins
from layerloom.datasets.library import DataLibrary
from layerloom.datasets.recipes.run_recipes import with_recipes
from layerloom.datasets.recipes.steps import image
from layerloom.datasets.recipes.tensor_steps import apply_tensor_step
from layerloom.datasets.rules.recipe_rules import check_recipes
from layerloom.graph.edits import apply
from layerloom_schema.checks.problems import Code
from layerloom_schema.data.datasets import FieldInfo


def test_D50_images_of_several_sizes_are_resized_or_cut(tmp_path: Path) -> None:
    shapes = [(4, 6, 3), (8, 8, 3), (3, 9, 3)]
    pixels = [np.random.default_rng(0).integers(0, 256, shape, "uint8") for shape in shapes]
    with zipfile.ZipFile(tmp_path / "pictures.zip", "w") as archive:
        for number, array in enumerate(pixels):
            buffer = io.BytesIO()
            Image.fromarray(array).save(buffer, "PNG")
            archive.writestr(f"{'ab'[number % 2]}/{number}.png", buffer.getvalue())
    library = DataLibrary(tmp_path / "library")
    library.add([tmp_path / "pictures.zip"])
    data = library.open("pictures")
    order = [int(Path(file).stem) for file in data.arrays["file"]]
    size = {"size": [8, 8]}
    document = cooked({"step": "image", "config": size}, sources=("image",))
    assert check_recipes(document, data.info, CACHE)[1] == []
    made = with_recipes(document, data, None).data.arrays["cooked"]
    assert made.shape == (3, 8, 8, 3)
    assert np.array_equal(made[order.index(1)], pixels[1])
    wide = keras.layers.Resizing(8, 8)(pixels[2][None].astype("float32"))[0]
    assert np.array_equal(made[order.index(2)], wide)
    document = cooked({"step": "image", "config": {**size, "crop": True}}, sources=("image",))
    cut = keras.layers.Resizing(8, 8)(pixels[2][None, :, 3:6].astype("float32"))[0]
    assert np.array_equal(with_recipes(document, data, None).data.arrays["cooked"][order.index(2)], cut)


def test_D50_a_grey_image_of_three_channels_keeps_its_greys() -> None:
    grey = np.arange(256, dtype="float32").reshape(1, 16, 16, 1).repeat(3, axis=-1)
    assert np.array_equal(image([grey], [16, 16], crop=False, channels=1)[0], grey[..., :1])


def test_D50_images_of_several_sizes_are_resized_before_anything_else() -> None:
    info = DATA.info.model_copy(update={"fields": [FieldInfo(name="p", shape=[], dtype="image", rows=20)]})
    for steps in ([], [layer("Rescaling", scale=0.5)]):
        document = cooked(*steps, sources=("p",))
        (problem,) = check_recipes(document, info, CACHE)[1]
        assert (problem.code, problem.variant) == (Code.data_shape, "recipe_unsized")
        assert problem.fixes[0].title == "Resize the images to 224 by 224"
        assert check_recipes(apply(document, problem.fixes[0].edits), info, CACHE)[1] == []


def test_D50_images_of_several_sizes_get_the_size_of_their_input() -> None:
    pixels = FieldInfo(name="pixels", shape=[], dtype="image", rows=20)
    label = FieldInfo(name="label", shape=[], dtype="int64", rows=20, minimum=0, maximum=9, classes=10)
    info = DATA.info.model_copy(update={"fields": [pixels, label]})
    document = edited(twins(), "data", "inputs", value={"left": "pixels", "right": "pixels"})
    found = [each for each in problems(document, info) if each.code is Code.data_dtype]
    assert found[0].message == "Input left takes numbers; field pixels holds images of several sizes."
    (fix,) = found[0].fixes
    after = apply(document, fix.edits)
    assert after.data is not None
    (recipe,) = after.data.recipes.values()
    assert recipe.steps[0].config == {"size": [8, 8], "channels": 1}
    described, wrong = check_recipes(after, info, CACHE)
    assert wrong == []
    assert described is not None
    assert described.fields[-1].shape == [8, 8, 1]


def test_D51_columns_are_crossed_into_bins() -> None:
    document = cooked(layer("HashedCrossing", num_bins=7, output_mode="one_hot"), sources=("text", "count"))
    described, wrong = check_recipes(document, DATA.info, CACHE)
    assert wrong == []
    assert described is not None
    made = with_recipes(document, DATA, None).data.arrays["cooked"]
    assert described.fields[-1].shape == list(made.shape[1:]) == [7]
    pairs = [*zip(TEXTS.tolist(), DATA.arrays["count"].tolist(), strict=True)]
    bins = dict(zip(pairs, made.argmax(-1).tolist(), strict=True))
    assert [bins[pair] for pair in pairs] == made.argmax(-1).tolist()
    assert document.data is not None
    (step,) = document.data.recipes["cooked"].steps
    inputs = [keras.Input((), dtype="string"), keras.Input((), dtype="int64")]
    model = keras.Model(inputs, apply_tensor_step(step, inputs)[0])
    rows = [keras.ops.convert_to_tensor(DATA.arrays[name].tolist()) for name in ("text", "count")]
    assert np.array_equal(model(rows), made)


def test_D51_fractions_are_not_crossed() -> None:
    document = cooked(layer("HashedCrossing", num_bins=7), sources=("number", "count"))
    (problem,) = check_recipes(document, DATA.info, CACHE)[1]
    assert problem.variant == "recipe_layer"
