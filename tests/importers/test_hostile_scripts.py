"""Scripts that would hang, fill or break a reader: each is refused with its code, or read as far as it can be."""

import json
import sys
from collections.abc import Iterator

import pytest

from layerloom.build.dry.call_cache import CallCache
from layerloom.importers.script.script_importer import ReadScript, ScriptChoices, import_script
from layerloom_schema.catalog.generated_files import read_catalog
from layerloom_schema.errors import ErrorCode, Refused
from layerloom_schema.limits import Limits

CACHE = CallCache()
MODEL = "import keras\nmodel = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2)])\n"
DEEP = {
    "minus signs": "x = " + "-" * 20_000 + "1",
    "brackets": "x = " + "(" * 5_000 + ")" * 5_000,
    "elif": "if a:\n  pass\n" + "".join(f"elif a == {n}:\n  pass\n" for n in range(3_000)),
    "sums": "x = " + " + ".join(["a"] * 5_000),
    "attributes": "x = a" + ".b" * 5_000,
    "recursion": "def f(n):\n    return f(n + 1)\nf(0)",
    "mutual recursion": "f = lambda n: g(n)\ng = lambda n: f(n)\nf(0)",
    "a list that holds itself": "a = []\na.append(a)\nprint(len(str(a)))",
    "lists in lists": "a = []\nfor _ in range(300):\n    a = [a]\nstr(a)",
}
LONG = {
    "while": "while True:\n    pass",
    "while with work": "n = 1\nwhile True:\n    n += 1",
    "comprehension": "[[b for b in range(9000)] for a in range(9000)]",
    "laughs": "a = ['ha'] * 10\n" + "".join("a = [a] * 10\n" for _ in range(20)) + "str(a)",
    "laughs as a layer's argument": "import keras\na = [1] * 10\n"
    + "a = [a] * 10\n" * 12
    + "keras.layers.Dense(a)",
    "twins compared": "a, b = [1], [1]\nfor _ in range(30):\n    a, b = [a, a], [b, b]\nx = a == b",
}
LARGE = {
    "text": "x = 'a' * 10**9",
    "list": "x = [0] * 10**9",
    "range": "x = list(range(10**9))",
    "sum of a range": "x = sum(range(10**12))",
    "unpacked range": "x = [*range(10**9)]",
    "power": "x = 10**10**10",
    "shift": "x = 1 << 10**9",
    "product": "x = 10**70 * 10**70",
    "doubled text": "x = 'a'\nfor _ in range(99):\n    x += x",
    "doubled list": "x = [1]\nfor _ in range(99):\n    x += x",
    "format": "x = '%1000000000d' % 1",
    "format of an f-string": "x = f'{1:1000000000}'",
    "replace": "x = ('a' * 9000).replace('a', 'b' * 9000)",
    "join": "x = ('a' * 9000).join(['b'] * 9000)",
    "extend": "x = [1]\nfor _ in range(99):\n    x.extend(x)",
    "zfill": "x = 'a'.zfill(10**9)",
}


def read(text: str, name: str = "script.py") -> ReadScript:
    return import_script(text.encode(), name, read_catalog(), Limits(), CACHE, ScriptChoices())


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *((text, ErrorCode.code_too_deep) for text in DEEP.values()),
        *((text, ErrorCode.code_too_long) for text in LONG.values()),
        *((text, ErrorCode.code_too_large) for text in LARGE.values()),
    ],
    ids=[*DEEP, *LONG, *LARGE],
)
def test_I2_what_would_hang_or_fill_a_reader_is_refused_with_its_code(text: str, code: ErrorCode) -> None:
    with pytest.raises(Refused) as caught:
        read(MODEL + text)
    assert caught.value.body.code is code


@pytest.mark.parametrize(
    ("body", "name", "variant"),
    [
        ("def f(:\n", "a.py", "syntax"),
        ("print 'hello'\n", "a.py", "python_2"),
        ("try:\n    pass\nexcept ValueError, e:\n    pass\n", "a.py", "python_2"),
        ("x = 1\0", "a.py", "syntax"),
        ("[1, 2", "a.ipynb", "notebook"),
        ('{"cells": 3}', "a.ipynb", "notebook"),
        ("print('no model')", "a.py", "no_model"),
        ("", "a.py", "no_model"),
        ("# -*- coding: nothing -*-\n", "a.py", "encoding"),
        ("import keras\nkeras.layers.Conv2D(3, 3, data_format='channels_first')", "a.py", "channels_first"),
        ("from keras import backend as K\nK.set_image_dim_ordering('th')", "a.py", "channels_first"),
        (
            json.dumps({"cells": [{"cell_type": "code", "source": "print 'x'"}], "nbformat": 4}),
            "a.ipynb",
            "python_2",
        ),
    ],
)
def test_I3_what_is_no_python_of_today_is_refused_with_the_reason(body: str, name: str, variant: str) -> None:
    with pytest.raises(Refused) as caught:
        read(body, name)
    assert (caught.value.body.code, caught.value.body.variant) == (ErrorCode.code_unreadable, variant)


EFFECTS = (
    "open('/tmp/never', 'w')",
    "__import__('os').system('true')",
    "exec('import socket')",
    "eval('1')",
    "compile('1', 'a', 'eval')",
    "import shutil; shutil.rmtree('/nowhere')",
    "getattr(str, 'format')",
    "'{0.__class__}'.format(1)",
    "(lambda: 0).__globals__",
    "keras.saving.load_model('/etc/hostname')",
    "keras.models.load_model('model.keras')",
    "keras.layers.StringLookup(vocabulary='/etc/hostname')",
    "keras.utils.get_file('a', 'http://localhost/a')",
    "keras.datasets.mnist.load_data()",
)


@pytest.fixture(scope="module")
def events() -> Iterator[list[tuple[str, str]]]:
    """Audit events of the kinds that a script may not cause."""
    seen: list[tuple[str, str]] = []
    watching = True

    def watch(event: str, args: tuple[object, ...]) -> None:
        if watching and event in (
            "compile",
            "exec",
            "open",
            "socket.connect",
            "subprocess.Popen",
            "os.system",
        ):
            seen.append((event, repr(args)[:200]))

    sys.addaudithook(watch)
    yield seen
    watching = False


def test_I4_nothing_of_a_script_is_run_opened_or_imported(events: list[tuple[str, str]]) -> None:
    read(MODEL)
    modules = {*sys.modules}
    events.clear()
    read(MODEL + "\n".join(EFFECTS))
    caused = [event for event in events if "flags" not in event[1]]
    assert {event for event, _ in caused} <= {"compile"}
    assert len(caused) == 1
    assert {*sys.modules} == modules


@pytest.mark.parametrize(
    "text",
    [
        "for a in range(300):\n  for b in range(300):\n    for c in range(300):\n      d = a",
        "for epoch in range(10**9):\n  model.train_on_batch(x, y)",
        "def batches():\n  while True:\n    yield 1\nmodel.fit(batches())",
    ],
    ids=["nested", "epochs", "generator"],
)
def test_I2_loops_that_make_no_layer_are_left_and_the_rest_is_read(text: str) -> None:
    found = read(MODEL + text + "\nlast = keras.Sequential([keras.Input((4,)), keras.layers.Dense(7)])\n")
    assert [one.name for one in found.found] == ["model", "last"]
