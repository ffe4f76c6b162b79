"""What an inspector does with documents alone: apply edits, and compare two of them.

Both can take minutes for a document that was made to: the inspector has a limit of time, the web process has none.
"""

from layerloom.graph.difference.compare_documents import compare_documents
from layerloom.graph.edits import apply
from layerloom_schema import strict_json
from layerloom_schema.catalog.entries import Catalog
from layerloom_schema.documents.difference import Difference, DifferenceRequest
from layerloom_schema.documents.document import read_document, write_document
from layerloom_schema.documents.edits import EditedDocument, EditRequest


def edited(asked: EditRequest) -> EditedDocument:
    """A document after edits. Raises `Unreadable` where the result is no document, or none that could be read again."""
    document = write_document(apply(read_document(asked.document), asked.edits))
    strict_json.require_depth(document)
    return EditedDocument(document=document)


def compared(asked: DifferenceRequest, catalog: Catalog) -> Difference:
    """What differs between two documents."""
    return compare_documents(read_document(asked.before), read_document(asked.after), catalog)
