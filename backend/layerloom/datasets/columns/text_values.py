"""The different texts of a field and their order, collected while its rows are written."""

import polars as pl

from layerloom_schema.data.datasets import FieldInfo

MOST_VALUES = 100
"""Maximum distinct values that a field lists."""
_LONGEST = 100
"""Characters of a text that may be one of a few values."""


class TextValues:
    """What is known of the texts of a field after some of its rows; an empty text is missing."""

    def __init__(self) -> None:
        self.missing = 0
        self._values: set[str] | None = set()
        self._last: str | None = None
        self._rising = self._falling = True

    def add(self, texts: pl.Series) -> None:
        """Take the texts of further rows, none of them null."""
        self.missing += int((texts == "").sum())
        if not len(texts):
            return
        if self._values is not None:
            self._add_values(texts.unique())
        if self._rising or self._falling:
            self._compare(texts if self._last is None else pl.concat([pl.Series([self._last]), texts]))
            self._last = texts[-1]

    def described(self, field: FieldInfo) -> FieldInfo:
        """A field of these texts; of a row of several texts only the missing ones are counted."""
        single = field.shape in ([], [1])
        values = None if self._values is None or not single else sorted(self._values)
        several = values is None or len(values) > 1
        ordered = single and several and field.rows > 1 and (self._rising or self._falling)
        return field.model_copy(update={"missing": self.missing, "values": values, "ordered": ordered})

    def _add_values(self, texts: pl.Series) -> None:
        if self._values is None or len(texts) > MOST_VALUES + 1 or (texts.str.len_chars() > _LONGEST).any():
            self._values = None
            return
        self._values |= {text for text in texts.to_list() if text}
        if len(self._values) > MOST_VALUES:
            self._values = None

    def _compare(self, texts: pl.Series) -> None:
        before, after = texts[:-1], texts[1:]
        self._rising = self._rising and bool((before <= after).all())
        self._falling = self._falling and bool((before >= after).all())
