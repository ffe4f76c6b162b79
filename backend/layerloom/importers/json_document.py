"""Read a document from JSON: any format version up to the current one; unknown fields are preserved."""

from layerloom.graph.parameter_values import format_value
from layerloom_schema import strict_json
from layerloom_schema.document import Document, as_meant, misread_values, read_document


def import_json(body: bytes, name: str) -> tuple[Document, list[str]]:
    """The document, and sentences about values that were converted.

    A document without a name gets the name of its file. Raises `Unreadable`.
    """
    value = strict_json.loads(body)
    if isinstance(value, dict) and not value.get("name"):
        value["name"] = name.removesuffix(".json") or "Untitled"
    document = read_document(value)
    lost = [
        f"{'.'.join(found.path)} was {format_value(found.received)}; it is read as {format_value(found.meant)}."
        for found in misread_values(document)
    ]
    return as_meant(document), lost
