"""Parsed docstrings of Keras as blocks with spans. No markup is sent to the page."""

from typing import Annotated, Literal

from pydantic import Field

from layerloom_schema.base import Message


class Words(Message):
    """Plain text."""

    kind: Literal["words"] = "words"
    text: str


class CodeWords(Message):
    """A piece of code inside a sentence."""

    kind: Literal["code"] = "code"
    text: str


class Strong(Message):
    """Strong text."""

    kind: Literal["strong"] = "strong"
    spans: "list[Span]"


class Emphasis(Message):
    """Emphasized text."""

    kind: Literal["emphasis"] = "emphasis"
    spans: "list[Span]"


class Link(Message):
    """A link, always `http` or `https`, with its text."""

    kind: Literal["link"] = "link"
    spans: "list[Span]"
    href: str


Span = Annotated[Words | CodeWords | Strong | Emphasis | Link, Field(discriminator="kind")]


class Paragraph(Message):
    """A paragraph."""

    kind: Literal["paragraph"] = "paragraph"
    spans: list[Span]


class Heading(Message):
    """The title of what follows, without its colon."""

    kind: Literal["heading"] = "heading"
    spans: list[Span]


class CodeBlock(Message):
    """Lines that keep their breaks and their indentation."""

    kind: Literal["code_block"] = "code_block"
    language: str | None
    """`python`, `console` for Python with its prompts and answers, or what Keras calls it."""
    text: str


class ItemList(Message):
    """Points, each with blocks of its own; numbered from `start` on, where that is said."""

    kind: Literal["list"] = "list"
    start: int | None
    items: "list[list[Block]]"


class Definition(Message):
    """A name and its description."""

    term: str
    blocks: "list[Block]"


class Definitions(Message):
    """Names with descriptions, such as the arguments of a layer."""

    kind: Literal["definitions"] = "definitions"
    entries: list[Definition]


Block = Annotated[Paragraph | Heading | CodeBlock | ItemList | Definitions, Field(discriminator="kind")]


class Signature(Message):
    """How Python calls it: its whole name, and each argument as it is written, with its default."""

    name: str
    arguments: list[str]


class Documentation(Message):
    """The docstring of one thing in the catalogue, read live from the installed Keras."""

    kind: str
    name: str
    text: str
    """The docstring unchanged."""
    signature: Signature | None
    """Not for a word that only `compile` knows, such as `accuracy`."""
    blocks: list[Block]
    """The docstring parsed; nothing is left out but the markup."""


ItemList.model_rebuild()
Definition.model_rebuild()
