"""Which model of a script becomes the document: one of several, of a function, or of a class."""

import pytest

from importers.script_reading import HEAD, TWO_MODELS, checked, read, units
from layerloom_schema.documents.graph import InputNode
from layerloom_schema.errors import Refused


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
    assert units(read(TWO_MODELS + more)) == chosen


def test_I6_every_model_is_listed_and_can_be_chosen() -> None:
    text = TWO_MODELS + "i = keras.Input((4,))\nloose = layers.Dense(8)(first(i))\n"
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
