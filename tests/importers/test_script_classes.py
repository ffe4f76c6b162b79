"""[I] What scripts share: classes made from others, batches of their own, layers inside several others."""

from importers.script_reading import HEAD, read, units, warnings
from layerloom_schema.documents.graph import LayerNode


def test_I483_super_is_of_the_class_that_says_it() -> None:
    text = (
        HEAD + "class First(keras.Model):\n    def __init__(self, n):\n        super().__init__()\n"
        "        self.d = layers.Dense(n)\n    def call(self, x):\n        return self.d(x)\n"
        "class Second(First):\n    def __init__(self, n):\n        super().__init__(n)\n"
        "        self.e = layers.Dense(9)\n    def call(self, x):\n        return self.e(super().call(x))\n"
        "a = keras.Input((4,))\nmodel = keras.Model(a, Second(5)(a))\n"
    )
    assert units(read(text)) == [5, 9]


def test_I483_a_layer_of_keras_with_methods_of_its_own_is_a_placeholder() -> None:
    text = (
        HEAD + "class Own(layers.Conv2D):\n    def convolution_op(self, x, kernel):\n        return x\n"
        "class Same(layers.Dense):\n    def __init__(self):\n        super().__init__(3)\n"
        "a = keras.Input((8, 8, 3))\nx = Own(4, 3)(a)\nmodel = keras.Model(a, Same()(x))\n"
    )
    found = read(text)
    kinds = [node.layer for node in found.document.graph.nodes if isinstance(node, LayerNode)]
    assert kinds == ["Own", "Dense"]
    assert "line 10: Own is no layer of Keras." in warnings(found)


def test_I484_how_rows_come_in_batches_is_carried() -> None:
    text = (
        HEAD + "B = 8\nkeras.utils.set_random_seed(3)\n"
        "class Rows(keras.utils.PyDataset):\n    def __getitem__(self, i):\n        return x[i * B : (i + 1) * B]\n"
        "    def on_epoch_end(self):\n        pass\n"
        "cut = int(len(y) * 0.75)\nmodel = keras.Sequential([keras.Input((4,)), layers.Dense(1)])\n"
        "model.compile('adam', 'mse')\nmodel.fit(Rows(), validation_data=(v, w), shuffle=False)\n"
    )
    training = read(text).document.training
    assert training is not None
    assert (training.batch_size, training.seed, training.shuffle) == (8, 3, True)
    assert training.validation.split == 0.25


def test_I485_one_layer_inside_several_others_is_said_and_beside_one_is_shared() -> None:
    inside = HEAD + (
        "d = layers.Dense(3)\na = keras.Input((5, 4))\n"
        "x = layers.TimeDistributed(d)(a)\ny = LAST\nmodel = keras.Model(a, [x, y])\n"
    )
    shared = read(inside.replace("LAST", "d(a)"))
    assert warnings(shared) == []
    wrapper = next(
        node for node in shared.document.graph.nodes if isinstance(node, LayerNode) and node.layer != "Dense"
    )
    assert wrapper.config == {"layer": {"of": "n3"}}
    twice = read(inside.replace("LAST", "layers.TimeDistributed(d)(a)"))
    assert warnings(twice) == ["line 3: d is one layer inside several others; here each of them has its own."]


def test_I483_a_function_that_calls_itself_until_something_unknown_is_left() -> None:
    text = (
        HEAD + "def tree(path, level=0):\n    for part in path.iterdir():\n        if part.is_dir():\n"
        "            tree(part, level + 1)\ntree(folder)\n"
        "model = keras.Sequential([keras.Input((4,)), layers.Dense(6)])\n"
    )
    found = read(text)
    assert units(found) == [6]
    assert "line 6: `tree(...)` was not followed." in warnings(found)
