"""The rows that a document uses of its data, as they are known before they are read."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from layerloom_schema.data.datasets import DatasetInfo
from layerloom_schema.documents.data_preparation import DataBinding, Join, Split
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.training import Training
from layerloom_schema.errors import Refused

from .complete_rows import drop_missing, dropping_columns, may_drop
from .dataset import Dataset, JoinedColumns
from .joins import JoinMisfit, join_tables
from .library import DataLibrary
from .open_data import open_named
from .row_windows import CountedWindows, count_windows, windows_of


@dataclass(frozen=True)
class DescribedRows:
    """The fields of the rows, and how many were dropped or found no partner."""

    info: DatasetInfo
    dropped: int = 0
    joined: Sequence[JoinedColumns] = ()
    windows: CountedWindows | None = None
    misfit: JoinMisfit | None = None
    """Why the first join that is not in `joined` cannot be."""


def describe_rows(
    document: Document, info: DatasetInfo, library: DataLibrary, file: Dataset | None = None
) -> DescribedRows:
    """Describe the rows that a document uses of a data set of the library, or of a file in its place."""
    joins = [] if info.follows_model or document.data is None else document.data.joined
    windows = None if info.follows_model else windows_of(document)
    if not joins and windows is None and not may_drop(info, dropping_columns(document, info)):
        return DescribedRows(info)
    if file is not None:
        return _described(document, file, library)
    key = ("rows", *rows_key(document, info, library), *([] if windows is None else shares_key(document)))
    try:
        return library.remembered(key, lambda: _described(document, open_named(info.name, library), library))
    except Refused:  # an archive of Keras that is not here, which is a problem of its own
        return DescribedRows(info)


def _described(document: Document, data: Dataset, library: DataLibrary) -> DescribedRows:
    misfit: JoinMisfit | None = None
    for join in (document.data or DataBinding()).joined:
        try:
            data = join_tables(data, _other(join, library), join)
        except JoinMisfit as found:
            misfit = found
            break
    complete = drop_missing(data, dropping_columns(document, data.info))
    windows = count_windows(document, complete)
    return DescribedRows(complete.info, complete.dropped, complete.joined, windows, misfit)


def rows_key(document: Document, info: DatasetInfo, library: DataLibrary) -> Sequence[Hashable]:
    """What decides which rows a document uses of a data set, and with which columns."""
    binding = document.data or DataBinding()
    others = [library.find(join.dataset) for join in binding.joined]
    versions = [other.version if other is not None else None for other in others]
    on = [(join.dataset, *join.on.items()) for join in binding.joined]
    return [info.name, info.version, *versions, *on, *binding.drop_missing]


def shares_key(document: Document) -> Sequence[str]:
    """What decides, besides the rows, which of them are in which share, and how many windows there are."""
    windows = windows_of(document)
    split = (document.data or DataBinding()).split or Split()
    parts = (*([windows] if windows else []), split, (document.training or Training()).validation)
    return [part.model_dump_json() for part in parts]


def _other(join: Join, library: DataLibrary) -> Dataset:
    info = library.find(join.dataset)
    if info is None or info.follows_model:
        known = [each.name for each in library.list() if not each.follows_model]
        raise JoinMisfit("join", dataset=join.dataset, known=[*known])
    return open_named(info.name, library)
