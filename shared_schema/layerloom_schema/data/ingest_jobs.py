"""Imports of data sets, which may take minutes, as the API shows them."""

from enum import StrEnum
from typing import Annotated

from pydantic import UUID4, Field

from layerloom_schema.base import Body, Message
from layerloom_schema.errors import ErrorBody

from .datasets import DATASET_NAME, IngestOptions


class IngestFile(Message):
    """A file for a data worker: where it is, and its name for people, which says its format."""

    path: str
    name: str


class FolderFile(Body):
    """A file or folder inside one of the folders that the operator has opened, both by name."""

    folder: str
    path: str


class AddDataset(Body):
    """Files to make a data set from: uploads that have arrived whole, or files in the operator's folders."""

    uploads: list[UUID4] = Field(default_factory=list, max_length=100)
    files: list[FolderFile] = Field(default_factory=list, max_length=100)
    name: Annotated[str, Field(pattern=f"^{DATASET_NAME}$")] | None = None
    """By default it follows from the name of the first file. A name that exists gets a new version."""
    options: IngestOptions = Field(default_factory=IngestOptions)


class IngestState(StrEnum):
    """States of an import. All but the first are final."""

    running = "running"
    done = "done"
    failed = "failed"
    cancelled = "cancelled"


class IngestJob(Message):
    """An import. `progress` is the share of the work that is done, from 0 to 1."""

    id: UUID4
    state: IngestState
    progress: float
    name: str | None = None
    """The data set that came of it."""
    version: str | None = None
    error: ErrorBody | None = None
    """Why it failed."""


class PreviewFile(Body):
    """A file to look into: an upload that has arrived whole, or a file in one of the operator's folders."""

    file: UUID4 | FolderFile
    options: IngestOptions = Field(default_factory=IngestOptions)


class DataFile(Message):
    """An entry of a folder."""

    name: str
    is_folder: bool
    bytes: int


class DataFolder(Message):
    """The entries of a folder, folders first."""

    files: list[DataFile]


class DataFolderList(Message):
    """The folders of the server whose files may be used as data, by name."""

    folders: list[str]
