"""Scripts and notebooks read as documents: which model, what is open, what is stepped over, how it is trained."""

import json
from typing import Any

import pytest

from layerloom.build.dry.call_cache import CallCache
from layerloom.check.full_check import full_check
from layerloom.importers.script.script_importer import ReadScript, ScriptChoices, import_script
from layerloom_schema.catalog.generated_files import read_catalog
from layerloom_schema.checks.reports import CheckReport
from layerloom_schema.documents.graph import InputNode, LayerNode, OpNode, OutputNode
from layerloom_schema.errors import Refused
from layerloom_schema.limits import Limits

LIMITS = Limits()
CACHE = CallCache()


def read(text: str, name: str = "script.py", model: str | None = None, **filled: Any) -> ReadScript:
    choices = ScriptChoices(model, filled)
    return import_script(text.encode(), name, read_catalog(), LIMITS, CACHE, choices)


def checked(found: ReadScript) -> CheckReport:
    return full_check(found.document, read_catalog(), LIMITS, CACHE)


def codes(found: ReadScript) -> list[str]:
    return [problem.code.value for problem in checked(found).problems]


def warnings(found: ReadScript) -> list[str]:
    return [warning.message for warning in found.reading.warnings]


def notebook(*cells: str | tuple[str, str]) -> str:
    written = [("code", cell) if isinstance(cell, str) else cell for cell in cells]
    listed = [
        {"cell_type": kind, "source": text.splitlines(keepends=True), "metadata": {}}
        for kind, text in written
    ]
    return json.dumps({"cells": listed, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


HEAD = "import keras\nfrom keras import layers\n"
TWO = (
    HEAD + "first = keras.Sequential([keras.Input((4,)), layers.Dense(2)])\n"
    "second = keras.Sequential([keras.Input((3,)), layers.Dense(5)])\n"
)


def units(found: ReadScript) -> list[Any]:
    return [node.config.get("units") for node in found.document.graph.nodes if isinstance(node, LayerNode)]


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


@pytest.mark.parametrize(
    ("more", "chosen"),
    [
        ("", [5]),
        ("first.compile('adam', 'mse')", [2]),
        ("first.compile('adam', 'mse')\nsecond.compile('adam', 'mse')", [5]),
        (
            "second.compile('adam', 'mse')\nfirst.compile('adam', 'mse')\nfirst.fit(x, y)\nsecond.summary()",
            [2],
        ),
        ("i = keras.Input((4,))\nwhole = keras.Model(i, layers.Dense(6)(first(i)))", [6]),
    ],
)
def test_I6_the_model_that_is_trained_last_is_the_document(more: str, chosen: list[int]) -> None:
    assert units(read(TWO + more)) == chosen


def test_I6_every_model_is_listed_and_can_be_chosen() -> None:
    text = TWO + "i = keras.Input((4,))\nloose = layers.Dense(8)(first(i))\n"
    found = read(text)
    assert [(one.name, one.loose) for one in found.found] == [
        ("first", False),
        ("second", False),
        ("loose", True),
    ]
    assert units(read(text, model="loose")) == [8]
    assert units(read(text, model="first")) == [2]
    with pytest.raises(Refused, match="There are first, second, loose"):
        read(text, model="third")


def test_I6_a_function_that_nothing_calls_is_called() -> None:
    text = (
        HEAD
        + "def build(width=3):\n    x = keras.Input((2,))\n    return keras.Model(x, layers.Dense(width)(x))\n"
    )
    found = read(text)
    assert (found.chosen.name, units(found)) == ("build", [3])
    open_ended = read(text.replace("width=3", "width"))
    assert [hole.key for hole in open_ended.reading.holes.values()] == ["width"]
    assert units(read(text.replace("width=3", "width"), width=4)) == [4]


HOLES = (
    HEAD + "x_train, y_train = load_my_data('here')\nvocabulary = len(tokenizer.word_index) + 1\n"
    "model = keras.Sequential()\nmodel.add(keras.Input(x_train.shape[1:]))\n"
    "model.add(layers.Dense(vocabulary))\nmodel.add(layers.Dense(vocabulary * 2))\n"
    "classes = len(set(y_train))\nmodel.add(layers.Dense(classes, activation='softmax'))\n"
)


def test_I7_what_hangs_on_data_is_asked_for_once() -> None:
    found = read(HOLES)
    holes = [(hole.key, hole.name, hole.kind) for hole in found.reading.holes.values()]
    assert holes == [
        ("x_train.shape[1:]", "x_train.shape[1:]", "shape"),
        ("len(tokenizer.word_index)", "len(tokenizer.word_index)", "size"),
        ("len(set(y_train))", "classes", "size"),
    ]
    assert units(found) == ["vocabulary", "vocabulary * 2", "classes"]
    problems = {(problem.where.node, problem.where.field) for problem in checked(found).problems}
    assert {("n2", "config.units"), ("n3", "config.units"), ("n4", "config.units")} <= problems


def test_I7_filled_holes_keep_the_arithmetic_on_them() -> None:
    filled = {"x_train.shape[1:]": [8], "len(tokenizer.word_index)": 9, "len(set(y_train))": 3}
    found = read(HOLES, **filled)
    assert units(found) == [10, 20, 3]
    assert found.reading.holes == {}
    assert codes(found) == []


def test_I7_what_a_data_set_of_keras_tells_is_not_asked() -> None:
    text = (
        HEAD + "(x, y), _ = keras.datasets.cifar10.load_data()\n"
        "model = keras.Sequential([keras.Input(x.shape[1:]), layers.Flatten(), layers.Dense(len(x) // 5000)])\n"
    )
    found = read(text)
    assert found.reading.holes == {}
    assert units(found) == [None, 10]


def test_I8_an_unrelated_input_is_drawn() -> None:
    text = (
        HEAD
        + "a = keras.Input((4,))\nb = layers.Dense(2)(a)\nother = keras.Input((3,))\nmodel = keras.Model(other, b)\n"
    )
    found = read(text)
    assert codes(found) == ["graph.unrelated_input"]
    assert [node.name for node in found.document.graph.nodes if isinstance(node, InputNode)] == ["other", "a"]


def test_I8_two_tensors_for_a_layer_that_takes_one_are_drawn() -> None:
    text = (
        HEAD + "a = keras.Input((4,))\nf, g, last = layers.Dense(4), layers.Dense(4), layers.Dense(2)\n"
        "y = last(f(a), g(a))\nu = layers.concatenate([f(a), g(a)])\nmodel = keras.Model(a, layers.Dense(1)(u))\n"
    )
    found = read(
        text.replace("f(a), g(a))\nu", "p, q)\nu")
        .replace("y = last", "p, q = f(a), g(a)\ny = last")
        .replace("[f(a), g(a)]", "[p, q]")
    )
    assert "input.too_many" in codes(found)
    assert warnings(found) == ["line 6: last is called with 2 arguments, and takes one tensor."]


def test_I8_a_wrong_key_of_the_data_is_shown_with_the_near_one() -> None:
    text = (
        HEAD
        + "import numpy as np\na = keras.Input((4,), name='question')\nmodel = keras.Model(a, layers.Dense(2)(a))\n"
        "model.compile('adam', 'mse')\nq = np.random.random((10, 4))\nmodel.fit({'qustion': q}, np.zeros((10, 2)))\n"
    )
    (problem,) = checked(read(text)).problems
    assert problem.code.value == "data.unknown_field"
    assert "Did you mean question?" in problem.message


def test_I9_what_is_stepped_over_is_listed_with_its_line() -> None:
    text = TWO + (
        "data = load_my_data('x')\nfor batch in data:\n    pass\nif flag:\n    n = 1\nelse:\n    n = 2\n"
        "first.load_weights('w.h5')\nsecond.add(strange(first))\n"
    )
    found = read(text)
    assert warnings(found) == [
        "line 5: `load_my_data(...)` was not followed.",
        "line 6: `for ... in data` was not walked through to its end.",
        "line 8: whether `flag` is true is not known; one branch was read.",
        "line 12: the weights of first are not carried.",
        "line 13: `strange(...)` was not followed.",
        "line 13: `second.add(...)` was not followed.",
    ]
    assert (
        found.reading.warnings[0].in_language("ko").message
        == "5번째 줄: `load_my_data(...)`은(는) 따라가지 않았습니다."
    )


def test_I10_how_a_script_trains_is_carried() -> None:
    text = (
        HEAD
        + "a = keras.Input((4,))\nage = layers.Dense(1, name='age')(a)\nkind = layers.Dense(3, name='kind')(a)\n"
        "model = keras.Model(a, [age, kind])\nrate = keras.optimizers.schedules.ExponentialDecay(0.1, 100, 0.9)\n"
        "model.compile(optimizer=keras.optimizers.SGD(rate, momentum=0.9), loss={'age': 'mse',"
        " 'kind': keras.losses.CategoricalCrossentropy(from_logits=True)}, loss_weights=[0.5, 1.0],"
        " metrics={'kind': ['acc', keras.metrics.TopKCategoricalAccuracy(k=2)]})\n"
        "model.fit(x, y, epochs=7, batch_size=16, validation_split=0.2, shuffle=False,"
        " callbacks=[keras.callbacks.EarlyStopping(patience=3), keras.callbacks.TensorBoard('logs')])\n"
    )
    found = read(text)
    assert found.document.training is not None
    assert found.document.training.model_dump(mode="json", exclude_unset=True) == {
        "optimizer": {
            "name": "SGD",
            "config": {
                "learning_rate": {
                    "name": "ExponentialDecay",
                    "config": {"initial_learning_rate": 0.1, "decay_steps": 100, "decay_rate": 0.9},
                },
                "momentum": 0.9,
            },
        },
        "outputs": {
            "age": {"loss": "mse", "weight": 0.5},
            "kind": {
                "loss": {"name": "CategoricalCrossentropy", "config": {"from_logits": True}},
                "weight": 1.0,
                "metrics": ["acc", {"name": "TopKCategoricalAccuracy", "config": {"k": 2}}],
            },
        },
        "epochs": 7,
        "batch_size": 16,
        "shuffle": False,
        "validation": {"split": 0.2},
        "callbacks": [{"name": "EarlyStopping", "config": {"patience": 3}}],
    }
    assert warnings(found) == ["line 9: the callback TensorBoard cannot be used here."]
    assert codes(found) == []


def test_I10_arguments_of_keras_2_train_alike() -> None:
    text = (
        "from keras import Sequential\nfrom keras.layers import Dense\nfrom keras.optimizers import Adam\n"
        "m = Sequential()\nm.add(Dense(2, input_dim=3))\nm.compile(optimizer=Adam(lr=0.01), loss='mse')\n"
        "m.fit(x, y, nb_epoch=4)\n"
    )
    training = read(text).document.training
    assert training is not None
    assert training.epochs == 4
    assert training.model_dump(mode="json")["optimizer"] == {
        "name": "Adam",
        "config": {"learning_rate": 0.01},
    }


def test_I1_names_that_a_document_cannot_have_become_labels() -> None:
    text = (
        HEAD
        + "a = keras.Input((4,), name='입력')\nb = layers.Dense(2, name='my/dense layer')(a)\nkeras.Model(a, b)\n"
    )
    document = read(text).document
    assert [getattr(node, "label", None) for node in document.graph.nodes] == ["입력", "my/dense layer", None]
    assert [node.name for node in document.graph.nodes if isinstance(node, OutputNode)] == ["my_dense_layer"]
    assert codes(read(text)) == []


def test_I9_what_cannot_be_followed_is_a_placeholder_in_its_place() -> None:
    text = (
        HEAD + "from somewhere import backbone\nclass Own(layers.Layer):\n"
        "    def build(self, shape):\n        self.w = self.add_weight(shape=(shape[-1], 3))\n"
        "    def call(self, x):\n        return layers.Dense(2)(x @ self.w)\n"
        "a = keras.Input((4,))\nb = Own()(a)\nc = backbone(b)\nmodel = keras.Model(a, layers.Dense(2)(c))\n"
    )
    found = read(text)
    assert [node.layer for node in found.document.graph.nodes if isinstance(node, LayerNode)] == [
        "Own",
        "backbone",
        "Dense",
    ]
    assert set(codes(found)) == {"layer.unknown"}
    assert "line 11: `somewhere.backbone(...)` was not followed." in warnings(found)


def test_I9_an_input_that_stands_for_something_unknown_is_listed() -> None:
    found = read(HEAD + "model = keras.Model(x, layers.Dense(3)(x))\n")
    assert warnings(found)[:1] == ["line 3: what `x` is cannot be read; an input stands for it before Dense."]


def test_I1_nodes_have_the_names_of_their_variables_or_of_their_classes() -> None:
    text = (
        HEAD
        + "words = keras.Input((4,))\nx = layers.LayerNormalization()(words)\nhidden = layers.Dense(3)(x)\n"
        "x = layers.Dense(3)(hidden)\nmodel = keras.Model(words, layers.Dense(2)(x))\n"
    )
    names = [getattr(node, "name", None) for node in read(text).document.graph.nodes]
    assert names == ["words", "layer_normalization", "hidden", "dense", "dense_1", "dense_1"]


def test_I314_layers_without_a_name_have_the_one_that_keras_gives_them() -> None:
    text = (
        HEAD
        + "a = keras.Input((4,))\nx = layers.Dense(3)(a)\nx = layers.Dropout(0.1)(x)\nx = layers.Dense(5)(x)\n"
        "whole = keras.Model(a, layers.Dense(6)(x))\n"
        "part = keras.Model(whole.input, whole.get_layer('dense_1').output)\n"
    )
    assert units(read(text, model="part")) == [3, None, 5]


@pytest.mark.parametrize(
    ("module", "ops"),
    [
        ("xception", ["divide", "subtract"]),
        ("resnet50", ["get_item", "subtract"]),
        ("densenet", ["divide", "subtract", "divide"]),
        ("efficientnet", []),
    ],
)
def test_I315_preprocess_input_is_the_operations_that_it_is(module: str, ops: list[str]) -> None:
    text = (
        HEAD + f"from keras.applications.{module} import preprocess_input\na = keras.Input((8, 8, 3))\n"
        "model = keras.Model(a, layers.Conv2D(2, 3)(preprocess_input(a)))\n"
    )
    found = read(text)
    assert [node.op for node in found.document.graph.nodes if isinstance(node, OpNode)] == ops
    assert (warnings(found), codes(found)) == ([], [])


SUBCLASS = (
    HEAD + "import numpy as np\nclass Net(keras.Model):\n    def __init__(self, width, **kwargs):\n"
    "        super().__init__(**kwargs)\n        self.hidden = layers.Dense(width, activation='relu')\n"
    "        self.drop = layers.Dropout(0.5)\n        self.out = layers.Dense(2)\n"
    "    def call(self, inputs, training=False):\n        x = self.hidden(inputs)\n        if training:\n"
    "            x = self.drop(x, training=training)\n        return self.out(x)\n"
    "net = Net(7)\nnet.compile('adam', 'mse')\n"
)


@pytest.mark.parametrize(
    "more",
    ["net.fit(np.random.random((10, 4)), np.zeros((10, 2)), epochs=3)\n", "net.build((None, 4))\n"],
)
def test_I316_a_model_of_a_class_is_what_its_call_draws(more: str) -> None:
    found = read(SUBCLASS + more)
    assert found.chosen.name == "net"
    assert [
        shape for node in found.document.graph.nodes if isinstance(node, InputNode) for shape in node.shape
    ] == [4]
    assert [unit for unit in units(found) if unit is not None] == [7, 2]
    assert checked(found).totals.params == 7 * 5 + 2 * 8
    assert found.document.training is not None


def test_I316_a_model_of_a_class_whose_input_nobody_tells_asks_for_it() -> None:
    found = read(SUBCLASS)
    assert [hole.key for hole in found.reading.holes.values()] == ["net.input_shape"]
    assert checked(read(SUBCLASS, **{"net.input_shape": [4]})).totals.params == 51


def test_I7_a_shape_with_an_unknown_number_of_lengths_is_asked_for() -> None:
    text = HEAD + "a = keras.Input((None, *x.shape[2:]))\nmodel = keras.Model(a, layers.Dense(2)(a))\n"
    assert [hole.key for hole in read(text).reading.holes.values()] == ["(None, *x.shape[2:])"]
    filled = read(text, **{"(None, *x.shape[2:])": [None, 3]})
    assert checked(filled).totals.params == 8


@pytest.mark.parametrize(
    "loop",
    [
        "while len(rows) < 50_000:\n    rows.append(len(rows) % 7)\n",
        "for number in reversed(range(20_000)):\n    rows.append(number)\n    keras.ops.add(a, number)\n",
    ],
)
def test_I2_a_loop_that_prepares_data_is_left_before_the_limit(loop: str) -> None:
    text = HEAD + "rows = []\na = keras.Input((4,))\n" + loop + "model = keras.Model(a, layers.Dense(2)(a))\n"
    found = read(text)
    assert units(found) == [2]
    assert "was not walked through to its end." in warnings(found)[0]


def test_I1_a_mean_of_features_is_the_operation_that_it_is() -> None:
    text = (
        HEAD + "a = keras.Input((5, 3))\n"
        "x = layers.GlobalAveragePooling1D(data_format='channels_first')(a)\nmodel = keras.Model(a, x)\n"
    )
    report = checked(read(text))
    assert [[*node.outputs[0].shape] for node in report.nodes.values()][-1] == [None, 5]


def test_I316_a_class_that_only_calls_a_model_trains_that_one() -> None:
    text = (
        HEAD + "a, b = keras.Input((4,)), keras.Input((4,))\n"
        "pair = keras.Model([a, b], layers.Dense(2)(layers.add([a, b])))\n"
        "class Trainer(keras.Model):\n    def __init__(self, inner):\n        super().__init__()\n"
        "        self.inner = inner\n    def call(self, inputs):\n        return self.inner(inputs)\n"
        "trainer = Trainer(pair)\ntrainer.compile('sgd')\ntrainer.fit(rows, epochs=4)\n"
    )
    found = read(text)
    assert (found.chosen.name, checked(found).totals.params) == ("pair", 10)
    assert found.document.training is not None
    assert found.document.training.epochs == 4
