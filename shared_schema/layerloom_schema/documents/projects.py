"""Saved documents and their revisions. A draft need not be valid: any JSON object is kept as it came."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from layerloom_schema.base import Body, Json, Message, ProjectId

Revision = Annotated[int, Field(ge=1, lt=2**31)]
"""Counted from 1, as far as a database counts."""


class NewProject(Body):
    """Body of `POST /projects`."""

    document: dict[str, Json]


class SaveProject(Body):
    """Body of `PUT /projects/{id}`: `revision` is the one that was edited."""

    revision: Revision
    document: dict[str, Json]


class ProjectRecord(Message):
    """A project without its document."""

    id: ProjectId
    name: str
    revision: int
    created_at: datetime
    updated_at: datetime


class ProjectDetail(ProjectRecord):
    """A project with the document of its newest revision, or of the one asked for."""

    document: dict[str, Json]


class ProjectList(Message):
    """Last changed first."""

    projects: list[ProjectRecord]


class RevisionRecord(Message):
    """One saved state."""

    revision: int
    saved_at: datetime


class RevisionList(Message):
    """A page of revisions, newest first. With `has_more`, request again with the number of the last one as `after`."""

    revisions: list[RevisionRecord]
    has_more: bool
