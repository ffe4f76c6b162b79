"""[D] Statistics of stored columns, and what is suspected of them."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from layerloom.datasets.library import DataLibrary
from layerloom.datasets.statistics import leaks, row_hashes
from layerloom.datasets.statistics.value_counts import MOST
from layerloom_schema.data.datasets import ColumnStatistics, SuspicionKind, ValueCount
from layerloom_schema.text.languages import LANGUAGES


def added(folder: Path, columns: dict[str, Sequence[object]]) -> DataLibrary:
    path = folder / "table.csv"
    rows = zip(*columns.values(), strict=True)
    lines = [";".join(columns), *(";".join(map(str, row)) for row in rows)]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    library = DataLibrary(folder / "library")
    library.add([path], "table")
    return library


def statistics(folder: Path, columns: dict[str, Sequence[object]]) -> dict[str, ColumnStatistics]:
    return {found.name: found for found in added(folder, columns).statistics("table").columns}


def test_D38_numbers_are_counted_to_the_last(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    values = rng.normal(size=3_000).astype(np.float32)
    cells: list[object] = [repr(float(value)) for value in values]
    cells[7], cells[8], cells[9] = "", "inf", "NA"
    integers = rng.integers(-3, 4, 3_000)
    found = statistics(tmp_path, {"x": cells, "i": integers.tolist(), "t": ["b", "", "äö"] * 1_000})
    kept = np.delete(values, [7, 8, 9]).astype(np.float64)
    x = found["x"]
    assert (x.count, x.missing, x.infinite, x.distinct) == (2_998, 2, 1, len(set(kept.tolist())))
    assert x.minimum == float(str(np.float32(kept.min())))
    assert x.mean == pytest.approx(kept.mean(), rel=1e-12)
    assert x.histogram == np.histogram(kept, 20)[0].tolist()
    i = found["i"]
    assert (i.minimum, i.maximum, i.distinct) == (-3, 3, 7)
    assert i.mean == pytest.approx(integers.mean())
    numbers, counts = np.unique(integers, return_counts=True)
    ordered = sorted(
        zip(counts.tolist(), numbers.tolist(), strict=True), key=lambda pair: (-pair[0], pair[1])
    )
    assert i.top == [ValueCount(value=number, count=count) for count, number in ordered]
    assert (found["t"].missing, found["t"].count, found["t"].distinct) == (1_000, 2_000, 2)
    assert (found["t"].minimum, found["t"].maximum, found["t"].mean) == (1, 4, 2.5)
    assert found["t"].top == [ValueCount(value="b", count=1_000), ValueCount(value="äö", count=1_000)]


@pytest.mark.parametrize(("count", "distinct"), [(MOST, MOST), (MOST + 1, None)])
def test_D38_different_values_are_exact_up_to_a_limit(
    count: int, distinct: int | None, tmp_path: Path
) -> None:
    found = statistics(tmp_path, {"i": range(count), "t": [f"t{number}" for number in range(count)]})
    assert [column.distinct for column in found.values()] == [distinct, distinct]
    assert all(len(column.top) == (10 if distinct else 0) for column in found.values())


def test_D38_arrays_are_taken_as_one(tmp_path: Path) -> None:
    image = np.arange(24, dtype=np.uint8).reshape(3, 4, 2)
    np.savez(tmp_path / "a.npz", image=image, empty=np.zeros((3, 0)))
    library = DataLibrary(tmp_path / "library")
    library.add([tmp_path / "a.npz"])
    found, empty = library.statistics("a").columns
    assert (found.count, found.minimum, found.maximum, found.mean, found.distinct) == (24, 0, 23, 11.5, None)
    assert (empty.count, empty.minimum, empty.histogram) == (0, None, [])


@pytest.mark.parametrize(
    "numbers",
    [
        [2**60 + 7 * row for row in range(40)],
        [2**60] * 40,
        [1e20] * 40,
        [-1.7e308, 1.7e308, 0.0, 1.0],
        [1.7e308] * 4,
        [5e-324, 0.0],
    ],
    ids=["close", "equal", "equal_floats", "far_apart", "largest", "smallest"],
)
def test_D370_a_histogram_counts_numbers_at_the_limits_of_float64(
    numbers: list[float], tmp_path: Path
) -> None:
    np.savez(tmp_path / "numbers.npz", x=np.array(numbers))
    library = DataLibrary(tmp_path / "library")
    library.add([tmp_path / "numbers.npz"], "numbers")
    (x,) = library.statistics("numbers").columns
    assert len(x.histogram) == 20
    assert sum(x.histogram) == len(numbers)


def test_D38_statistics_are_computed_once(tmp_path: Path) -> None:
    library = added(tmp_path, {"a": range(30)})
    first = library.statistics("table")
    for path in (tmp_path / "library" / "versions").rglob("*.bin"):
        path.unlink()
    assert library.statistics("table") == first


N = 200
RNG = np.random.default_rng(1)
LABEL = [*RNG.integers(0, 3, N).tolist()]
CLEAN: dict[str, Sequence[object]] = {
    "size": RNG.normal(size=N).round(4).tolist(),
    "rooms": RNG.integers(1, 6, N).tolist(),
    "kind": [("flat", "house")[number] for number in RNG.integers(0, 2, N)],
    "note": [f"a text of row {number}" for number in range(N)],
    "when": [
        f"2020-{month:02d}-{day:02d}"
        for month, day in zip(RNG.integers(1, 13, N), RNG.integers(1, 29, N), strict=True)
    ],
    "label": LABEL,
}


def suspected(folder: Path, **more: Sequence[object]) -> list[tuple[SuspicionKind, str | None]]:
    library = added(folder, {**CLEAN, **more})
    found = library.suspicions("table", target="label")
    for suspicion in found:
        assert len({suspicion.sentence(language) for language in LANGUAGES}) == len(LANGUAGES)
    return [(suspicion.kind, suspicion.column) for suspicion in found]


def test_D39_nothing_is_suspected_of_clean_data(tmp_path: Path) -> None:
    assert suspected(tmp_path) == []


def test_D39_whole_numbers_that_lost_digits_are_counted(tmp_path: Path) -> None:
    largest = 2**53
    codes: list[object] = [largest + 1, -largest - 3, largest, *range(N - 4), ""]
    library = added(tmp_path, {**CLEAN, "code": codes})
    rounded = [each for each in library.suspicions("table") if each.kind is SuspicionKind.rounded]
    assert [each.params for each in rounded] == [{"column": "code", "count": 2}]
    assert rounded[0].sentence().startswith("2 numbers of code lost digits")
    whole = added(tmp_path, {**CLEAN, "code": [*codes[:-1], 7]})
    assert all(each.kind is not SuspicionKind.rounded for each in whole.suspicions("table"))


@pytest.mark.parametrize(
    ("kind", "cells"),
    [
        ("constant", [7] * N),
        ("id_like", range(1000, 1000 + N)),
        ("near_unique", [f"x{number * 7919 % 10007}" for number in range(N)]),
        ("imbalance", ["a", "b", "rare"] + ["a", "b"] * ((N - 3) // 2) + ["a"]),
        ("leak", [("p", "q", "r")[label] for label in LABEL]),
        ("leak", [label * 2.5 + 1 for label in LABEL]),
        ("time_order", [f"2020-01-{1 + number // 10:02d}" for number in range(N)]),
        ("ambiguous_dates", [f"{1 + number % 7:02d}/{1 + number * 5 % 11:02d}/2020" for number in range(N)]),
        ("odd_cells", ["1", "2", "abc", "2"] * (N // 4)),
    ],
)
def test_D39_what_may_be_wrong_is_said_of_its_column(
    kind: str, cells: Sequence[object], tmp_path: Path
) -> None:
    assert suspected(tmp_path, odd=cells) == [(SuspicionKind(kind), "odd")]


def test_D39_repeated_rows_are_counted(tmp_path: Path) -> None:
    twice = {name: [*cells, *cells[:5]] for name, cells in CLEAN.items()}
    library = added(tmp_path, twice)
    (found,) = library.suspicions("table")
    assert (found.kind, found.params) == (SuspicionKind.duplicate_rows, {"count": 5, "rows": N + 5})


def test_D39_repeated_rows_are_counted_range_by_range(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(row_hashes, "_SORTED_AT_ONCE", 100)
    hashes = np.random.default_rng(0).integers(0, 500, 1_000).astype(np.uint64)
    parts = np.split(hashes, [10, 300])
    assert row_hashes.count_repeated(parts, len(hashes)) == len(hashes) - len(np.unique(hashes))


def test_D39_a_leak_is_found_over_all_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leaks, "_ROWS", 7)
    rows = range(40)
    y = [row % 5 for row in rows]
    near = [f"{value}x" for value in y[:-1]] + ["0x"]
    columns = {
        "y": y,
        "same": [f"c{value}" for value in y],
        "near": near,
        "scaled": [3.5 * value + row / 1e6 for row, value in enumerate(y)],
        "noise": [(7 * row) % 11 for row in rows],
        "void": ["" if row % 2 else "inf" for row in rows],
    }
    found = added(tmp_path, columns).suspicions("table", target="y")
    leaking = {each.column: each.params["share"] for each in found if each.kind is SuspicionKind.leak}
    assert leaking == {"same": 100.0, "scaled": 100.0}
