"""[C] A data folder or a setting that cannot be used: every command says so in one sentence and ends in 2."""

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import pytest

from layerloom.cli.doctor import examine
from layerloom.runtime.private_files import data_dir_errors, make_private_dir
from layerloom_schema.errors import Unreadable
from support.processes.warm_python import WarmPython

COMMAND = Path(sys.executable).parent / "layerloom"


class Run(Protocol):
    """Run `layerloom WORDS` with further variables of the environment."""

    def __call__(self, *words: str, **environment: str) -> subprocess.CompletedProcess[str]: ...


@pytest.fixture
def run(warm_python: WarmPython) -> Run:
    def run_in_fork(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        done = warm_python.run(COMMAND, *words, env={**os.environ, **environment})
        assert "Traceback" not in done.stdout + done.stderr
        return done

    return run_in_fork


def file_in_its_place(folder: Path) -> None:
    folder.write_text("x")


def file_above_it(folder: Path) -> None:
    folder.parent.rmdir()
    folder.parent.write_text("x")


def damaged_token(folder: Path) -> None:
    make_private_dir(folder)
    (folder / "token").write_bytes(b"\xff\xfe half a")


def short_token(folder: Path) -> None:
    make_private_dir(folder)
    (folder / "token").write_text("abc\n")


def folder_as_token(folder: Path) -> None:
    (folder / "token").mkdir(parents=True)


BROKEN = [file_in_its_place, file_above_it, damaged_token, short_token, folder_as_token]


@pytest.mark.parametrize("words", [("token",), ("serve", "--no-open", "--port", "0")], ids=["token", "serve"])
@pytest.mark.parametrize("broken", BROKEN)
def test_C100_a_data_folder_that_cannot_be_used_is_said(
    tmp_path: Path, broken: Callable[[Path], None], words: tuple[str, ...], run: Run
) -> None:
    folder = tmp_path / "above" / "data"
    folder.parent.mkdir()
    broken(folder)
    done = run(*words, LAYERLOOM_DATA_DIR=str(folder))
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
    assert str(folder) in done.stderr
    assert done.stderr.strip().endswith(".")


@pytest.mark.parametrize("name", ["runs", "logs"])
def test_C100_a_file_where_a_folder_of_ours_should_be_is_named(tmp_path: Path, name: str, run: Run) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / name).write_text("x")
    done = run("serve", "--no-open", "--port", "0", LAYERLOOM_DATA_DIR=str(tmp_path / "data"))
    assert done.returncode == 2
    assert f"the folder {tmp_path / 'data' / name}" in done.stderr


@pytest.mark.parametrize("name", ["server.lock", "layerloom.sqlite3", "reserve"])
def test_C100_a_folder_where_a_file_of_ours_should_be_is_named(tmp_path: Path, name: str, run: Run) -> None:
    (tmp_path / "data" / name).mkdir(parents=True)
    done = run("serve", "--no-open", "--port", "0", LAYERLOOM_DATA_DIR=str(tmp_path / "data"))
    assert done.returncode == 2
    assert name in done.stderr


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.EROFS, "only be read"),
        (errno.ENOSPC, "full"),
        (errno.EACCES, "may not be written to"),
        (errno.EPERM, "belongs to another user"),
        (errno.EIO, "input or output failed"),
    ],
)
def test_C100_every_reason_has_its_sentence(tmp_path: Path, number: int, words: str) -> None:
    with pytest.raises(Unreadable) as said, data_dir_errors(tmp_path):
        raise OSError(number, os.strerror(number), str(tmp_path / "token"))
    assert words in said.value.body.message
    assert said.value.body.message.startswith(f"The data folder {tmp_path} ")


@pytest.mark.parametrize("broken", BROKEN)
def test_C100_doctor_finds_it(
    tmp_path: Path, broken: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "above" / "data"
    folder.parent.mkdir()
    broken(folder)
    monkeypatch.setenv("LAYERLOOM_DATA_DIR", str(folder))
    (found,) = [finding for finding in examine() if finding.what == "data folder"]
    assert not found.ok


def test_C100_a_damaged_token_is_replaced_on_demand(tmp_path: Path, run: Run) -> None:
    folder = tmp_path / "data"
    damaged_token(folder)
    made = run("token", "--new", LAYERLOOM_DATA_DIR=str(folder))
    again = run("token", LAYERLOOM_DATA_DIR=str(folder))
    assert (made.returncode, again.stdout) == (0, made.stdout)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LAYERLOOM_PORT", "abc"),
        ("LAYERLOOM_PORT", "99999"),
        ("LAYERLOOM_LIMITS__NODES", "many"),
        ("LAYERLOOM_LIMITS", "{no json"),
        ("LAYERLOOM_DATABASE_URL", "nothing://x"),
    ],
)
def test_C103_a_setting_that_cannot_be_used_is_named(tmp_path: Path, name: str, value: str, run: Run) -> None:
    done = run("serve", "--no-open", LAYERLOOM_DATA_DIR=str(tmp_path / "data"), **{name: value})
    assert done.returncode == 2
    assert name in done.stderr


@pytest.mark.parametrize("empty", ["", "  "])
@pytest.mark.parametrize("way", ["option", "variable"])
def test_C103_an_empty_data_folder_is_not_the_working_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str, empty: str, run: Run
) -> None:
    monkeypatch.chdir(tmp_path)
    options, variables = ((), {"LAYERLOOM_DATA_DIR": empty})
    if way == "option":
        options, variables = (("--data-dir", empty), {"LAYERLOOM_DATA_DIR": str(tmp_path / "data")})
    done = run("serve", "--no-open", "--port", "0", *options, **variables)
    assert done.returncode == 2
    assert "The setting data_dir (LAYERLOOM_DATA_DIR) cannot be used: it is empty." in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_C103_no_command_takes_an_empty_data_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("token", LAYERLOOM_DATA_DIR="")
    assert (done.returncode, done.stdout) == (2, "")
    assert list(tmp_path.iterdir()) == []
