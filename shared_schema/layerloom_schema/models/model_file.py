"""A saved model that is read as a document."""

from pydantic import UUID4

from layerloom_schema.base import Body


class ImportModel(Body):
    """Body of `POST /import/model`: the upload with the file of the model.

    With `parity` the answer compares the document with the file, which takes the time of building the model.
    """

    upload: UUID4
    parity: bool = True
