"""Lines that read a file with a table by Polars, into the same arrays as the column store has."""

from collections.abc import Iterator, Mapping, Sequence

from layerloom.codegen.formatter import Expression, Part, call, lay_out, listing, mapping, quote
from layerloom.datasets.dataset import TEXT
from layerloom_schema.data.datasets import (
    ColumnInfo,
    ColumnType,
    DatasetVersion,
    Dialect,
    FieldInfo,
    FileFormat,
)

IMPORT = "import polars as pl"
_FEW = 4
_READERS: Mapping[FileFormat, str] = {
    FileFormat.csv: "pl.read_csv",
    FileFormat.parquet: "pl.read_parquet",
    FileFormat.json_lines: "pl.read_ndjson",
    FileFormat.excel: "pl.read_excel",
}


def reads_table(manifest: DatasetVersion) -> bool:
    """Whether the file of a version is a table, which a script can read."""
    return manifest.source.format in _READERS


def load_lines(manifest: DatasetVersion, path: str, variable: str) -> Iterator[str]:
    """The lines that read the file at `path` as a data frame; the cells of a text file as strings."""
    yield from lay_out(table_call(manifest, quote(path)), before=f"{variable} = ")
    renamed = any(column.given is not None for column in manifest.columns)
    if manifest.source.format is FileFormat.json_lines:
        yield from _rename(manifest.columns, variable)
    elif manifest.source.format is FileFormat.csv or renamed or not manifest.source.header:
        yield from _all_names(manifest.columns, variable)


def new_rows_lines(
    manifest: DatasetVersion,
    columns: Sequence[ColumnInfo],
    needed: Sequence[ColumnInfo],
    path: str,
    variable: str = "data",
) -> Iterator[str]:
    """The lines that read a table like that of a version at the variable `path` as a data frame.

    `columns` are all of the table, of which some are needed.

    Columns are found by their names in the file, so that others may be missing; by their order where names do not do.
    """
    source = manifest.source
    yield from lay_out(table_call(manifest, path), before=f"{variable} = ")
    given = [column.name if column.given is None else column.given for column in columns]
    header = source.header if source.dialect is None else source.dialect.header
    if header and len(set(given)) == len(given) and all(given):
        yield from _rename(needed, variable)
    else:
        yield from _all_names(columns, variable)


def _all_names(columns: Sequence[ColumnInfo], variable: str) -> Iterator[str]:
    names = listing([quote(column.name) for column in columns])
    yield from lay_out(names, before=f"{variable}.columns = ")


def _rename(columns: Sequence[ColumnInfo], variable: str) -> Iterator[str]:
    renamed = [(column.given, quote(column.name)) for column in columns if column.given is not None]
    if renamed:
        yield from lay_out(call(f"{variable}.rename", [Part(mapping(renamed))]), before=f"{variable} = ")


def table_call(manifest: DatasetVersion, path: str) -> Expression:
    """The call that reads a table at the expression `path`; one with the files of an archive is a text file."""
    source = manifest.source
    parts = [Part(path)]
    if source.dialect is not None:
        return call(_READERS[FileFormat.csv], [*parts, *_csv_arguments(source.dialect)])
    if source.format is FileFormat.json_lines:
        parts.append(Part("None", "infer_schema_length="))
    if source.sheet is not None:
        parts.append(Part(quote(source.sheet), "sheet_name="))
    if source.format is FileFormat.excel:
        parts += [] if source.header else [Part("False", "has_header=")]
        parts += [Part("False", "drop_empty_rows="), Part("False", "drop_empty_cols=")]
        parts.append(Part("None", "infer_schema_length="))
    return call(_READERS[source.format], parts)


