"""Data sets: what they are made from, what is in them, and parts of them to look at. Templates, too."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field

from layerloom_schema.base import Body, Json, Message, SparseMessage
from layerloom_schema.text.descriptions import dataset_texts, template_texts
from layerloom_schema.text.languages import Language
from layerloom_schema.text.messages import has_text, message, phrase, text

LIBRARY_FOLDER = "datasets"
"""The folder of the added data sets, beside that of the runs."""
NAMES_FOLDER = "names"
"""The folder in it with a file for each name, a `DatasetNames`."""
DATASET_NAME = r"[a-z0-9][a-z0-9_-]{0,63}"
"""What the name of an added data set may be, as a regular expression."""


class FieldInfo(Message):
    """One array: `shape` leaves out the row axis. Minimum and maximum are of its finite numbers."""

    name: str
    shape: list[int]
    dtype: str
    rows: int
    minimum: float | None = None
    maximum: float | None = None
    classes: int | None = None
    """For integers: how many different values there are."""
    finite: bool = True
    lows: list[float] = Field(default_factory=list)
    """The minimum of each element of a row, in C order, if a row has few elements and all are finite."""
    highs: list[float] = Field(default_factory=list)
    """The maximum of each element, likewise."""
    missing: int | None = None
    """How many numbers are NaN, or texts empty; null where they were not counted."""
    infinite: int | None = None
    """How many numbers are infinite, likewise."""
    values: list[int | str] | None = None
    """The different integers or texts in their order, where a row has one of them and there are at most 100."""
    ordered: bool = False
    """Whether the rows are in the order of its values, rising or falling. Of a row of several values it is not said."""
    dates: bool = False
    """Whether its integers are dates, in seconds since 1970."""


class DatasetInfo(Message):
    """A data set and its fields. `version` is a hash of the content."""

    name: str
    title: str
    text: str
    rows: int
    version: str
    fields: list[FieldInfo] = Field(default_factory=list)
    follows_model: bool = False
    """Its fields follow the drawn model: one for each input and output (`random`)."""
    versions: list[str] = Field(default_factory=list)
    """The versions of an added data set, newest last; a built-in one has none."""

    @property
    def phrase(self) -> Json:
        """The title as a param of a sentence; that of a built-in data set has a text in every language."""
        code = f"dataset.{self.name}"
        is_built_in = has_text("phrases", code) and text("phrases", code) == self.title
        return phrase(code) if is_built_in else self.title

    def in_language(self, language: Language) -> Self:
        """The same with the title and the text of a built-in data set in another language."""
        return (
            self if self.phrase == self.title else self.model_copy(update=dataset_texts(self.name, language))
        )


class DatasetList(Message):
    """All available data sets."""

    datasets: list[DatasetInfo]

    def in_language(self, language: Language) -> Self:
        """The same with the built-in data sets in another language."""
        return self.model_copy(update={"datasets": [each.in_language(language) for each in self.datasets]})


class ColumnType(StrEnum):
    """What the cells of a column are."""

    integer = "integer"
    number = "number"
    boolean = "boolean"
    date = "date"
    """Seconds since 1970 in UTC."""
    text = "text"
    array = "array"
    """Numbers or texts of a shape of their own, from a file of arrays."""
    image = "image"


class FileFormat(StrEnum):
    """The format of the files that a data set is made from."""

    csv = "csv"
    excel = "excel"
    parquet = "parquet"
    json_lines = "json_lines"
    npy = "npy"
    npz = "npz"
    idx = "idx"
    images = "images"
    texts = "texts"


class Dialect(Message):
    """How a text file writes a table."""

    encoding: str
    """Python's name of the codec."""
    encoding_guessed: bool
    """Whether other encodings would do too: nothing in the file says which it is."""
    separator: str
    quote: str | None
    header: bool
    """Whether the first record names the columns."""
    skipped_lines: int = 0
    """Lines before the first record: one where a line `sep=;` says the separator."""
    line_end: Literal["\n", "\r"] = "\n"
    """How a line ends; a carriage return before a line feed is left out anyway."""
    decimal: Literal[".", ","] = "."
    thousands: str | None = None
    missing: list[str] = Field(default_factory=list)
    """The cells that count as missing."""


class IngestOptions(Body):
    """What a person says about a file; everything that is left out is found out."""

    encoding: str | None = None
    separator: Annotated[str, Field(pattern=r"^[\t -~]$")] | None = None
    quote: Annotated[str, Field(pattern=r"^[!-~]?$")] | None = None
    """The empty text: nothing is quoted."""
    header: bool | None = None
    decimal: Literal[".", ","] | None = None
    thousands: Literal["", ",", ".", " ", "'"] | None = None
    day_first: bool | None = None
    """Whether 01/02/2020 is in February."""
    missing: list[str] | None = None
    """The cells that count as missing, in place of the usual ones; an empty cell always does."""
    types: dict[str, ColumnType] = Field(default_factory=dict)
    """Types by column name that overrule the guessed ones."""
    unreadable_cells: Literal["refuse", "missing"] = "refuse"
    """What becomes of a cell that is not of the type that `types` gives its column."""
    skip_damaged: bool = False
    """Whether to go on without the damaged files of an archive."""
    sheet: str | None = None
    """The sheet of an Excel file; the first by default."""


class Cell(Message):
    """A cell and where it is: `line` counts from 1 in the file, headers and blank lines included."""

    line: int
    text: str


