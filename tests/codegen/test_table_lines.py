"""[D] The lines that read a table give the arrays that the column store has."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from codegen.table_space import arrays_of_script
from layerloom.datasets.ingest.files import read_file
from support.workbook import workbook

TABLES = {
    "plain": b"a,b,c,d\n1,2.5,x,true\n2,NA,,False\n3,inf,y,TRUE\n",
    "missing": b"a,b,c\n1,true,2020-01-01\n,,\n3,false,2020-01-03\n",
    "european": "größe;wann;n\n1.234,5;01.02.2020;1\n-2,25;03.04.2021 10:00;2\n".encode("latin-1"),
    "utf-16": "größe\twann\n1\t2020-01-01T02:00:00+02:00\n2\t2020-01-01T00:00:00Z\n".encode("utf-16"),
    **{
        encoding: 'text,n\n今日は天気が良い,1\n"x, 明日\ny",2\n'.encode(encoding)
        for encoding in ("shift_jis", "utf-16-le", "utf-32", "utf-8-sig")
    },
    "big5": "姓名,城市\r\n陳美玲,高雄市\r\n王小明,臺北\r\n".encode("big5"),
    "gbk": "姓名,城市\n王小明,北京\n李雷,上海\n韩梅梅,广州\n".encode("gbk"),
    "euc-kr": "이름,도시\n김철수,서울\n이영희,부산\n".encode("euc-kr"),
    "old line ends": b"a,b\r1,x\r2,y\r",
    "thousands": b'a,b\n"1,234",x\n" 12,345,678",y\n',
    "no header": b"1,2,'x, y'\n3,4,'z'\n",
    "separator line": b"\xef\xbb\xbfsep=|\r\na|b;c|d\r\n1|2,5|x\r\n2|3,5|y\r\n",
    "odd names": b'a,a,"b ""c""",\n1,2,3,4\n',
}


@pytest.mark.parametrize("name", TABLES)
def test_D35_a_script_reads_a_table_into_the_same_arrays(name: str, tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(TABLES[name])
    same_arrays(path)


SHEETS: dict[str, list[list[Any]]] = {
    "empty rows": [["a", "b"], [1, 2], [None, None], *([1, 2] for _ in range(200)), [2.5, 4]],
    "no header": [[1, 2.5], [2, 3.5], [3, None]],
    "names twice": [["a", "a", None, " b "], [1, 2.5, "x", True], [2, 3.5, None, False]],
}


@pytest.mark.parametrize("name", SHEETS)
def test_D35_a_script_reads_a_sheet_into_the_same_arrays(name: str, tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(workbook({"s": SHEETS[name]}))
    same_arrays(path)


def test_D35_a_script_renames_the_columns_of_parquet(tmp_path: Path) -> None:
    path = tmp_path / "table.parquet"
    dates = pl.Series([datetime(2020, 1, 2, 3, tzinfo=UTC), None])
    pl.DataFrame({" a": [1, 2], "": [0.5, None], "*": ["x", None], "d": dates}).write_parquet(path)
    same_arrays(path)


def test_D35_a_script_finds_keys_of_late_lines_and_renames_them(tmp_path: Path) -> None:
    path = tmp_path / "table.jsonl"
    lines = ['{" a": 1, "b": "x"}'] * 150
    path.write_text("\n".join([*lines, '{" a": 2, " c": 2.5, "b": null}', '{"b": "y", " c": 1}']) + "\n")
    same_arrays(path)


def same_arrays(path: Path) -> None:
    """The arrays of the column store are those that the lines of a script read."""
    found = read_file(path)
    assert found.manifest is not None
    arrays = arrays_of_script(found, path)
    for field in found.manifest.fields:
        array, stored = arrays[field.name], found.data.arrays[field.name]
        if field.dtype == "string":
            assert array.tolist() == stored.tolist()
        else:
            assert array.dtype == stored.dtype
            assert array.tobytes() == np.asarray(stored).tobytes()
