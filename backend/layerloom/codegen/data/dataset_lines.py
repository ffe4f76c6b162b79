"""Expressions that load data: the same arrays, to the bit, as in the trainer."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from layerloom.build.dry.call_cache import CallCache
from layerloom.codegen.formatter import STEP, Expression, Part, call, lay_out, listing, quote
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
from layerloom.datasets.rules.recipe_rules import check_recipes
from layerloom.datasets.synthetic import Distribution, FieldPlan, plan_fields
from layerloom_schema.data.datasets import DatasetInfo, DatasetVersion, FieldInfo, FileFormat
from layerloom_schema.documents.data_preparation import Recipe
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.graph import InputNode
from layerloom_schema.errors import ErrorCode, Refused

from .archive_lines import Functions, archive_functions, archive_imports, archive_lines, reads_archive
from .array_lines import array_imports, arrays, reads_arrays
from .recipe_lines import PREPARED, PREPARED_TO_VALIDATE
from .table_lines import IMPORT, column_expression, load_lines, reads_table

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


_DRAWS: Mapping[Distribution, tuple[str, str]] = {
    Distribution.normal: ('rng.standard_normal({size}, dtype="float32")', "float32"),
    Distribution.uniform: ('rng.random({size}, dtype="float32")', "float32"),
    Distribution.integers: ("rng.integers({high}, size={size})", "int64"),
    Distribution.between: ("rng.integers({low}, {high}, size={size})", "int64"),
    Distribution.members: ("{words}[rng.integers({known}, size={size})]", "int64"),
    Distribution.bits: ('rng.integers(2, size={size}).astype("float32")', "float32"),
    Distribution.mask: ("np.maximum(rng.integers(2, size={size}), np.arange({last}) == 0)", "int64"),
    Distribution.labels: ("rng.integers(1, {high}, size={size})", "int64"),
    Distribution.words: (
        '[" ".join(text) for text in {words}[rng.integers({known}, size=({count}, {high}))]]',
        TEXT,
    ),
    Distribution.one_hot: ('np.eye({high}, dtype="float32")[rng.integers({high}, size={outer})]', "float32"),
}
"""The code of each distribution, and its dtype. The trainer's own are in `datasets.synthetic`."""


@dataclass(frozen=True)
class Field:
    """A field: its expression, dtype and row shape."""

    expression: str
    dtype: str
    shape: tuple[int, ...]


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


@dataclass(frozen=True)
class _Source:
    info: DatasetInfo
    loaders: list[str]
    load: list[str]
    fields: Mapping[str, Field]
    imports: list[str] = field(default_factory=list)
    standard_imports: list[str] = field(default_factory=list)
    functions: Functions = ()


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
        source = _drawn(document, info) if info.follows_model else _loaded(library, info, "data")
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
    source: _Source,
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
    complete = _complete(document, joined, kept)
    return _bound(document, replace(complete, info=rows.info), prepared)


def _joined(
    document: Document, source: _Source, info: DatasetInfo, library: DataLibrary, *, again: bool
) -> _Source | None:
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


def _complete(document: Document, source: _Source, kept: str) -> _Source:
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


def _bound(document: Document, source: _Source, prepared: str) -> DataLines | None:
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
        functions=source.functions,
        recipes=recipes,
        rows=source.info.rows,
        columns=columns,
    )
    for slot in slots(document, {}):
        bound = _field(document, slot, source)
        if bound is None:
            return None
        wanted = slot.node.dtype if isinstance(slot.node, InputNode) else target_type(bound.dtype)
        (found.inputs if slot.part == "inputs" else found.targets)[slot.name] = _cast(bound, storage(wanted))
        if slot.part == "targets":
            found.shapes[slot.name] = bound.shape
    for slot in weight_slots(document, {}):
        bound = _field(document, slot, source)
        if bound is None:
            return None
        row = ".reshape(-1)" if bound.shape == (1,) else ""
        found.weights[slot.name] = _cast(Field(bound.expression + row, bound.dtype, ()), "float32")
    return found


def _field(document: Document, slot: Slot, source: _Source) -> Field | None:
    name = bound_field(document, slot, source.info)
    if name is not None and name not in source.fields:
        params = {"dataset": source.info.phrase, "field": name, "slot": slot.phrase}
        raise Refused(422, ErrorCode.data_unreadable, variant="no_field", params=params)
    return source.fields[name] if name is not None else None


