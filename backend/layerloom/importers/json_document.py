"""Reads a document from JSON text: any format up to today's, unknown fields kept."""

from layerloom_schema import strict_json
from layerloom_schema.document import Document, read_document


def import_json(body: bytes, name: str) -> tuple[Document, list[str]]:
    """The document, and in sentences what could not be carried (nothing, for our own format).

    A document without a name gets that of its file. Raises `Unreadable`.
    """
    value = strict_json.loads(body)
    if isinstance(value, dict) and not value.get("name"):
        value["name"] = name.removesuffix(".json") or "Untitled"
    return read_document(value), []