class ColumnInfo(Message):
    """How a column of a file was read."""

    name: str
    type: ColumnType
    guessed: bool
    """Whether the type is guessed from the first rows: the whole file has not been read."""
    given: str | None = None
    """The name in the file, where it was missing, a duplicate or unfit."""
    missing: int = 0
    infinite: int = 0
    rounded: int = 0
    """How many of its integers lost digits, because a column with missing cells is stored as float64."""
    changed_by: Cell | None = None
    """The first cell that is not of the type that was guessed from the first rows."""
    odd_cells: list[Cell] = Field(default_factory=list)
    """In a column of text that is mostly numbers, the first cells that are none."""
    odd_count: int = 0
    """How many such cells there are, among the rows that were looked at."""
    date_formats: list[str] = Field(default_factory=list)
    """The formats of its dates, as in `strftime`."""
    ambiguous_dates: bool = False
    """Whether each date of the rows looked at could have day and month exchanged."""
    thousands: bool = False
    """Whether its numbers are written with a decimal comma or thousands separators."""


class DatasetSource(SparseMessage):
    """The files of a version and how they were read. It is no part of the version's hash."""

    files: list[str]
    format: FileFormat
    dialect: Dialect | None = None
    sheet: str | None = None
    header: bool = True
    """Whether the first row of the sheet names the columns."""
    table: str | None = None
    """The table inside an archive that has the columns beside its files."""
    file_column: str | None = None
    """The column of a table that names the file of each row."""
    damaged: list[str] = Field(default_factory=list)
    """Damaged files of an archive that were left out, the first 1,000."""
    other_encodings: bool = False
    """Whether texts of an archive are not all in UTF-8."""


class DatasetVersion(Message):
    """One immutable version of a data set: the manifest beside its columns. `version` is a hash of its content."""

    version: str
    rows: int
    fields: list[FieldInfo]
    columns: list[ColumnInfo]
    """How each field was read, in the same order."""
    source: DatasetSource
    bytes: int
    """What its columns and files take on the disk."""
    created_at: datetime


class DatasetNames(Message):
    """What the library has of a name: its versions, newest last."""

    name: str
    title: str
    versions: list[str]
    created_at: datetime


class TablePreview(Message):
    """The beginning of a file: guessed types, and the first rows as the file writes them."""

    source: DatasetSource
    columns: list[ColumnInfo]
    rows: list[list[str]]
    rows_read: int
    """The rows that the types are guessed from."""
    whole: bool
    """Whether these are all rows of the file."""


class ValueCount(Message):
    """A value and how many rows have it; a date is in seconds since 1970."""

    value: Json
    count: int


class ColumnStatistics(Message):
    """What a column holds. Of an array all values of all rows are taken together; numbers are of the finite ones."""

    name: str
    count: int
    """Values that are not missing."""
    missing: int
    infinite: int = 0
    minimum: float | None = None
    maximum: float | None = None
    """Of texts, minimum and maximum are of their lengths in bytes."""
    mean: float | None = None
    distinct: int | None = None
    """How many different values there are; null where there are more than 10,000, or where it is an array."""
    histogram: list[int] = Field(default_factory=list)
    """Counts in 20 equal parts between minimum and maximum; empty for texts."""
    top: list[ValueCount] = Field(default_factory=list)
    """The most frequent values, where there are at most 10,000."""


class StatisticsList(Message):
    """The statistics of the columns of one version, in their order."""

    version: str
    columns: list[ColumnStatistics]


class SuspicionKind(StrEnum):
    """What may be wrong with a column, or with the rows."""

    constant = "constant"
    id_like = "id_like"
    near_unique = "near_unique"
    imbalance = "imbalance"
    leak = "leak"
    duplicate_rows = "duplicate_rows"
    time_order = "time_order"
    ambiguous_dates = "ambiguous_dates"
    odd_cells = "odd_cells"
    rounded = "rounded"


class Suspicion(Message):
    """Something that may be wrong, with its number in `params`; nothing is sure, so nothing is refused."""

    kind: SuspicionKind
    column: str | None = None
    params: dict[str, Json]

    def sentence(self, language: Language = "en") -> str:
        """The suspicion in words."""
        return message("phrases", f"suspicion.{self.kind}", self.params, language=language)


class DatasetReport(Message):
    """What the columns of a version hold, and what may be wrong with them."""

    version: str
    columns: list[ColumnStatistics]
    suspicions: list[Suspicion]


class RowFilter(Body):
    """Which rows are shown: those whose cell of a column is within bounds, has a text in it, or is missing."""

    column: str
    low: float | None = None
    high: float | None = None
    contains: str | None = None
    missing: bool | None = None


class RowQuery(Body):
    """Which rows are shown, and in which order."""

    version: str | None = None
    start: int = Field(default=0, ge=0)
    count: int = Field(default=100, ge=1, le=1_000)
    sort: str | None = None
    """A column; with `-` before it the largest come first."""
    only: RowFilter | None = None


class RowPage(Message):
    """Some rows of a data set in the order asked for.

    A missing number is null, a date is in ISO 8601, a long array is described by its shape.
    """

    version: str
    columns: list[str]
    types: list[ColumnType]
    start: int
    total: int
    """How many rows there are, of those that the filter leaves."""
    rows: list[list[Json]]


class ImagePlace(Body):
    """An image of a data set: its column and row, and how many pixels its longer side may have."""

    column: str = Field(max_length=512)
    row: int = Field(ge=0)
    size: int = Field(default=96, ge=1, le=1_024)


class TemplateInfo(Message):
    """A document to start from, and what it teaches."""

    name: str
    title: str
    teaches: str
    document: dict[str, Json]

    def in_language(self, language: Language) -> Self:
        """The same with its title and what it teaches in another language."""
        return self.model_copy(update=template_texts(self.name, language))


class TemplateList(Message):
    """All templates."""

    templates: list[TemplateInfo]

    def in_language(self, language: Language) -> Self:
        """The same templates in another language."""
        return self.model_copy(update={"templates": [each.in_language(language) for each in self.templates]})
