"""Expressions that load data: the same arrays, to the bit, as in the trainer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from layerloom.build.dry.call_cache import CallCache
from layerloom.codegen.formatter import Part, call, lay_out, listing, quote
from layerloom.codegen.keras_lines import keras_lines
from layerloom.datasets.binding_slots import Slot, bound_field, slots, weight_slots
from layerloom.datasets.complete_rows import complete_rows, dropping_columns, is_missing
from layerloom.datasets.dataset import TEXT, Dataset
from layerloom.datasets.described_rows import describe_rows
from layerloom.datasets.ingest.file_format import find_format
from layerloom.datasets.ingest.files import FileData, read_file
from layerloom.datasets.joins import joined_fields, partner_cells, partner_rows
from layerloom.datasets.keras_archives import keras_dataset
from layerloom.datasets.library import DataLibrary
from layerloom.datasets.row_binder import storage, target_type
from layerloom.datasets.row_shares import split_of
from layerloom.datasets.row_windows import windows_of
from layerloom.datasets.rules.recipe_rules import check_recipes
from layerloom_schema.base import Json
from layerloom_schema.data.datasets import DatasetInfo, DatasetVersion, FieldInfo, FileFormat
from layerloom_schema.documents.data_preparation import Recipe
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.graph import InputNode
from layerloom_schema.errors import ErrorCode, Refused

from .archive_lines import Functions, archive_functions, archive_imports, archive_lines, reads_archive
from .array_lines import array_imports, arrays, reads_arrays
from .recipe_lines import PREPARED, PREPARED_TO_VALIDATE
from .source import Field, Source
from .synthetic_lines import synthetic_source
from .table_lines import IMPORT, column_expression, load_lines, reads_table
from .window_lines import FUNCTIONS as WINDOW_FUNCTIONS
from .window_lines import WindowLines

KEPT = "kept"
KEPT_TO_VALIDATE = "kept_to_validate"
"""The variables with the numbers of the rows that are not dropped."""
_CLASSES = {"features": '{data}.data.astype("float32")', "label": "{data}.target"}
_BUILTIN: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "digits": (
        "load_digits",
        {"image": '({data}.images / 16).astype("float32")[..., None]', "label": "{data}.target"},
    ),
    "iris": ("load_iris", _CLASSES),
    "wine": ("load_wine", _CLASSES),
    "breast_cancer": ("load_breast_cancer", _CLASSES),
    "diabetes": (
        "load_diabetes",
        {"features": '{data}.data.astype("float32")', "target": '{data}.target.astype("float32")'},
    ),
}
"""The code that loads each built-in data set and field, equal to `datasets.builtin`; a test compares."""


@dataclass(frozen=True)
class DataLines:
    """Lines that load data, the scikit-learn functions they use, and expressions by input and output name.

    `shapes` are those of one row of each target; `split_column` is what the split of the document goes by.
    """

    loaders: list[str]
    load: list[str]
    inputs: dict[str, str] = field(default_factory=dict)
    targets: dict[str, str] = field(default_factory=dict)
    weights: dict[str, str] = field(default_factory=dict)
    shapes: dict[str, tuple[int, ...]] = field(default_factory=dict)
    split_column: str | None = None
    imports: list[str] = field(default_factory=list)
    """Imports besides those of scikit-learn and of Python's own library."""
    standard_imports: list[str] = field(default_factory=list)
    functions: Functions = ()
    """Functions that `load` calls, which are written by their source."""
    recipes: Mapping[str, Recipe] = field(default_factory=dict)
    rows: int = 0
    columns: dict[str, str] = field(default_factory=dict)
    """The expressions of the fields of the data, for the recipes."""
    windows: WindowLines | None = None


def data_lines(document: Document, data_path: Path | None, library: DataLibrary) -> DataLines | None:
    """The lines for the data of a document; None where no data is chosen, a slot is unbound, or no script can load it.

    Raises `Refused` where a bound field does not exist.
    """
    name = document.data.dataset if document.data else None
    file: Dataset | None = None
    if data_path is not None:
        found = read_file(data_path)
        file, source = found.data, _file(found, data_path)
    elif name is None:
        return None
    else:
        info = library.describe(name)
        source = synthetic_source(document, info) if info.follows_model else _loaded(library, info, "data")
    return None if source is None else _used(document, source, library, file, PREPARED, KEPT)


def validation_lines(document: Document, variable: str, library: DataLibrary) -> DataLines | None:
    """The lines for the data set that a document validates on, where it names one."""
    name = document.training.validation.dataset if document.training else None
    if name is None:
        return None
    source = _loaded(library, library.describe(name), variable)
    if source is None:
        return None
    return _used(document, source, library, None, PREPARED_TO_VALIDATE, KEPT_TO_VALIDATE)


