"""What a script does that is stepped over, stood in for, or left before its end, and is listed."""

import pytest

from importers.script_reading import HEAD, TWO_MODELS, codes, read, units, warnings
from layerloom_schema.documents.graph import LayerNode


def test_I9_what_is_stepped_over_is_listed_with_its_line() -> None:
    text = TWO_MODELS + (
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
