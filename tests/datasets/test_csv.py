"""[D] Tables in text files: how they are written is found out, and types are guessed and corrected."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from layerloom.datasets.columns.version_folder import read_manifest
from layerloom.datasets.columns.writers import NumberColumnWriter
from layerloom.datasets.ingest.encoding import find_encoding
from layerloom.datasets.ingest.files import ingest_files, preview_file, read_file
from layerloom_schema.data.datasets import ColumnInfo, ColumnType, Dialect, IngestOptions, TablePreview
from layerloom_schema.errors import Refused


def preview(folder: Path, content: str | bytes, **options: Any) -> TablePreview:
    path = folder / "table.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return preview_file(path, IngestOptions.model_validate(options))


def dialect(folder: Path, content: str | bytes) -> Dialect:
    found = preview(folder, content).source.dialect
    assert found is not None
    return found


def columns(folder: Path, content: str | bytes, **options: Any) -> dict[str, tuple[ColumnInfo, list[Any]]]:
    """The columns of a file as they are stored, by name."""
    path = folder / "table.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    manifest = ingest_files([path], IngestOptions.model_validate(options), folder / "version")
    assert read_manifest(folder / "version") == manifest
    data = read_file(path).data if not options else None
    arrays = data.arrays if data is not None else {}
    return {
        column.name: (column, arrays[column.name].tolist() if data else []) for column in manifest.columns
    }


KOREAN = "이름,도시,나이\n김철수,서울,20\n이영희,부산,30\n박민수,대구,40\n"
CHINESE = "姓名,城市,年龄\n王小明,北京,20\n李雷,上海,30\n韩梅梅,广州的中心,40\n"
TAIWANESE = "姓名,城市,年齡\n王小明,臺北,20\n陳美玲,高雄市的中心,30\n"
JAPANESE = "名前,都市,年齢\n山田太郎,東京,20\n佐藤花子,おおさか,30\n"
GERMAN = "Name;Straße;Größe\nMüller;Königsallee;1\nJürgen;Süd;2\n"


@pytest.mark.parametrize(
    ("content", "encoding", "guessed"),
    [
        ("a,b\n1,é\n".encode(), "utf-8", False),
        ("a,b\n1,é\n".encode("utf-8-sig"), "utf-8", False),
        ("a,b\n1,é\n".encode("utf-16"), "utf-16-le", False),
        ("\ufeffa,b\n1,é\n".encode("utf-16-be"), "utf-16-be", False),
        ("a,b\n1,x\n".encode("utf-16-le"), "utf-16-le", True),
        ("a,b\n1,é\n".encode("utf-32"), "utf-32-le", False),
        (GERMAN.encode("latin-1"), "latin-1", True),
        ("a,b\n1,“quoted”\n".encode("cp1252"), "cp1252", True),
        (KOREAN.encode("euc-kr"), "cp949", True),
        (CHINESE.encode("gb18030"), "gb18030", True),
        (TAIWANESE.encode("big5"), "cp950", True),
        (JAPANESE.encode("shift_jis"), "cp932", True),
        ("it’s,“a”\ndon’t,1\n".encode("cp1252"), "cp1252", True),
        ("Ärger\nÄgypten\n".encode("latin-1"), "latin-1", True),
    ],
)
def test_D30_the_encoding_is_found_out(content: bytes, encoding: str, guessed: bool, tmp_path: Path) -> None:
    found = find_encoding(content, whole=True)
    assert (found.name, found.guessed) == (encoding, guessed)
    assert preview(tmp_path, content).columns[0].name in (
        "a",
        "Name",
        "이름",
        "姓名",
        "名前",
        "it’s",
        "column_1",
        "Ärger",
    )


def test_D30_a_given_encoding_is_taken(tmp_path: Path) -> None:
    found = preview(tmp_path, KOREAN.encode("euc-kr"), encoding="latin-1")
    assert found.columns[0].name == "이름".encode("euc-kr").decode("latin-1")


@pytest.mark.parametrize(
    ("content", "separator", "quote", "header"),
    [
        ("a,b\n1,2\n", ",", '"', True),
        ("a;b\n1,5;2,5\n", ";", '"', True),
        ("1,5;2,5;3,5\n1,5;2,5;3,5\n", ";", '"', False),
        ("a\tb\nx,y\tz\n", "\t", '"', True),
        ("a|b\n1|2\n", "|", '"', True),
        ("1 2 3\n4 5 6\n", " ", '"', False),
        ("a,b\n'x, y',1\n'z',2\n", ",", "'", True),
        ('size,what\n3,5" pipe\n4,6" pipe\n', ",", None, True),
        ("value\n1\n2\n", ",", '"', True),
        ("spam,win now\nham,see you\nspam,buy this\n", ",", '"', False),
        ("country,2019,2020\nde,1,2\nfr,3,4\n", ",", '"', True),
        ("2020-01-01,5\n2020-01-02,6\n", ",", '"', False),
        ("a,b,note\n1,2,x;y\n3,4,z;w\n", ",", '"', True),
        ("a,b\n1,2\na,b\n3,4\n", ",", '"', True),
        ("a, b\n1, 2\n3, 4\n", ",", '"', True),
    ],
)
def test_D30_separator_quotes_and_header_are_found_out(
    content: str, separator: str, quote: str | None, header: bool, tmp_path: Path
) -> None:
    found = dialect(tmp_path, content)
    assert (found.separator, found.quote, found.header) == (separator, quote, header)


def test_D30_names_are_unique_and_the_given_ones_are_kept(tmp_path: Path) -> None:
    found = preview(tmp_path, "a,a,,b , a_2\n1,2,3,4,5\n")
    assert [(column.name, column.given) for column in found.columns] == [
        ("a", None),
        ("a_3", "a"),
        ("column_3", ""),
        ("b", "b "),
        ("a_2", " a_2"),
    ]
    assert [column.name for column in preview(tmp_path, "1,2\n3,4\n").columns] == ["column_1", "column_2"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_D30_line_ends_blank_lines_and_quotes_change_no_cell(end: str, tmp_path: Path) -> None:
    text = end.join(["a,b", "", '1,"x, ""y"""', '2,"z"', "", "3,w", "", ""])
    found = columns(tmp_path, text)
    assert found["a"][1] == [1, 2, 3]
    assert found["b"][1] == ['x, "y"', "z", "w"]


