"""Read a document from JSON: any format version up to the current one; unknown fields are preserved."""

from typing import Any

from layerloom_schema.documents.document import Document, as_meant, misread_values, read_document
from layerloom_schema.models.import_warnings import DocumentWarning, WarningCode, warning


def import_json(value: Any, name: str) -> tuple[Document, list[DocumentWarning]]:
    """The document in a decoded JSON file, and warnings about values that were converted.

    A document without a name gets the name of its file. Raises `Unreadable`.
    """
    if isinstance(value, dict) and not value.get("name"):
        value["name"] = name.removesuffix(".json") or "Untitled"
    document = read_document(value)
    warnings = [
        warning(
            WarningCode.value_read,
            path=".".join(found.path),
            received=found.received,
            meant=found.meant,
        )
        for found in misread_values(document)
    ]
    return as_meant(document), warnings