def _cast(found: Field, dtype: str) -> str:
    if found.dtype == TEXT:  # Keras takes strings as tensors everywhere, as arrays only in places
        return f"keras.ops.convert_to_tensor({found.expression})"
    return found.expression + ("" if found.dtype == dtype else f".astype({quote(dtype)})")


def _file(found: FileData, path: Path) -> _Source | None:
    if found.manifest is not None:
        return _stored(found.manifest, found.data.info, str(path), "data")
    return _arrays(find_format(path), [str(path)], found.data.info, "data")


def _loaded(library: DataLibrary, info: DatasetInfo, variable: str) -> _Source | None:
    """A data set of the library: a built-in one, or one whose file is expected beside the script."""
    if keras_dataset(info) is not None:
        return _Source(info, [], [*keras_lines(info, variable)], _by_name(info, variable))
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
    return _Source(info, [loader], [f"{variable} = {loader}()"], fields)


def _arrays(format_: FileFormat, files: Sequence[str], info: DatasetInfo, variable: str) -> _Source | None:
    if not reads_arrays(format_, files, info.fields):
        return None
    lines = [*lay_out(arrays(format_, files, info.fields), before=f"{variable} = ")]
    return _Source(info, [], lines, _by_name(info, variable), [], array_imports(format_, files))


def _by_name(info: DatasetInfo, variable: str) -> dict[str, Field]:
    """The fields of a dict of arrays."""
    return {
        found.name: Field(f"{variable}[{quote(found.name)}]", found.dtype, tuple(found.shape))
        for found in info.fields
    }


def _stored(manifest: DatasetVersion, info: DatasetInfo, path: str, variable: str) -> _Source | None:
    """A data set that was read from a table, or from a folder or archive of files."""
    if reads_archive(manifest):
        return _archive(manifest, info, path, variable)
    return _table(manifest, info, path, variable) if reads_table(manifest) else None


def _archive(manifest: DatasetVersion, info: DatasetInfo, path: str, variable: str) -> _Source:
    standard, others = archive_imports(manifest)
    table = quote(manifest.source.files[-1])
    lines = [*archive_lines(manifest, quote(path), table, variable)]
    return _Source(info, [], lines, _by_name(info, variable), others, standard, archive_functions(manifest))


def _table(manifest: DatasetVersion, info: DatasetInfo, path: str, variable: str) -> _Source:
    dialect = manifest.source.dialect
    fields = {
        found.name: Field(column_expression(column, found, dialect, variable), found.dtype, ())
        for column, found in zip(manifest.columns, info.fields, strict=True)
    }
    return _Source(info, [], [*load_lines(manifest, path, variable)], fields, [IMPORT])


def _drawn(document: Document, info: DatasetInfo) -> _Source:
    plans = plan_fields(document)
    seed = document.training.seed if document.training else 0
    lines = [f"rng = np.random.default_rng({seed})"]
    known: dict[tuple[str, ...] | tuple[int, ...], str] = {}
    for plan in plans:
        if plan.words and plan.words not in known:
            known[plan.words] = "words" if not known else f"words_{len(known) + 1}"
            words = call("np.array", [Part(listing([_word(word) for word in plan.words]))])
            lines += lay_out(words, before=f"{known[plan.words]} = ")
    drawn = [(plan.name, _draw(plan, known.get(plan.words, ""))) for plan in plans]
    lines += ["data = {", *(line for name, text in drawn for line in _entry(name, text)), "}"]
    fields = {
        plan.name: Field(f"data[{quote(plan.name)}]", _DRAWS[plan.distribution][1], plan.shape)
        for plan in plans
    }
    drawn_info = info.model_copy(update={"rows": max((plan.rows for plan in plans), default=0)})
    return _Source(drawn_info, [], lines, fields)


def _entry(name: str, text: Expression) -> Iterator[str]:
    return lay_out(text, before=f"{quote(name)}: ", after=",", indent=STEP)


def _draw(plan: FieldPlan, words: str) -> Expression:
    size = (plan.rows, *plan.shape)
    text = _DRAWS[plan.distribution][0].format(
        size=_tuple(size),
        outer=_tuple(size[:-1]),
        last=size[-1],
        low=plan.low,
        high=plan.high,
        words=words,
        known=len(plan.words),
        count=math.prod(size),
    )
    if plan.distribution is not Distribution.words:
        return text
    return call("np.array", [Part(text)], f".reshape({_tuple(size)})" if plan.shape else "")


def _word(word: str | int) -> str:
    return quote(word) if isinstance(word, str) else repr(word)


def _tuple(lengths: tuple[int, ...]) -> str:
    return str(lengths[0]) if len(lengths) == 1 else repr(lengths)
