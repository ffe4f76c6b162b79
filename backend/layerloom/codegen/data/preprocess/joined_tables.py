"""How `preprocess.py` joins columns of other tables to the rows that it reads."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from layerloom.codegen.data.table_lines import cell_expression, new_rows_lines, reads_table
from layerloom.codegen.formatter import Part, call, lay_out, listing, mapping, quote
from layerloom.datasets.complete_rows import is_missing
from layerloom.datasets.dataset import TEXT
from layerloom.datasets.joins import partner_cells, partner_rows
from layerloom.graph.naming import clean_name
from layerloom_schema.data.datasets import DatasetVersion, FieldInfo
from layerloom_schema.data.learned_recipes import CellColumn
from layerloom_schema.documents.data_preparation import Join

from .joined_cells import joined_cells

FUNCTIONS: Sequence[Callable[..., Any]] = (is_missing, partner_rows, partner_cells, joined_cells)


@dataclass(frozen=True)
class JoinedTable:
    """A table that is joined: how its file is read (None for arrays by name), and all its fields.

    `added` are those that it adds, by their names in the joined data.
    """

    join: Join
    manifest: DatasetVersion | None
    fields: Mapping[str, FieldInfo]
    added: Mapping[str, FieldInfo]

    @property
    def parameter(self) -> str:
        """The parameter of `read` that says where the table is."""
        return f"{clean_name(self.join.dataset)}_table"

    @property
    def argument(self) -> str:
        """What the parameter is in the example."""
        return (
            f"{clean_name(self.join.dataset)}_arrays"
            if self._rows is None
            else quote(self._rows.source.files[0])
        )

    @property
    def _rows(self) -> DatasetVersion | None:
        """How the table is read, where it is one."""
        return self.manifest if self.manifest is not None and reads_table(self.manifest) else None

    def lines(self, wanted: Mapping[str, str]) -> Iterator[str]:
        """The lines that add its columns to `found`; `wanted` has the dtypes of the cells by joined name."""
        added = {name: field for name, field in self.added.items() if name in wanted}
        read = {name: _key_dtype(self.fields[name]) for name in self.join.on.values()}
        read |= {field.name: _cell_dtype(field) for field in added.values()}
        yield from self._read(read)
        keys = [f"found[{quote(name)}]" for name in self.join.on]
        others = [f"others[{quote(name)}]" for name in self.join.on.values()]
        partners = call("partner_rows", [Part(listing(keys)), Part(listing(others))])
        yield from lay_out(partners, before="partners = ")
        for name, field in added.items():
            given = [f"others[{quote(field.name)}]", "partners", quote(name), quote(wanted[name])]
            cells = call("joined_cells", [Part(each) for each in given])
            yield from lay_out(cells, before=f"found[{quote(name)}] = ")

    def _read(self, read: Mapping[str, str]) -> Iterator[str]:
        if self._rows is None:
            cells = [(name, f"np.asarray({self.parameter}[{quote(name)}])") for name in read]
            yield from lay_out(mapping(cells), before="others = ")
            return
        columns = {column.name: column for column in self._rows.columns}
        needed = [columns[name] for name in read]
        yield from new_rows_lines(self._rows, self._rows.columns, needed, self.parameter, "other")
        dialect = self._rows.source.dialect
        expressions = {name: cell_expression(columns[name], dialect, lenient=True) for name in read}
        cells_ = [
            (
                name,
                call(
                    "read_cells",
                    [Part(each) for each in ("other", quote(name), expressions[name], quote(dtype))],
                ),
            )
            for name, dtype in read.items()
        ]
        yield from lay_out(mapping(cells_), before="others = ")


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
