"""The answers to the page and the command line: a document that follows its script, and a script after a change."""

from layerloom.build.dry.call_cache import CallCache
from layerloom_schema.catalog.entries import Catalog
from layerloom_schema.documents.document import Document, Script, write_document
from layerloom_schema.errors import ErrorCode, Refused
from layerloom_schema.limits import Limits
from layerloom_schema.models.script_lens import PutOutcome, PutScript, ScriptPut, ScriptWords
from layerloom_schema.service import FollowedScript

from .agreement import agreement
from .follow import follow
from .put import Put, put
from .script_reading import Reader, ScriptReading
from .words import words


def followed(document: Document, catalog: Catalog, limits: Limits, cache: CallCache) -> FollowedScript:
    """The document as its script says it. Raises `Refused` for a script that cannot be read, or that is not there."""
    script = script_of(document)
    reading = _reader(script, catalog, limits, cache).read(script.text)
    found = follow(reading, document, catalog)
    message = reading.script.message(write_document(found))
    return FollowedScript(
        document=message.document,
        words=_words(reading, found, catalog),
        models=message.models,
        holes=message.holes,
        warnings=message.warnings,
    )


def put_script(asked: ScriptPut, catalog: Catalog, limits: Limits, cache: CallCache) -> PutScript:
    """The script of a document after a change. Raises `Refused` as `followed` does."""
    script = script_of(asked.after)
    reader = _reader(script, catalog, limits, cache)
    found = put(reader, script.text, asked.before, asked.after)
    outcome = _outcome(found, script.text)
    text = script.text if found.text is None else found.text
    reading = reader.read(text)
    return PutScript(
        outcome=outcome,
        text=text,
        agreed=found.agreed,
        words=_words(reading, asked.after, catalog),
        count=found.count,
        all=found.all,
        apart=found.apart,
    )


def _outcome(found: Put, text: str) -> PutOutcome:
    if found.text is not None:
        return PutOutcome.same if found.text == text else PutOutcome.changed
    return PutOutcome.several if found.all or found.apart else PutOutcome.refused


def script_of(document: Document) -> Script:
    """The script of a document. Raises `Refused` where it has none."""
    if document.script is None:
        raise Refused(422, ErrorCode.code_unreadable, variant="no_script")
    return document.script


def _reader(script: Script, catalog: Catalog, limits: Limits, cache: CallCache) -> Reader:
    return Reader(catalog, limits, cache, script.model, script.filled)


def _words(reading: ScriptReading, document: Document, catalog: Catalog) -> list[ScriptWords]:
    pairs = agreement(reading, document, catalog)
    return words(reading, pairs) if pairs is not None else []
