"""Tables in files with a JSON object a line."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import polars as pl

from layerloom.datasets.ingest.refusals import refuse_file
from layerloom.datasets.ingest.text_stream import MAX_LINE, TextStream
from layerloom_schema.data.datasets import DatasetSource, FileFormat, IngestOptions

from .cells import Reading
from .table_source import SAMPLE_ROWS, Block
from .typed_frame import check_types, plain
from .typed_source import TypedSource

_SAMPLE_BYTES = 1 << 23


class JsonLinesSource(TypedSource):
    """One file of JSON objects. Keys are columns; one that a line lacks is missing there."""

    def __init__(self, path: Path, options: IngestOptions) -> None:
        """Raises `Refused` where a line of its beginning is no object, or has a list or an object in it."""
        super().__init__(path, options)
        self._stream = TextStream(path, options.encoding)
        self._sample, self._whole = self._read_sample()
        self._own = self._sample.frame.columns
        if not self._own:
            raise refuse_file("empty_file", self.file)
        self._name_columns(self._own)

    def describe(self) -> DatasetSource:
        """How the file is read."""
        return DatasetSource(files=[self.file], format=FileFormat.json_lines)

    def sample(self) -> tuple[Block, bool]:
        """The first rows."""
        return self._named(self._sample, self.names), self._whole

    def blocks(self, readings: Mapping[str, Reading]) -> Iterator[tuple[Block, int]]:
        """All rows of some columns. Raises `Refused` for a key that none of the first rows has."""
        done = 0
        for content, line in self._pieces(None):
            block = self._parse(content, line)
            late = next((name for name in block.frame.columns if name not in self._own), None)
            if late is not None:
                row = int(block.frame[late].is_not_null().arg_true()[0])
                raise refuse_file("late_column", self.file, line=block.line_of(row), column=late)
            done += len(content)
            yield self._named(block, list(readings)), min(done, self.total_bytes)

    def _read_sample(self) -> tuple[Block, bool]:
        pieces = self._pieces(_SAMPLE_BYTES)
        first = next(pieces, None)
        if first is None:
            raise refuse_file("empty_file", self.file)
        block = self._parse(*first)
        whole = block.frame.height <= SAMPLE_ROWS and next(pieces, None) is None
        return Block(block.frame.head(SAMPLE_ROWS), block.line_of), whole

    def _pieces(self, size: int | None) -> Iterator[tuple[bytes, int]]:
        """Whole lines, with the number of the first one."""
        rest, line = b"", 1
        blocks = self._stream.blocks() if size is None else self._stream.blocks(size)
        for block in blocks:
            content = rest + block
            end = content.rfind(b"\n") + 1
            if not end and len(content) > MAX_LINE:
                raise refuse_file("long_line", self.file, line=line, limit=MAX_LINE, got=len(content))
            if content[:end].strip():
                yield content[:end], line
            rest, line = content[end:], line + content[:end].count(b"\n")
        if rest.strip():
            yield rest + b"\n", line

    def _parse(self, content: bytes, line: int) -> Block:
        lines = [number for number, text in enumerate(content.split(b"\n"), line) if text.strip()]
        try:
            frame = pl.read_ndjson(content, infer_schema_length=None)
        except pl.exceptions.PolarsError as error:
            raise self._bad_line(content, line) from error
        if frame.height != len(lines):
            raise self._bad_line(content, line)
        check_types(frame.schema, self.file)
        return Block(plain(frame), lines.__getitem__)

    def _bad_line(self, content: bytes, line: int) -> Exception:
        for number, text in enumerate(content.split(b"\n"), line):
            try:
                if not text.strip() or isinstance(json.loads(text, parse_constant=_no_json), dict):
                    continue
            except (ValueError, RecursionError):  # the latter where lists are nested a thousand times
                pass
            return refuse_file("json_line", self.file, line=number)
        return self._mixed(content, line) or refuse_file("damaged", self.file)

    def _mixed(self, content: bytes, line: int) -> Exception | None:
        """The refusal of a key that has a truth value in one line and a number in another."""
        kinds: dict[str, bool] = {}
        for number, text in enumerate(content.split(b"\n"), line):
            for name, value in (json.loads(text) if text.strip() else {}).items():
                if not isinstance(value, int | float):
                    continue
                truth = isinstance(value, bool)
                if kinds.setdefault(name, truth) != truth:
                    cell = json.dumps(value)
                    return refuse_file("json_kinds", self.file, line=number, column=name, cell=cell)
        return None

    def _named(self, block: Block, names: list[str]) -> Block:
        frame = block.frame
        own = dict(zip(self.names, self._own, strict=True))
        place = {name: index for index, name in enumerate(frame.columns)}
        chosen = [
            (pl.nth(place[own[name]]) if own[name] in place else pl.lit(None, pl.Float64)).alias(name)
            for name in names
        ]
        return Block(frame.select(chosen), block.line_of)


def _no_json(constant: str) -> None:
    """Raise `ValueError` for NaN and infinity, which Python would read."""
    raise ValueError(constant)
