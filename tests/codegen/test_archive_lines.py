"""[D70] The lines that read images and texts give the arrays that the column store has."""

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from codegen.pictures import pictures, two_labels
from codegen.scripts import epochs_of, script_of
from datasets.test_archives import packed, png, unpacked
from layerloom.codegen.data.archive_lines import archive_functions, archive_imports, archive_lines
from layerloom.codegen.written_functions import source_lines
from layerloom.datasets.library import DataLibrary
from layerloom_schema.data.datasets import DatasetVersion, IngestOptions
from support.processes.warm_python import WarmPython
from support.script_history import history_of


def arrays_of_script(manifest: DatasetVersion, folder: Path) -> dict[str, np.ndarray]:
    """What the lines read from the files of a version, which lie in a folder."""
    space: dict[str, Any] = {}
    own, others = archive_imports(manifest)
    lines = [*own, "import numpy as np", *others]
    for function in archive_functions(manifest):
        lines += source_lines(function)
    first, last = (repr(str(folder / name)) for name in (manifest.source.files[0], manifest.source.files[-1]))
    exec("\n".join([*lines, *archive_lines(manifest, first, last, "data")]), space)
    found: dict[str, np.ndarray] = space["data"]
    return found


def turned() -> bytes:
    """An image that EXIF says to turn."""
    buffer = io.BytesIO()
    image = Image.fromarray(np.random.default_rng(0).integers(0, 256, (4, 3, 3)).astype("uint8"))
    exif = image.getexif()
    exif[0x0112] = 6
    image.save(buffer, "JPEG", exif=exif)
    return buffer.getvalue()


CLEAR = {"a/1.png": png((9, 8, 7, 60), mode="RGBA"), "a/2.JPG": turned(), "b/3.png": png(40_000, mode="I;16")}
TABLE = b"color,which,bright,when\nblue, 3.png,1,2020-01-01\nred,a/1.png,,2020-01-02\n,2,3.5,2020-01-03\n"
CASES: dict[str, tuple[Mapping[str, bytes], IngestOptions]] = {
    "a folder a class": ({"set/" + name: content for name, content in CLEAR.items()}, IngestOptions()),
    "one folder": ({"x/1.png": png(), "x/.2.png": b"x"}, IngestOptions()),
    "damaged": ({**CLEAR, "b/4.png": b"no image"}, IngestOptions(skip_damaged=True)),
    "a table inside": ({**CLEAR, "labels.csv": TABLE.replace(b" 3", b"3")}, IngestOptions()),
    "a table inside that names damaged files": (
        {**CLEAR, "b/3.png": b"no image", "labels.csv": TABLE.replace(b" 3", b"3")},
        IngestOptions(skip_damaged=True),
    ),
    "images of several sizes": ({"1.png": png(), "2.png": png((1, 2, 3), (7, 5))}, IngestOptions()),
    "texts": (
        {"a/1.txt": "größe".encode("utf-8-sig"), "b/2.txt": b"line\nline\n", "b/3.md": b"x"},
        IngestOptions(),
    ),
    "texts in other encodings": (
        {
            "a/1.txt": "größe".encode("latin-1"),
            "a/2.txt": "這是一個句子，用來測試編碼".encode("big5"),
            "a/3.txt": "북한산에 눈이 내린다".encode("euc-kr"),
            "b/1.txt": "今天的天气很好".encode("gbk"),
            "b/2.txt": "これは長い文章です。".encode("shift_jis"),
            "b/3.txt": "日本\nx".encode("utf-16"),
            "b/4.txt": "plain".encode("utf-16-be"),
            "b/5.txt": "größe".encode("utf-8-sig"),
        },
        IngestOptions(),
    ),
}


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("make", [packed, unpacked])
def test_D70_a_script_reads_files_into_the_same_arrays(name: str, make: Any, tmp_path: Path) -> None:
    members, options = CASES[name]
    library = DataLibrary(tmp_path / "library")
    library.add([make(tmp_path / "set.zip", members)], "set", options)
    same_arrays(library, tmp_path)


def test_D70_a_table_beside_the_archive_says_the_order(tmp_path: Path) -> None:
    library = DataLibrary(tmp_path / "library")
    (tmp_path / "labels.csv").write_bytes(TABLE.replace(b" 3", b"3"))
    library.add([packed(tmp_path / "set.zip", CLEAR), tmp_path / "labels.csv"], "set")
    same_arrays(library, tmp_path)


def same_arrays(library: DataLibrary, folder: Path) -> None:
    stored = library.open("set").arrays
    found = arrays_of_script(library.manifest("set"), folder)
    assert [*found] == [*stored]
    for name, array in stored.items():
        if name == "image" and array.dtype.kind == "O":
            assert all(map(np.array_equal, found[name], map(np.asarray, array)))
        elif array.dtype.kind == "O":
            assert found[name].tolist() == array.tolist()
        else:
            assert (found[name].dtype, found[name].shape) == (array.dtype, array.shape)
            assert found[name].tobytes() == np.asarray(array).tobytes()


def test_D70_pictures_with_two_labels_give_the_same_losses_in_a_script(
    tmp_path: Path, warm_python: WarmPython
) -> None:
    library = DataLibrary(tmp_path / "library")
    library.add(pictures(tmp_path), "pictures")
    document = two_labels("pictures")
    ours = epochs_of(document, tmp_path / "run", library=library)
    assert len(ours["val_color_loss"]) == 2
    script = (tmp_path / "run" / "model.py").read_text()
    assert script == script_of(document, library=library)
    assert history_of(script, tmp_path, warm_python) == ours