def _used(
    document: Document,
    source: Source,
    library: DataLibrary,
    file: Dataset | None,
    prepared: str,
    kept: str,
) -> DataLines | None:
    """The lines for the rows that the document uses; the variables tell the data from that to validate on."""
    rows = describe_rows(document, source.info, library, file)
    joined = _joined(document, source, rows.info, library, again=kept != KEPT)
    if joined is None:
        return None
    complete = replace(_complete(document, joined, kept), info=rows.info)
    windows = _windows(document, complete, "" if kept == KEPT else "_to_validate")
    return _bound(document, complete, prepared, windows)


def _joined(
    document: Document, source: Source, info: DatasetInfo, library: DataLibrary, *, again: bool
) -> Source | None:
    """The rows with the columns of other tables; `again` where these have been read before, for other rows."""
    described = {field.name: field for field in info.fields}
    for number, join in enumerate(document.data.joined if document.data else []):
        other = _loaded(library, library.describe(join.dataset), f"joined_{number}")
        if other is None:
            return None
        partners = f"partners_to_validate_{number}" if again else f"partners_{number}"
        keys = [_key(source.fields[name]) for name in join.on]
        others = [_key(other.fields[name]) for name in join.on.values()]
        call_ = call("partner_rows", [Part(listing(keys)), Part(listing(others))])
        said = f"rows have no partner in {join.dataset}"
        lines = [*lay_out(call_, before=f"{partners} = "), f"print(({partners} < 0).sum(), {quote(said)})"]
        fields = dict(source.fields)
        added: list[FieldInfo] = []
        for name, partner in joined_fields(source.info, other.info, join).items():
            cells = f"partner_cells({other.fields[partner.name].expression}, {partners})"
            found = described[name]
            fields[name] = Field(cells, found.dtype, tuple(found.shape))
            added.append(found)
        source = replace(
            source,
            info=source.info.model_copy(update={"fields": [*source.info.fields, *added]}),
            loaders=[*source.loaders, *other.loaders],
            load=[*source.load, *([] if again else other.load), *lines],
            fields=fields,
            imports=[*source.imports, *other.imports],
            standard_imports=[*source.standard_imports, *other.standard_imports],
            functions=[*source.functions, *other.functions, is_missing, partner_rows, partner_cells],
        )
    return source


def _key(field: Field) -> str:
    return field.expression + (".reshape(-1)" if field.shape else "")


def _complete(document: Document, source: Source, kept: str) -> Source:
    """The rows without a missing cell in the columns that the document names, whose numbers are in `kept`."""
    columns = dropping_columns(document, source.info)
    if not columns:
        return source
    cells = listing([source.fields[name].expression for name in columns])
    lines = [
        *lay_out(call("complete_rows", [Part(cells)]), before=f"{kept} = "),
        f'print(len({kept}), "rows miss no cell that the model needs")',
    ]
    fields = {
        name: replace(field, expression=f"{field.expression}[{kept}]")
        for name, field in source.fields.items()
    }
    functions: Functions = [*source.functions, is_missing, complete_rows]
    return replace(source, load=[*source.load, *lines], fields=fields, functions=functions)


def _windows(document: Document, source: Source, suffix: str) -> WindowLines | None:
    """The windows of the rows that the document uses. Raises `Refused` where no column tells their series apart."""
    settings = windows_of(document)
    if settings is None or source.info.follows_model:
        return None
    columns = {name: _key(field) for name, field in source.fields.items()}
    if settings.group is not None and settings.group not in columns:
        params: dict[str, Json] = {"column": settings.group}
        raise Refused(422, ErrorCode.data_unreadable, variant="window_group", params=params)
    first = next(iter(columns.values()))
    return WindowLines(settings, first, columns.get(settings.group or ""), suffix)