def column_expression(column: ColumnInfo, field: FieldInfo, dialect: Dialect | None, variable: str) -> str:
    """The expression of a column as an array of its field's dtype."""
    name = quote(column.name)
    if field.dtype == TEXT:
        return f'np.array({variable}[{name}].fill_null("").to_list())'
    values = cell_expression(column, dialect)
    plain = values == f"pl.col({name})"
    cells = f"{variable}[{name}]" if plain else f"{variable}.select({values})[{name}]"
    if field.dtype.startswith("float"):
        as_float = f'{cells}.cast(pl.Float64).fill_null(float("nan")).to_numpy()'
        return as_float + (f".astype({quote(field.dtype)})" if field.dtype != "float64" else "")
    return f"{cells}.to_numpy()"


def cell_expression(column: ColumnInfo, dialect: Dialect | None, *, lenient: bool = False) -> str:
    """The expression of Polars for the cells of a column as numbers, seconds, booleans or texts.

    A lenient one gives null for a cell that is not of the type, and takes dates of any time zone.
    """
    cells = f"pl.col({quote(column.name)})"
    if column.type is ColumnType.text:
        return cells
    if lenient:
        zoned = [f"{format_}%z" for format_ in column.date_formats if "%z" not in format_]
        column = column.model_copy(update={"date_formats": [*column.date_formats, *zoned]})
    if dialect is not None:
        return _parsed(f"{cells}.str.strip_chars()", column, dialect, lenient=lenient)
    if column.date_formats:
        return _dates(cells, column)
    if column.type is ColumnType.date:
        return f'{cells}.cast(pl.Datetime("ms")).cast(pl.Int64) // 1000'
    return cells


def _csv_arguments(dialect: Dialect) -> Iterator[Part]:
    if dialect.separator != ",":
        yield Part(quote(dialect.separator), "separator=")
    if dialect.quote != '"':
        yield Part("None" if dialect.quote is None else quote(dialect.quote), "quote_char=")
    if not dialect.header:
        yield Part("False", "has_header=")
    if dialect.skipped_lines:
        yield Part(str(dialect.skipped_lines), "skip_lines=")
    if dialect.line_end != "\n":
        yield Part(quote(dialect.line_end), "eol_char=")
    if dialect.encoding != "utf-8":
        yield Part(quote(dialect.encoding), "encoding=")
    yield Part("False", "infer_schema=")
    yield Part(_tokens(dialect.missing), "null_values=")


def _tokens(missing: Sequence[str]) -> Expression:
    """The cells that are missing: a list, shorter as words of one text where none of them has a space."""
    if len(missing) > _FEW and not any(" " in token for token in missing):
        return f'{quote(" ".join(missing))}.split(" ")'
    return listing([quote(token) for token in missing])


def _parsed(cells: str, column: ColumnInfo, dialect: Dialect, *, lenient: bool) -> str:
    strict = ", strict=False" if lenient else ""
    if column.type is ColumnType.boolean:
        lower = f"{cells}.str.to_lowercase()"
        if lenient:
            return f'{lower}.replace_strict({{"true": True, "false": False}}, default=None)'
        return f'{lower} == "true"'
    if column.type is ColumnType.date:
        return _dates(cells, column)
    if column.thousands:
        between = {",": "[,]", ".": "[.]", None: None}.get(dialect.thousands, "[ \\u00a0\\u202f\\u2009'’]")
        cells += f'.str.replace_all("{between}", "")' if between else ""
        cells += '.str.replace(",", ".", literal=True)' if dialect.decimal == "," else ""
    return f"{cells}.cast(pl.{'Int64' if column.type is ColumnType.integer else 'Float64'}{strict})"


def _dates(cells: str, column: ColumnInfo) -> str:
    dates = [_date(cells, format_) for format_ in column.date_formats]
    return dates[0] if len(dates) == 1 else f"pl.coalesce({', '.join(dates)})"


def _date(cells: str, format_: str) -> str:
    zoned = "%z" in format_
    named = f'{cells}.str.replace(r"\\s*(?:Z|UTC|GMT)$", "+00:00")' if zoned else cells
    read = f'{named}.str.to_datetime({quote(format_)}, strict=False, time_unit="ms")'
    return f"{read}.cast(pl.Int64) // 1000"
