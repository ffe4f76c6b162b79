"""How `preprocess.py` joins columns of other tables to the rows that it reads."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from layerloom.codegen.formatter import Part, call, lay_out, listing, quote
from layerloom.datasets.complete_rows import is_missing
from layerloom.datasets.dataset import TEXT
from layerloom.datasets.joins import partner_cells, partner_rows
from layerloom_schema.data.datasets import FieldInfo
from layerloom_schema.data.learned_recipes import CellColumn
from layerloom_schema.documents.data_preparation import Join

from .joined_cells import joined_cells

FUNCTIONS: Sequence[Callable[..., Any]] = (is_missing, partner_rows, partner_cells, joined_cells)


@dataclass(frozen=True)
class JoinedTable:
    """A table that is joined, by its number: all its fields, and those that it adds, by their joined names."""

    number: int
    join: Join
    fields: Mapping[str, FieldInfo]
    added: Mapping[str, FieldInfo]

    def kept(self, wanted: Mapping[str, str]) -> Mapping[str, str]:
        """The dtypes of the columns that `TABLES` keeps, by name: keys, and what is wanted by joined name."""
        read = {name: _key_dtype(self.fields[name]) for name in self.join.on.values()}
        added = (field for name, field in self.added.items() if name in wanted)
        return read | {field.name: _cell_dtype(field) for field in added}

    def key(self, column: str) -> str:
        """The name of one of its columns in `TABLES`."""
        return f"{self.number}/{column}"

    def lines(self, wanted: Mapping[str, str]) -> Iterator[str]:
        """The lines that add its columns to `found`; `wanted` has the dtypes of the cells by joined name."""
        keys = [f"found[{quote(name)}]" for name in self.join.on]
        others = [self._column(name) for name in self.join.on.values()]
        partners = call("partner_rows", [Part(listing(keys)), Part(listing(others))])
        yield from lay_out(partners, before="partners = ")
        for name, field in self.added.items():
            if name in wanted:
                given = [self._column(field.name), "partners", quote(name), quote(wanted[name])]
                cells = call("joined_cells", [Part(each) for each in given])
                yield from lay_out(cells, before=f"found[{quote(name)}] = ")

    def _column(self, name: str) -> str:
        return f"tables[{quote(self.key(name))}]"


def needed_tables(
    read: Sequence[CellColumn], tables: Sequence[JoinedTable], own: Mapping[str, FieldInfo]
) -> tuple[list[CellColumn], list[tuple[JoinedTable, Mapping[str, str]]]]:
    """The columns of the data itself that are read, and the tables that the others come from, with their dtypes.

    `own` are the fields of the data, by name, of which a key is read in its own precision.
    """
    wanted = {column.name: column for column in read}
    found: list[tuple[JoinedTable, Mapping[str, str]]] = []
    for table in reversed(tables):
        added = {name: wanted.pop(name).dtype for name in table.added if name in wanted}
        if not added:
            continue
        found.insert(0, (table, added))
        for key in table.join.on:
            field = own.get(key)
            dtype = _key_dtype(field) if field is not None else "string"
            wanted.setdefault(key, CellColumn(name=key, dtype=dtype, shape=[]))
    return [*wanted.values()], found


def _key_dtype(field: FieldInfo) -> str:
    """A key is compared in the precision that it was stored in."""
    return field.dtype if field.dtype in (TEXT, "float64", "float32") else "int64"


def _cell_dtype(field: FieldInfo) -> str:
    return TEXT if field.dtype == TEXT else "float32" if field.dtype.startswith("float") else "int64"