def _bound(
    document: Document, source: Source, prepared: str, windows: WindowLines | None
) -> DataLines | None:
    """`prepared` is the variable that holds what recipes make."""
    recipes = document.data.recipes if document.data and not source.info.follows_model else {}
    columns = {name: field.expression for name, field in source.fields.items()}
    info, _ = check_recipes(document, source.info, CallCache())
    made = {
        found.name: Field(f"{prepared}[{quote(found.name)}]", found.dtype, tuple(found.shape))
        for found in (info.fields if info is not None else [])
        if found.name in recipes
    }
    source = replace(source, fields={**source.fields, **made})
    split = split_of(document)
    column = source.fields.get(split.column or "") if split is not None else None
    split_column = column.expression if column is not None else None
    found = DataLines(
        source.loaders,
        source.load,
        split_column=split_column,
        imports=source.imports,
        standard_imports=source.standard_imports,
        functions=[*source.functions, *(WINDOW_FUNCTIONS if windows is not None else [])],
        windows=windows,
        recipes=recipes,
        rows=source.info.rows,
        columns=columns,
    )
    for slot in slots(document, {}):
        bound = _field(document, slot, source)
        if bound is None:
            return None
        if windows is not None:
            written = (
                windows.of(slot.name, bound.expression)
                if slot.part == "inputs"
                else windows.target(bound.expression)
            )
            bound = replace(bound, expression=written)
        wanted = slot.node.dtype if isinstance(slot.node, InputNode) else target_type(bound.dtype)
        (found.inputs if slot.part == "inputs" else found.targets)[slot.name] = _cast(bound, storage(wanted))
        if slot.part == "targets":
            found.shapes[slot.name] = bound.shape
    for slot in weight_slots(document, {}):
        bound = _field(document, slot, source)
        if bound is None:
            return None
        if windows is not None:
            bound = replace(bound, expression=windows.target(bound.expression))
        row = ".reshape(-1)" if bound.shape == (1,) else ""
        found.weights[slot.name] = _cast(Field(bound.expression + row, bound.dtype, ()), "float32")
    return found


def _field(document: Document, slot: Slot, source: Source) -> Field | None:
    name = bound_field(document, slot, source.info)
    if name is not None and name not in source.fields:
        params = {"dataset": source.info.phrase, "field": name, "slot": slot.phrase}
        raise Refused(422, ErrorCode.data_unreadable, variant="no_field", params=params)
    return source.fields[name] if name is not None else None


def _cast(found: Field, dtype: str) -> str:
    if found.dtype == TEXT:  # Keras takes strings as tensors everywhere, as arrays only in places
        return f"keras.ops.convert_to_tensor({found.expression})"
    return found.expression + ("" if found.dtype == dtype else f".astype({quote(dtype)})")


def _file(found: FileData, path: Path) -> Source | None:
    if found.manifest is not None:
        return _stored(found.manifest, found.data.info, str(path), "data")
    return _arrays(find_format(path), [str(path)], found.data.info, "data")


def _loaded(library: DataLibrary, info: DatasetInfo, variable: str) -> Source | None:
    """A data set of the library: a built-in one, or one whose file is expected beside the script."""
    if keras_dataset(info) is not None:
        return Source(info, [], [*keras_lines(info, variable)], _by_name(info, variable))
    if info.name not in _BUILTIN:
        manifest = library.manifest(info.name)
        files = manifest.source.files
        if found := _arrays(manifest.source.format, files, info, variable):
            return found
        return _stored(manifest, info, files[0], variable)
    loader, expressions = _BUILTIN[info.name]
    fields = {
        found.name: Field(expressions[found.name].format(data=variable), found.dtype, tuple(found.shape))
        for found in info.fields
    }
    return Source(info, [loader], [f"{variable} = {loader}()"], fields)


def _arrays(format_: FileFormat, files: Sequence[str], info: DatasetInfo, variable: str) -> Source | None:
    if not reads_arrays(format_, files, info.fields):
        return None
    lines = [*lay_out(arrays(format_, files, info.fields), before=f"{variable} = ")]
    return Source(info, [], lines, _by_name(info, variable), [], array_imports(format_, files))


def _by_name(info: DatasetInfo, variable: str) -> dict[str, Field]:
    """The fields of a dict of arrays."""
    return {
        found.name: Field(f"{variable}[{quote(found.name)}]", found.dtype, tuple(found.shape))
        for found in info.fields
    }


def _stored(manifest: DatasetVersion, info: DatasetInfo, path: str, variable: str) -> Source | None:
    """A data set that was read from a table, or from a folder or archive of files."""
    if reads_archive(manifest):
        return _archive(manifest, info, path, variable)
    return _table(manifest, info, path, variable) if reads_table(manifest) else None


def _archive(manifest: DatasetVersion, info: DatasetInfo, path: str, variable: str) -> Source:
    standard, others = archive_imports(manifest)
    table = quote(manifest.source.files[-1])
    lines = [*archive_lines(manifest, quote(path), table, variable)]
    return Source(info, [], lines, _by_name(info, variable), others, standard, archive_functions(manifest))


def _table(manifest: DatasetVersion, info: DatasetInfo, path: str, variable: str) -> Source:
    dialect = manifest.source.dialect
    fields = {
        found.name: Field(column_expression(column, found, dialect, variable), found.dtype, ())
        for column, found in zip(manifest.columns, info.fields, strict=True)
    }
    return Source(info, [], [*load_lines(manifest, path, variable)], fields, [IMPORT])
