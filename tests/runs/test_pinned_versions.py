"""[D203] What a run was started with is what it is asked with later."""

from pathlib import Path

from jobs.models import edited, iris
from layerloom.datasets.library import DataLibrary
from layerloom.runs.pinned_versions import pinned_versions


def test_D203_the_newest_versions_of_added_data_sets_are_pinned(tmp_path: Path) -> None:
    library = DataLibrary(tmp_path / "datasets")
    versions = []
    for cell in (1, 2):
        (tmp_path / "rows.csv").write_text(f"a,b\n{cell},2\n")
        versions = library.add([tmp_path / "rows.csv"], "rows").versions
    document = edited(iris(validation={"dataset": "rows"}), "data", "dataset", value="iris")
    assert pinned_versions(document, tmp_path / "runs").versions == {"rows": versions[-1]}
    odd = edited(document, "data", "dataset", value="../lock")
    assert pinned_versions(odd, tmp_path / "runs").versions == {"rows": versions[-1]}
    joined = edited(iris(), "data", "joined", value=[{"dataset": "rows", "on": {"label": "a"}}])
    assert pinned_versions(joined, tmp_path / "runs").versions == {"rows": versions[-1]}
