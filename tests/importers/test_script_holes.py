"""What a script leaves open, because it hangs on data, and how it is asked for."""

from importers.script_reading import HEAD, checked, codes, read, units

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


def test_I7_a_shape_with_an_unknown_number_of_lengths_is_asked_for() -> None:
    text = HEAD + "a = keras.Input((None, *x.shape[2:]))\nmodel = keras.Model(a, layers.Dense(2)(a))\n"
    assert [hole.key for hole in read(text).reading.holes.values()] == ["(None, *x.shape[2:])"]
    filled = read(text, **{"(None, *x.shape[2:])": [None, 3]})
    assert checked(filled).totals.params == 8
