"""The fast way through an epoch: the same rows in the same order, however the epoch is cut into stretches."""

from pathlib import Path

import numpy as np
import pytest

from jobs.models import twins
from layerloom.jobs.loop import epoch_function as module
from layerloom.jobs.loop.batches import steps_of
from layerloom.jobs.loop.chunk_sizer import ChunkSizer
from layerloom.jobs.loop.shuffle_order import ShuffleOrder
from layerloom.jobs.train.headless import train_document
from layerloom_schema.runs.events import EpochEnded, Event


def test_T7_the_order_hangs_on_the_seed_and_the_epoch_alone() -> None:
    def orders(seed: int, epochs: list[int]) -> list[list[int]]:
        order = ShuffleOrder(50, seed, shuffle=True)
        found = []
        for epoch in epochs:
            order.begin(epoch)
            found.append(order.variable.numpy().tolist())
        return found

    forwards, backwards = orders(7, [0, 1, 2]), orders(7, [2, 1, 0])
    assert forwards == backwards[::-1]
    assert forwards[1] == np.random.default_rng([7, 1]).permutation(50).tolist()
    assert len({tuple(order) for order in forwards}) == 3
    assert orders(8, [0]) != orders(7, [0])


def test_T7_without_shuffling_rows_come_as_they_stand() -> None:
    order = ShuffleOrder(5, 7, shuffle=False)
    order.begin(3)
    assert order.variable.numpy().tolist() == [0, 1, 2, 3, 4]


@pytest.mark.parametrize("batches", [1, 7, 1000])
def test_T6_the_length_of_a_stretch_changes_no_bit(
    batches: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def numbers(folder: Path) -> list[dict[str, float | None]]:
        events: list[Event] = []
        train_document(twins(epochs=2), folder, on_event=events.append)
        return [event.logs for event in events if isinstance(event, EpochEnded)]

    class Steady(ChunkSizer):
        def __init__(self) -> None:
            super().__init__()
            self.batches = batches

        def record(self, batches: int, seconds: float) -> None:
            """Always as many."""

    usual = numbers(tmp_path / "usual")
    monkeypatch.setattr(module, "ChunkSizer", Steady)
    assert numbers(tmp_path / "steady") == usual


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        ([9.0], 1),
        ([9.0, 0.001], 8),
        ([9.0, 0.001, 0.008], 64),
        ([9.0, 0.05], 2),
        ([9.0, 3.0], 1),
        ([9.0, 0.0], 8),
    ],
)
def test_T10_a_stretch_is_a_tenth_of_a_second_and_grows_with_care(
    seconds: list[float], expected: int
) -> None:
    chunk_sizer = ChunkSizer()
    for taken in seconds:
        chunk_sizer.record(chunk_sizer.batches, taken)
    assert chunk_sizer.batches == expected


@pytest.mark.parametrize(("rows", "batch_size", "steps"), [(64, 32, 2), (65, 32, 3), (3, 32, 1)])
def test_T7_the_last_batch_may_be_smaller(rows: int, batch_size: int, steps: int) -> None:
    assert steps_of(rows, batch_size) == steps
