"""[D] The data set library: versions by content, whole or not at all, and names that processes share."""

import threading
from pathlib import Path

import numpy as np
import pytest

from layerloom.datasets.columns.staging import staging_folder
from layerloom.datasets.dataset import dataset
from layerloom.datasets.library import DataLibrary
from layerloom_schema.data.datasets import IngestOptions, RowFilter
from layerloom_schema.errors import Refused

HOUSES = "size,rooms,kind\n80.5,3,flat\n,4,house\n55,2,flat\n"


@pytest.fixture
def library(tmp_path: Path) -> DataLibrary:
    return DataLibrary(tmp_path / "datasets")


def table(folder: Path, name: str = "My Houses (2).csv", text: str = HOUSES) -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_D33_an_added_file_is_there_under_a_name_made_from_its_own(
    library: DataLibrary, tmp_path: Path
) -> None:
    added = library.add([table(tmp_path)])
    assert (added.name, added.title) == ("my-houses-2", "My Houses (2).csv")
    info = library.describe("my-houses-2")
    assert (info.rows, [field.name for field in info.fields]) == (3, ["size", "rooms", "kind"])
    arrays = library.open("my-houses-2").arrays
    assert np.array_equal(arrays["size"], np.float32([80.5, np.nan, 55]), equal_nan=True)
    assert arrays["size"].dtype == np.float32
    assert arrays["kind"].tolist() == ["flat", "house", "flat"]
    assert [each.name for each in library.list()][-2:] == ["random", "my-houses-2"]


def test_D33_equal_data_is_one_version_however_it_is_written(library: DataLibrary, tmp_path: Path) -> None:
    first = library.add([table(tmp_path)], "houses").versions[-1]
    other = table(tmp_path, "other.csv", HOUSES.replace(",", ";").replace("\n", "\r\n"))
    assert library.add([other], "others").versions == [first]
    assert library.add([other], "houses").versions == [first]
    changed = library.add([table(tmp_path, text=HOUSES + "1,1,flat\n")], "houses")
    assert changed.versions[0] == first
    assert len(changed.versions) == 2
    assert library.describe("houses").rows == 4
    assert library.describe("houses", first).rows == 3


def test_D33_arrays_have_the_version_that_they_have_in_memory(library: DataLibrary, tmp_path: Path) -> None:
    arrays = {
        "x": np.arange(6.0).reshape(3, 2),
        "t": np.array(["a", "", "é"]),
        "b": np.array([True, False, True]),
    }
    np.savez(tmp_path / "some.npz", **arrays)
    added = library.add([tmp_path / "some.npz"])
    assert added.versions == [dataset("a", "A", "", arrays).info.version]
    stored = library.open("some").arrays
    assert all(np.array_equal(stored[name], array) for name, array in arrays.items())


def test_D33_what_an_import_left_is_removed_when_its_process_has_died(
    library: DataLibrary, tmp_path: Path
) -> None:
    library.add([table(tmp_path)], "houses")
    staging = tmp_path / "datasets" / "staging"
    (staging / "left").mkdir()
    (staging / "left" / "0.bin").write_bytes(b"x")
    with staging_folder(staging) as used:
        library.sweep()
        assert [*staging.iterdir()] == [used]
    assert [*staging.iterdir()] == []


def test_D33_nothing_is_left_of_an_import_that_fails(
    library: DataLibrary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("layerloom.datasets.ingest.files.write_manifest", full)
    with pytest.raises(OSError, match="space"):
        library.add([table(tmp_path)], "houses")
    assert [path for path in (tmp_path / "datasets").rglob("*") if path.is_file()] == []
    assert library.find("houses") is None


def test_D33_names_are_written_one_after_the_other(library: DataLibrary, tmp_path: Path) -> None:
    """Each writer opens the lock by itself, as another process would."""
    paths = [table(tmp_path, f"t{number}.csv", f"a\n{number}\n") for number in range(8)]
    threads = [
        threading.Thread(target=DataLibrary(tmp_path / "datasets").add, args=([path], "all"))
        for path in paths
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(library.describe("all").versions)) == 8


def test_D33_removing_a_name_keeps_versions_that_another_has(library: DataLibrary, tmp_path: Path) -> None:
    library.add([table(tmp_path)], "one")
    library.add([table(tmp_path)], "two")
    library.remove("one")
    assert library.find("one") is None
    assert library.open("two").arrays["rooms"].tolist() == [3, 4, 2]
    library.remove("two")
    assert [*(tmp_path / "datasets" / "versions").iterdir()] == []
    with pytest.raises(Refused, match="no data set named two"):
        library.remove("two")


def test_D33_files_are_for_their_owner_alone(library: DataLibrary, tmp_path: Path) -> None:
    library.add([table(tmp_path)], "houses")
    for path in [tmp_path / "datasets", *(tmp_path / "datasets").rglob("*")]:
        assert path.stat().st_mode & 0o077 == 0, path


@pytest.mark.parametrize(
    ("sort", "only", "rooms"),
    [
        (None, None, [3, 4, 2]),
        ("rooms", None, [2, 3, 4]),
        ("-size", None, [3, 2, 4]),
        ("size", None, [2, 3, 4]),
        ("-kind", None, [4, 2, 3]),
        (None, {"column": "kind", "contains": "FLA"}, [3, 2]),
        ("rooms", {"column": "size", "missing": False}, [2, 3]),
        (None, {"column": "rooms", "low": 3}, [3, 4]),
        (None, {"column": "rooms", "missing": True}, []),
    ],
)
def test_D34_rows_are_shown_sorted_and_filtered(
    sort: str | None, only: dict[str, object] | None, rooms: list[int], library: DataLibrary, tmp_path: Path
) -> None:
    library.add([table(tmp_path)], "houses")
    chosen = None if only is None else RowFilter.model_validate(only)
    page = library.rows("houses", sort=sort, only=chosen)
    assert [row[1] for row in page.rows] == rooms
    assert page.total == len(rooms)


def test_D34_cells_are_shown_as_they_were_written(library: DataLibrary, tmp_path: Path) -> None:
    text = "x,when,t,b\n0.1,2020-01-02,é,true\ninf,,,false\n"
    library.add([table(tmp_path, text=text)], "cells")
    page = library.rows("cells", start=0, count=10)
    assert page.rows == [[0.1, "2020-01-02T00:00:00Z", "é", True], ["inf", None, "", False]]
    assert library.rows("cells", start=1, count=1).rows == page.rows[1:]
    with pytest.raises(Refused, match="Did you mean when"):
        library.rows("cells", sort="wen")


def test_D33_options_are_kept_with_the_version(library: DataLibrary, tmp_path: Path) -> None:
    library.add([table(tmp_path)], "houses", IngestOptions.model_validate({"types": {"rooms": "text"}}))
    dialect = library.manifest("houses").source.dialect
    assert dialect is not None
    assert (dialect.separator, dialect.header) == (",", True)
    assert library.manifest("houses").columns[1].type.value == "text"


def test_D33_no_file_makes_no_data_set(library: DataLibrary) -> None:
    with pytest.raises(Refused, match="0 files were given"):
        library.add([])
