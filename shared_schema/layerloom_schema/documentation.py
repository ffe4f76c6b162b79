"""What Keras says of a thing in the catalogue, as data: blocks that hold spans. No markup crosses the wire."""

from typing import Annotated, Literal

from pydantic import Field

from .base import Message


class Words(Message):
    """Text as it stands."""

    kind: Literal["words"] = "words"
    text: str


class CodeWords(Message):
    """A piece of code inside a sentence."""

    kind: Literal["code"] = "code"
    text: str


class Strong(Message):
    """What is said with weight."""

    kind: Literal["strong"] = "strong"
    spans: "list[Span]"


class Emphasis(Message):
    """What is said with stress."""

    kind: Literal["emphasis"] = "emphasis"
    spans: "list[Span]"


class Link(Message):
    """An address of the web, always `http` or `https`, and the words that lead there."""

    kind: Literal["link"] = "link"
    spans: "list[Span]"
    href: str


Span = Annotated[Words | CodeWords | Strong | Emphasis | Link, Field(discriminator="kind")]


class Paragraph(Message):
    """Sentences that stand together."""

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
    """A name and what is said of it."""

    term: str
    blocks: "list[Block]"


class Definitions(Message):
    """Names, each with what is said of it: the arguments of a layer."""

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
    """As it stands in Keras."""
    signature: Signature | None
    """Not for a word that only `compile` knows, such as `accuracy`."""
    blocks: list[Block]
    """The same text, read: nothing of it is left out but its marks."""


ItemList.model_rebuild()
Definition.model_rebuild()
