"""[D] The lines that read a table give the arrays that the column store has."""

from pathlib import Path

import numpy as np
import pytest

from codegen.table_space import arrays_of_script
from layerloom.datasets.ingest.files import read_file
from support.workbook import workbook

TABLES = {
    "plain": b"a,b,c,d\n1,2.5,x,true\n2,NA,,False\n3,inf,y,TRUE\n",
    "missing": b"a,b,c\n1,true,2020-01-01\n,,\n3,false,2020-01-03\n",
    "european": "größe;wann;n\n1.234,5;01.02.2020;1\n-2,25;03.04.2021 10:00;2\n".encode("latin-1"),
    "utf-16": "größe\twann\n1\t2020-01-01T02:00:00+02:00\n2\t2020-01-01T00:00:00Z\n".encode("utf-16"),
    "thousands": b'a,b\n"1,234",x\n" 12,345,678",y\n',
    "no header": b"1,2,'x, y'\n3,4,'z'\n",
    "odd names": b'a,a,"b ""c""",\n1,2,3,4\n',
}


@pytest.mark.parametrize("name", TABLES)
def test_D35_a_script_reads_a_table_into_the_same_arrays(name: str, tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(TABLES[name])
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


def test_D35_a_script_keeps_the_empty_rows_of_a_sheet(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    rows = [["a", "b"], [1, 2], [None, None], *([1, 2] for _ in range(200)), [2.5, 4]]
    path.write_bytes(workbook({"s": rows}))
    found = read_file(path)
    arrays = arrays_of_script(found, path)
    for name in ("a", "b"):
        assert arrays[name].tobytes() == np.asarray(found.data.arrays[name]).tobytes()
