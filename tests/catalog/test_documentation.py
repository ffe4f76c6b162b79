"""What Keras says of each entry of the catalogue, read into blocks: nothing of it is lost."""

import inspect
import re
from collections.abc import Iterator, Sequence
from functools import reduce
from itertools import pairwise

import keras
import pytest

from layerloom.catalog.docs.docstring_blocks import blocks_of
from layerloom.catalog.docs.docstring_spans import spans_of
from layerloom.catalog.docs.documentation import documentation
from layerloom.catalog.docstring_arguments import argument_texts
from layerloom.catalog.overrides.allowlist import WORDS, Kind
from layerloom_schema.errors import Refused
from layerloom_schema.text.documentation import (
    Block,
    CodeBlock,
    CodeWords,
    Definitions,
    Documentation,
    Emphasis,
    Heading,
    ItemList,
    Link,
    Paragraph,
    Span,
    Strong,
    Words,
)
from support.drawing import CATALOG

KINDS = (*(kind.value for kind in Kind), "ops", "applications")
FENCE = re.compile(r"^\s*```\s*\w*$", re.MULTILINE)
PATH = re.compile(r"^keras(\.\w+)+$")


def spoken(spans: Sequence[Span]) -> str:
    """Spans as they were written: links with their address, code between its marks."""
    parts = []
    for span in spans:
        match span:
            case Words():
                parts.append(span.text)
            case CodeWords():
                parts.append(f"`{span.text}`")
            case Strong() | Emphasis():
                parts.append(f"*{spoken(span.spans)}*")
            case Link():
                name = spoken(span.spans)
                parts.append(name if name == span.href else f"[{name}]({span.href})")
    return "".join(parts)


def written(blocks: Sequence[Block]) -> Iterator[str]:
    """Blocks as lines of text, in order."""
    for block in blocks:
        match block:
            case Paragraph() | Heading():
                yield spoken(block.spans)
            case CodeBlock():
                yield block.text
            case ItemList():
                for place, item in enumerate(block.items):
                    yield "" if block.start is None else f"{block.start + place}."
                    yield from written(item)
            case Definitions():
                for entry in block.entries:
                    yield entry.term
                    yield from written(entry.blocks)


def every(blocks: Sequence[Block]) -> Iterator[Block]:
    """All blocks, those inside others too."""
    for block in blocks:
        yield block
        inside = block.items if isinstance(block, ItemList) else ()
        for blocks_inside in inside:
            yield from every(blocks_inside)
        for entry in block.entries if isinstance(block, Definitions) else ():
            yield from every(entry.blocks)


def read(kind: str) -> list[Documentation]:
    return [
        documentation(kind, name) for name, entry in getattr(CATALOG, kind).items() if entry.refused is None
    ]


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


@pytest.mark.parametrize("kind", KINDS)
def test_C84_no_word_of_keras_is_lost_and_none_is_put_elsewhere(kind: str) -> None:
    for entry in read(kind):
        assert entry.text
        assert words("\n".join(written(entry.blocks))) == words(FENCE.sub("", entry.text)), entry.name


@pytest.mark.parametrize("kind", KINDS)
def test_C84_marks_are_read_and_not_shown(kind: str) -> None:
    for entry in read(kind):
        for block in every(entry.blocks):
            assert not isinstance(block, ItemList) or all(block.items), entry.name
            if isinstance(block, Paragraph | Heading):
                text = "".join(span.text for span in block.spans if isinstance(span, Words))
                assert not re.search(r"```|>>>|\]\(http|(?<!\w)\*\*\w[^*]*\*\*", text), (
                    entry.name,
                    text,
                )
            if isinstance(block, Definitions):
                assert all(re.match(r"\**\w", entry.term) for entry in block.entries)


@pytest.mark.parametrize("kind", KINDS)
def test_C84_the_signature_is_python_s_own(kind: str) -> None:
    for entry in read(kind):
        if entry.name in WORDS and kind == Kind.metrics:
            assert entry.signature is None
            continue
        assert entry.signature is not None
        assert PATH.match(entry.signature.name), entry.name
        thing = reduce(getattr, entry.signature.name.split(".")[1:], keras)
        parameters = inspect.signature(thing).parameters.values()
        plain = inspect.Signature([one.replace(annotation=inspect.Parameter.empty) for one in parameters])
        assert f"({', '.join(entry.signature.arguments)})" == str(plain)


