"""[C] What `-o` writes: a file is complete, or as it was before."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from layerloom.cli.documents import write
from layerloom_schema.errors import Unreadable


@contextmanager
def largest_file(size: int) -> Iterator[None]:
    """Let no file grow beyond `size` bytes, as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_file_that_cannot_be_written_whole_is_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "model.json"
    write("before", path)
    with largest_file(1000), pytest.raises(Unreadable):
        write("x" * 5000, path)
    assert [(each.name, each.read_text()) for each in tmp_path.iterdir()] == [("model.json", "before")]


def test_a_replaced_file_keeps_its_permissions_and_its_links(tmp_path: Path) -> None:
    path, link = tmp_path / "model.json", tmp_path / "link.json"
    path.write_text("before")
    path.chmod(0o640)
    link.symlink_to(path)
    write("after", link)
    assert link.is_symlink()
    assert (path.read_text(), path.stat().st_mode & 0o777) == ("after", 0o640)


def test_a_device_is_written_to() -> None:
    write("gone", Path("/dev/null"))
    assert Path("/dev/null").is_char_device()


def test_a_file_of_a_like_name_is_left_alone(tmp_path: Path) -> None:
    mine = tmp_path / "model.part.json"
    mine.write_text("mine")
    write("new", tmp_path / "model.json")
    assert mine.read_text() == "mine"
    assert len([*tmp_path.iterdir()]) == 2
