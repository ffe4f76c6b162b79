"""[T32] Layers that learn from more than 65,536 rows: in portions, by which trainer and script agree to the bit."""

from pathlib import Path

import numpy as np

from codegen.documents import begin, document, end, layer, op
from codegen.scripts import script_of
from codegen.trained import CROSS, options
from layerloom.datasets.adapt_chunks import in_chunks
from layerloom.jobs.train.headless import train_document
from layerloom_schema.documents.document import Document
from layerloom_schema.limits import Limits
from layerloom_schema.runs.events import EpochEnded, Event
from support.processes.warm_python import WarmPython
from support.script_history import history_of

ADAPT = {"adapt": True}


def learned() -> Document:
    """Numbers and words that are learned from: of an input, of a layer, and of an operation on texts."""
    return document(
        [
            begin("x", 3),
            begin("word", 1, dtype="string"),
            begin("pair", 2, dtype="string"),
            layer("norm", "Normalization", more=ADAPT),
            layer("wide", "Dense", units=2),
            layer("again", "Normalization", more=ADAPT),
            layer("known", "StringLookup", more=ADAPT, output_mode="multi_hot", max_tokens=5),
            op("second", "get_item", key=[{"slice": [None, None, None]}, 1]),
            layer("bag", "TextVectorization", more=ADAPT, output_mode="multi_hot", max_tokens=5),
            layer("all", "Concatenate"),
            layer("class_of", "Dense", units=2, activation="softmax"),
            end("kind"),
        ],
        "x>norm norm>wide wide>again word>known pair>second:x second>bag "
        "again>all#0 known>all#1 bag>all#2 all>class_of class_of>out_kind",
        training=options({"kind": CROSS}, batch_size=8_192, epochs=1, validation={"split": 0.01}),
        data={
            "dataset": "made",
            "inputs": {"x": "x", "word": "word", "pair": "pair"},
            "targets": {"kind": "y"},
        },
    )


def test_T32_a_run_and_its_script_learn_alike_from_many_rows(tmp_path: Path, warm_python: WarmPython) -> None:
    generator = np.random.default_rng(4)
    words = np.array(["red", "green", "blue", "grey", "black", "white"])
    path = tmp_path / "rows.npz"
    np.savez(
        path,
        x=generator.normal(5, 3, (70_000, 3)),
        word=words[generator.integers(6, size=(70_000, 1)) // 2],
        pair=words[generator.integers(6, size=(70_000, 2))],
        y=generator.integers(2, size=70_000),
    )
    numbers = []
    for limit in (2**40, 0):
        events: list[Event] = []
        folder = tmp_path / str(limit)
        assert (
            train_document(learned(), folder, path, events.append, limits=Limits(training_bytes=limit)) == 0
        )
        numbers.append([event.logs for event in events if isinstance(event, EpochEnded)])
    script = script_of(learned(), data_path=path)
    assert "known.adapt(in_chunks(" in script
    theirs = history_of(script, tmp_path, warm_python)
    assert numbers[0] == numbers[1] == [{name: values[0] for name, values in theirs.items()}]


def test_T32_fewer_rows_are_learned_from_at_once() -> None:
    rows = np.zeros((65_536, 2))
    assert in_chunks(rows) is rows
    assert [len(chunk) for chunk in in_chunks(np.zeros((65_537, 2)))] == [65_536, 1]
    assert [chunk.shape for chunk in in_chunks(np.zeros(65_537), tokens=True)] == [(65_536, 1), (1, 1)]