@pytest.mark.parametrize("kind", KINDS)
def test_C84_every_argument_that_keras_tells_of_is_a_term(kind: str) -> None:
    """Held against the reader of the catalogue, which looks for nothing else."""
    for entry in read(kind):
        if entry.signature is None:
            continue
        thing = reduce(getattr, entry.signature.name.split(".")[1:], keras)
        terms = [
            entry.term.split(" ")[0]
            for heading, following in pairwise(entry.blocks)
            if isinstance(heading, Heading) and spoken(heading.spans) in ("Args", "Arguments")
            for entry in (following.entries if isinstance(following, Definitions) else ())
        ]
        names = [term for term in terms if term.isidentifier()]
        # The other reader passes over a section that is indented as a whole.
        assert list(argument_texts(thing)) in (names, []), entry.name


def test_C84_a_docstring_becomes_signature_paragraphs_sections_and_code() -> None:
    entry = documentation("layers", "LSTM")
    assert entry.text == inspect.getdoc(keras.layers.LSTM)
    kinds = [block.kind for block in entry.blocks]
    assert kinds == [
        "paragraph",
        "paragraph",
        "list",
        "paragraph",
        "code_block",
        "heading",
        "definitions",
        "heading",
        "definitions",
    ]
    numbered, console, arguments = entry.blocks[2], entry.blocks[4], entry.blocks[6]
    assert isinstance(numbered, ItemList)
    assert (numbered.start, len(numbered.items)) == (1, 7)
    assert isinstance(console, CodeBlock)
    assert console.language == "console"
    assert console.text.endswith(">>> final_carry_state.shape\n(32, 4)")
    assert isinstance(arguments, Definitions)
    forget = next(entry for entry in arguments.entries if entry.term == "unit_forget_bias")
    assert list(written(forget.blocks)) == [
        "Boolean (default `True`). If `True`, add 1 to the bias of the forget gate at initialization. Setting it to "
        '`True` will also force `bias_initializer="zeros"`. This is recommended in [Jozefowicz et al.]'
        "(https://github.com/mlresearch/v37/blob/gh-pages/jozefowicz15.pdf)"
    ]


def test_C84_text_after_a_list_is_its_own() -> None:
    found = blocks_of(
        "Take\n- one: its sentence\n  goes on.\n- two\nwords more.\nThen this.\n\n2. second\n4. fourth"
    )
    assert [list(written([block])) for block in found] == [
        ["Take"],
        ["", "one: its sentence goes on.", "", "two words more."],
        ["Then this."],
        ["2.", "second"],
        ["4.", "fourth"],
    ]


def test_C84_code_keeps_its_lines() -> None:
    found = blocks_of(
        "Example:\n\n```python\nif x:\n    y()\n```\n>>> f(\n...     1)\n[[1],\n\n [2]]\n\n>>> g()\n\nEnd."
    )
    assert found == [
        Heading(spans=[Words(text="Example")]),
        CodeBlock(language="python", text="if x:\n    y()"),
        CodeBlock(language="console", text=">>> f(\n...     1)\n[[1],\n\n [2]]\n\n>>> g()"),
        Paragraph(spans=[Words(text="End.")]),
    ]


def test_C84_what_looks_like_a_mark_and_is_none_stays() -> None:
    plain = "x1 * x2 * 2**n, **kwargs and *args, [a](b), <b>bold</b> and `open"
    assert spans_of(plain) == [Words(text=plain)]
    assert spans_of("see https://a.b/c(d).") == [
        Words(text="see "),
        Link(spans=[Words(text="https://a.b/c")], href="https://a.b/c"),
        Words(text="(d)."),
    ]
    assert spans_of("[x](javascript:alert(1))") == [Words(text="[x](javascript:alert(1))")]


def test_C84_it_is_read_live_by_name_and_alias() -> None:
    assert documentation("layers", "MaxPool2D").text == inspect.getdoc(keras.layers.MaxPooling2D)
    assert documentation("losses", "mse").text == inspect.getdoc(keras.losses.MeanSquaredError)


@pytest.mark.parametrize(("kind", "name"), [("layers", "Lambda"), ("losses", "get"), ("utils", "plot_model")])
def test_C84_what_is_not_in_the_catalogue_has_no_documentation_here(kind: str, name: str) -> None:
    with pytest.raises(Refused) as caught:
        documentation(kind, name)
    assert caught.value.status == 404
