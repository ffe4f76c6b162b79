"""[D] Folders and ZIP archives of images and texts: named by folders, by a table, or not at all."""

import io
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from layerloom.datasets.columns.image_decoder import DamagedImageError, check_image, decode_image
from layerloom.datasets.columns.stored_columns import StoredColumns
from layerloom.datasets.library import DataLibrary
from layerloom_schema.data.datasets import ColumnType, IngestOptions
from layerloom_schema.errors import Refused


def png(
    color: tuple[int, ...] | int = (255, 0, 0), size: tuple[int, int] = (4, 3), mode: str = "RGB"
) -> bytes:
    buffer = io.BytesIO()
    Image.new(mode, size, color).save(buffer, "PNG")
    return buffer.getvalue()


def packed(path: Path, members: Mapping[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def unpacked(path: Path, members: Mapping[str, bytes]) -> Path:
    for name, content in members.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes(content)
    return path


PETS = {
    "pets/cats/1.png": png((255, 0, 0)),
    "pets/cats/2.PNG": png((0, 255, 0)),
    "pets/dogs/1.png": png((0, 0, 255)),
    "__MACOSX/pets/._1.png": b"x",
    "pets/readme.md": b"x",
}


@pytest.fixture
def library(tmp_path: Path) -> DataLibrary:
    return DataLibrary(tmp_path / "library")


@pytest.mark.parametrize("make", [packed, unpacked])
def test_D40_the_folder_of_an_image_is_its_class(make: object, library: DataLibrary, tmp_path: Path) -> None:
    assert callable(make)
    path = make(tmp_path / "pets.zip", PETS)
    preview = library.preview(path)
    assert preview.rows == [
        ["pets/cats/1.png", "cats"],
        ["pets/cats/2.PNG", "cats"],
        ["pets/dogs/1.png", "dogs"],
    ]
    library.add([path])
    data = library.open("pets")
    assert data.arrays["label"].tolist() == ["cats", "cats", "dogs"]
    image = data.arrays["image"]
    assert (image.shape, image.dtype) == ((3, 3, 4, 3), np.float32)
    assert image[:, 0, 0].tolist() == [[255, 0, 0], [0, 255, 0], [0, 0, 255]]
    (field,) = [field for field in data.info.fields if field.name == "image"]
    assert (field.shape, field.minimum, field.maximum) == ([3, 4, 3], 0, 255)
    assert library.rows("pets").rows[0] == ["pets/cats/1.png", "cats", {"image": 0}]
    assert library.statistics("pets").columns[2].count == 3
    assert library.suspicions("pets") == []


def test_D40_images_of_one_folder_have_no_class(library: DataLibrary, tmp_path: Path) -> None:
    library.add([packed(tmp_path / "a.zip", {"x/1.png": png(), "x/2.png": png((1, 2, 3))})])
    assert [*library.open("a").arrays] == ["file", "image"]


@pytest.mark.parametrize("inside", [True, False])
def test_D40_a_table_names_the_images_in_its_own_order(
    inside: bool, library: DataLibrary, tmp_path: Path
) -> None:
    table = b"color,which,bright\nblue,3.png,1\nred,1.png,2\nred,1.png,3\n"
    images = {
        f"{number}.png": png(color) for number, color in ((1, (255, 0, 0)), (2, (0, 0, 0)), (3, (0, 0, 255)))
    }
    (tmp_path / "labels.csv").write_bytes(table)
    path = packed(tmp_path / "set.zip", {**images, "labels.csv": table} if inside else images)
    preview = library.preview(path)
    assert [column.name for column in preview.columns] == (
        ["color", "which", "bright"] if inside else ["file"]
    )
    assert preview.rows[0] == (["blue", "3.png", "1"] if inside else ["1.png"])
    assert preview.source.files == (["set.zip", "labels.csv"] if inside else ["set.zip"])
    library.add([path] if inside else [path, tmp_path / "labels.csv"], "set")
    arrays = library.open("set").arrays
    assert [*arrays] == ["color", "which", "bright", "image"]
    assert arrays["image"][:, 0, 0].tolist() == [[0, 0, 255], [255, 0, 0], [255, 0, 0]]
    assert arrays["bright"].tolist() == [1, 2, 3]
    assert [path.name for path in (tmp_path / "library" / "versions").rglob("labels.csv")] == []


def test_D40_images_of_several_sizes_are_read_one_by_one(library: DataLibrary, tmp_path: Path) -> None:
    library.add([packed(tmp_path / "a.zip", {"1.png": png(), "2.png": png(size=(7, 5))})])
    info = library.describe("a")
    assert (info.fields[1].dtype, info.fields[1].shape) == ("image", [])
    stored = StoredColumns(library.version_folder(info), library.manifest("a"))
    assert [stored.images("image").pixels(row).shape for row in range(2)] == [(3, 4, 3), (5, 7, 3)]


def test_D40_damaged_images_are_listed_and_left_out_only_if_allowed(
    library: DataLibrary, tmp_path: Path
) -> None:
    path = packed(tmp_path / "a.zip", {"a/1.png": png(), "b/2.png": png()[:-30], "b/3.png": b"no image"})
    with pytest.raises(Refused, match=r"2 files of a.zip are damaged: b/2.png and b/3.png") as refused:
        library.add([path])
    assert refused.value.body.params is not None
    assert refused.value.body.params["members"] == ["b/2.png", "b/3.png"]
    library.add([path], options=IngestOptions(skip_damaged=True))
    assert library.describe("a").rows == 1
    assert library.manifest("a").source.damaged == ["b/2.png", "b/3.png"]


def test_D40_rows_of_a_table_go_with_their_damaged_images(library: DataLibrary, tmp_path: Path) -> None:
    table = b"id,file,bright\n7,3.png,1\n8,1.png,x\n9,2.png,3\n10,1.png,4\n11,3.png,5\n"
    images = {"1.png": b"no image", "2.png": png((0, 255, 0)), "3.png": png((0, 0, 255))}
    path = packed(tmp_path / "a.zip", {**images, "labels.csv": table})
    with pytest.raises(Refused, match="damaged"):
        library.add([path])
    library.add([path], options=IngestOptions(skip_damaged=True))
    arrays = library.open("a").arrays
    assert arrays["id"].tolist() == [7, 9, 11]
    assert arrays["file"].tolist() == ["3.png", "2.png", "3.png"]
    assert [pixels[0, 0].tolist() for pixels in arrays["image"]] == [[0, 0, 255], [0, 255, 0], [0, 0, 255]]
    assert library.manifest("a").source.damaged == ["1.png"]
    assert [path.name for path in (tmp_path / "library" / "versions").rglob("labels.csv")] == []


def test_D40_equal_images_are_one_version_in_a_folder_and_an_archive(
    library: DataLibrary, tmp_path: Path
) -> None:
    one = library.add([packed(tmp_path / "pets.zip", PETS)], "one")
    two = library.add([unpacked(tmp_path / "folder", PETS)], "two")
    assert one.versions == two.versions


def test_D40_texts_are_read_in_their_encoding(library: DataLibrary, tmp_path: Path) -> None:
    members = {
        "pos/1.txt": "größe".encode("latin-1"),
        "pos/2.txt": b"",
        "neg/1.txt": "日本\nx".encode("utf-16"),
    }
    library.add([packed(tmp_path / "texts.zip", members)])
    data = library.open("texts")
    assert data.arrays["text"].tolist() == ["日本\nx", "größe", ""]
    assert data.arrays["label"].tolist() == ["neg", "pos", "pos"]
    assert [column.type for column in library.manifest("texts").columns] == [ColumnType.text] * 3


def test_D41_images_are_rgb_turned_and_on_white() -> None:
    assert decode_image(png(100, mode="L"))[0, 0].tolist() == [100, 100, 100]
    assert decode_image(png((0, 0, 0, 0), mode="RGBA"))[0, 0].tolist() == [255, 255, 255]
    assert decode_image(png(1, mode="1"))[0, 0].tolist() == [255, 255, 255]
    assert decode_image(png(65_535, mode="I;16"))[0, 0].tolist() == [255, 255, 255]
    buffer = io.BytesIO()
    turned = Image.new("RGB", (4, 2), (9, 9, 9))
    exif = turned.getexif()
    exif[0x0112] = 6
    turned.save(buffer, "JPEG", exif=exif)
    assert decode_image(buffer.getvalue()).shape == (4, 2, 3)
    buffer = io.BytesIO()
    Image.new("CMYK", (2, 2), (0, 0, 0, 0)).save(buffer, "JPEG")
    assert decode_image(buffer.getvalue()).tolist() == np.full((2, 2, 3), 255).tolist()


def _gif() -> bytes:
    buffer = io.BytesIO()
    Image.new("P", (2, 2)).save(buffer, "GIF")
    return buffer.getvalue()


def _huge() -> bytes:
    """A PNG that says 60,000 by 60,000 pixels."""
    content = bytearray(png())
    content[16:24] = (60_000).to_bytes(4, "big") * 2
    content[29:33] = zlib.crc32(bytes(content[12:29])).to_bytes(4, "big")
    return bytes(content)


@pytest.mark.parametrize(
    "content",
    [b"", b"%!PS-Adobe EPS", _gif(), _huge(), png()[:40], png()[:-20]],
    ids=["empty", "EPS", "GIF", "huge", "header", "cut"],
)
def test_D41_what_is_no_whole_image_of_a_common_format_is_damaged(content: bytes) -> None:
    with pytest.raises(DamagedImageError):
        check_image(content)


def test_D47_an_image_is_shown_small_and_as_png(library: DataLibrary, tmp_path: Path) -> None:
    library.add([packed(tmp_path / "seen.zip", {"a/1.png": png(size=(40, 20)), "b/2.png": png()})])
    shown = library.image("seen", "image", 0, 10)
    with Image.open(io.BytesIO(shown)) as image:
        assert (image.format, image.size) == ("PNG", (10, 5))
    with pytest.raises(Refused, match="no image in row 2"):
        library.image("seen", "image", 2, 10)
    with pytest.raises(Refused, match="no image"):
        library.image("seen", "label", 0, 10)