@pytest.mark.parametrize("rows", [1, 100, 101])
@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
def test_D30_the_last_line_needs_no_end(rows: int, end: str, tmp_path: Path) -> None:
    found = preview(tmp_path, "a,b" + "\n1,2" * rows + end)
    assert (found.rows_read, found.whole) == (rows, rows <= 100)


def test_D30_a_space_after_a_comma_is_no_separator(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        preview(tmp_path, 'a, b\n1, "x, y"\n2, z\n')
    assert refused.value.body.variant == "ragged"


def test_D30_a_cell_of_several_lines_is_one_cell_and_lines_are_counted_on(tmp_path: Path) -> None:
    found = columns(tmp_path, 'a,b\n1,"x\ny\nz"\n2,w\nq,v\n')
    assert found["b"][1] == ["x\ny\nz", "w", "v"]
    assert [(cell.line, cell.text) for cell in found["a"][0].odd_cells] == [(6, "q")]


def test_D30_a_stray_quote_is_a_character(tmp_path: Path) -> None:
    found = columns(tmp_path, 'a,b\n1,5" pipe\n2,"q,r"\n3,7" x\n')
    assert found["b"][1] == ['5" pipe', "q,r", '7" x']


@pytest.mark.parametrize(
    ("cells", "type_", "values"),
    [
        (["1", "-2", "+3"], "integer", [1, -2, 3]),
        (["1", "2.5", "1e3"], "number", [1.0, 2.5, 1000.0]),
        (["01", "02"], "text", ["01", "02"]),
        (["true", "False", "TRUE"], "boolean", [True, False, True]),
        (["2020-01-02", "2020/1/3"], "date", [1577923200, 1578009600]),
        (["13/01/2020", "02/03/2020"], "date", [1578873600, 1583107200]),
        (["01/13/2020", "2020-01-14"], "date", [1578873600, 1578960000]),
        (["13/01/2020", "01/13/2020"], "text", ["13/01/2020", "01/13/2020"]),
        (["2020-01-02T03:04:05Z", "2020-01-02T05:04:05+02:00"], "date", [1577934245, 1577934245]),
        (["1.2.2020 13:05", "3.4.2021"], "date", [1580562300, 1617408000]),
        (["5 Jan 2020", "Jan 6, 2020"], "date", [1578182400, 1578268800]),
        (["2020年1月2日", "2020年12月31日"], "date", [1577923200, 1609372800]),
        (["2020. 1. 2", "2020. 12. 31.", "2020.1.3."], "date", [1577923200, 1609372800, 1578009600]),
        (["1,5", "1.234,5"], "number", [1.5, 1234.5]),
        (["1,234", "12,345,678"], "integer", [1234, 12345678]),
        (["1 234,5", "7,25"], "number", [1234.5, 7.25]),
        (["1'234.5", "7.25"], "number", [1234.5, 7.25]),
        (["99999999999999999999", "1"], "number", [1e20, 1.0]),
        (["x", "y"], "text", ["x", "y"]),
    ],
)
def test_D31_types_are_guessed_and_cells_read(
    cells: Sequence[str], type_: str, values: list[Any], tmp_path: Path
) -> None:
    found = columns(tmp_path, "\n".join(["v\tw", *(f"{cell}\tz" for cell in cells), ""]))
    column, stored = found["v"]
    assert column.type is ColumnType(type_)
    assert stored == (np.float32(values).tolist() if type_ == "number" else values)


def test_D31_missing_and_infinite_cells_are_counted(tmp_path: Path) -> None:
    found = columns(tmp_path, "a,b,c,d,e\n1,NA,x,true,2020-01-01\n,2.5,,,n/a\nnull,inf,NaN,false,\n")
    assert {name: (column.missing, column.infinite) for name, (column, _) in found.items()} == {
        "a": (2, 0),
        "b": (1, 1),
        "c": (2, 0),
        "d": (1, 0),
        "e": (2, 0),
    }
    assert np.isnan(found["a"][1][1:]).all()
    assert found["c"][1] == ["x", "", ""]


def test_D31_cells_that_are_missing_can_be_said(tmp_path: Path) -> None:
    found = columns(tmp_path, "a,b\n1,NA\n?,x\n", missing=["?"])
    assert [(column.type, column.missing) for column, _ in found.values()] == [
        (ColumnType.integer, 1),
        (ColumnType.text, 0),
    ]


@pytest.mark.parametrize(
    ("late", "type_", "line"),
    [("2.5", "number", 20_002), ("x", "text", 20_002), ("2.5\ny", "text", 20_003)],
)
def test_D31_a_type_is_corrected_when_the_whole_is_read_and_the_line_is_kept(
    late: str, type_: str, line: int, tmp_path: Path
) -> None:
    text = "a,b\n" + "1,2\n" * 20_000 + "".join(f"{cell},2\n" for cell in late.split("\n"))
    assert preview(tmp_path, text).columns[0].type is ColumnType.integer
    column, values = columns(tmp_path, text)["a"]
    assert (column.type, column.guessed) == (ColumnType(type_), False)
    assert column.changed_by is not None
    assert (column.changed_by.line, column.changed_by.text) == (line, late.split("\n")[-1])
    assert values[:2] == (["1", "1"] if type_ == "text" else [1, 1])


def test_D31_a_column_that_is_empty_at_first_gets_the_type_of_its_first_cells(tmp_path: Path) -> None:
    text = "a,b\n" + "1,\n" * 20_000 + "2,2020-01-01\n"
    column, values = columns(tmp_path, text)["b"]
    assert (column.type, column.missing, column.changed_by) == (ColumnType.date, 20_000, None)
    assert values[-1] == 1577836800


def test_D31_a_given_type_is_kept_and_other_cells_can_be_missing(tmp_path: Path) -> None:
    text = "zip,n\n123,1\nabc,2\n"
    found = columns(tmp_path, text, types={"zip": "number", "n": "text"}, unreadable_cells="missing")
    assert [(column.type, column.missing) for column, _ in found.values()] == [
        (ColumnType.number, 1),
        (ColumnType.text, 0),
    ]


def test_D31_text_among_numbers_is_shown_with_its_lines(tmp_path: Path) -> None:
    text = "a\n" + "1\n2\nabc\n?\n" * 5
    (column,) = preview(tmp_path, text).columns
    assert (column.type, column.odd_count) == (ColumnType.text, 10)
    assert [(cell.line, cell.text) for cell in column.odd_cells] == [(4, "abc"), (5, "?"), (8, "abc")]


@pytest.mark.parametrize(("day_first", "month"), [(True, "02-01"), (False, "01-02"), (None, "01-02")])
def test_D31_a_date_that_can_be_two_is_marked_and_can_be_settled(
    day_first: bool | None, month: str, tmp_path: Path
) -> None:
    options = {} if day_first is None else {"day_first": day_first}
    (column,) = preview(tmp_path, "when\n01/02/2020\n", **options).columns
    assert column.ambiguous_dates is (day_first is None)
    assert column.date_formats == ["%d/%m/%Y" if month == "02-01" else "%m/%d/%Y"]


def test_D30_a_file_of_several_blocks_is_read_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(0)
    numbers = rng.normal(size=5_000)
    texts = ['"a, b\nc"', "plain", '"q ""r"""', "", "é"]
    rows = [f"{number!r},{texts[place % 5]},{place}" for place, number in enumerate(numbers.tolist())]
    text = "\n".join(["x,t,i", *rows])
    whole = columns(tmp_path, text)
    monkeypatch.setattr("layerloom.datasets.ingest.text_stream.BLOCK", 1_000)
    monkeypatch.setattr("layerloom.datasets.ingest.text_stream.TextStream.blocks.__defaults__", (1_000,))
    path = tmp_path / "table.csv"
    parts = ingest_files([path], IngestOptions(), tmp_path / "parts")
    assert parts.version == read_manifest(tmp_path / "version").version
    assert whole["x"][1] == numbers.astype(np.float32).tolist()
    assert whole["i"][1] == [*range(5_000)]
    assert whole["t"][1] == ["a, b\nc", "plain", 'q "r"', "", "é"] * 1_000


def test_D30_a_first_line_that_says_the_separator_is_no_row(tmp_path: Path) -> None:
    content = "SEP=;\na;b\n1,5;x\n2,5;y\n"
    found = dialect(tmp_path, content)
    assert (found.separator, found.skipped_lines, found.header) == (";", 1, True)
    assert {name: cells for name, (_, cells) in columns(tmp_path, content).items()} == {
        "a": [1.5, 2.5],
        "b": ["x", "y"],
    }
    with pytest.raises(Refused) as ragged:
        preview(tmp_path, "sep=;\na;b\n1;2\n3\n")
    assert ragged.value.body.where == {"file": "table.csv", "line": 4}
    with pytest.raises(Refused, match="is empty"):
        preview(tmp_path, "sep=;\n")
    headless = columns(tmp_path, "sep=;\n1;2\n3;4\n")
    assert [cells for _, cells in headless.values()] == [[1, 3], [2, 4]]
    assert dialect(tmp_path, "sep=1;b\n2;3\n").skipped_lines == 0


def test_D31_a_cell_that_is_missing_late_makes_whole_numbers_floats(tmp_path: Path) -> None:
    """What was written before is written again; the version is that of the same rows in one block."""
    path = tmp_path / "0.bin"
    writer = NumberColumnWriter(path, "int64", buffer_bytes=20)
    for start in range(0, 8, 2):
        stored = writer.append(np.array([start, (1 << 53) + 1 + start]))
        assert stored.dtype == np.int64
    assert writer.append(np.array([7, 0]), np.array([False, True])).dtype == np.float64
    writer.append(np.array([8, 9]))
    digest = writer.close()
    found = np.fromfile(path)
    at_once = NumberColumnWriter(tmp_path / "1.bin", "float64")
    at_once.append(found)
    assert (writer.dtype, writer.rounded, digest) == ("float64", 4, at_once.close())
    assert np.isnan(found).tolist() == [False] * 9 + [True] + [False] * 2
    assert found[[0, 6, 8, 10, 11]].tolist() == [0, 6, 7, 8, 9]
    assert sorted(each.name for each in tmp_path.iterdir()) == ["0.bin", "1.bin"]
