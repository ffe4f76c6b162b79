"""The house as DESIGN promises it: what stands at the root, imports that go one way, no address of any registry."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDERS = {"backend", "frontend", "shared_schema", "tests"}


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True)
    return [ROOT / name for name in listed.stdout.split("\0") if name]


def test_only_the_agreed_folders_stand_at_the_root() -> None:
    folders = {path.relative_to(ROOT).parts[0] for path in tracked() if len(path.relative_to(ROOT).parts) > 1}
    assert folders == FOLDERS | {".ci"}


def test_imports_go_one_way() -> None:
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout


def test_no_lock_file_names_a_registry() -> None:
    for name in ("requirements.lock", "requirements-dev.lock", "frontend/package-lock.json"):
        text = (ROOT / name).read_text("utf-8")
        assert not re.search(r'--(extra-)?index-url|"resolved": "http|@ https?:', text), name


def test_every_locked_package_has_a_hash() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text("utf-8").replace("\\\n", " ")
        for line in text.splitlines():
            assert "--hash=sha256:" in line, line


def test_the_web_process_never_imports_keras_tensorflow_or_numpy() -> None:
    code = (
        "import sys, layerloom.main; "
        "print(sorted({'keras', 'tensorflow', 'numpy', 'sklearn', 'polars', 'PIL'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_one_file_names_the_private_modules_of_keras() -> None:
    naming = [path for path in (ROOT / "backend").rglob("*.py") if "keras.src" in path.read_text("utf-8")]
    assert naming == [ROOT / "backend" / "layerloom" / "catalog" / "keras_private.py"]
