"""Parse a Keras docstring into blocks: Google-style sections with Markdown paragraphs, lists and code.

Each reader takes the lines from an index on, and returns its blocks and the index where it stopped, or `None` where it
does not match. Anything else is a paragraph, so no word is lost.
"""

import re
from collections.abc import Callable, Sequence
from itertools import takewhile

from layerloom_schema.text.documentation import (
    Block,
    CodeBlock,
    Definition,
    Definitions,
    Heading,
    ItemList,
    Paragraph,
)

from .docstring_lines import dedented, end_of_indented, hanging, indent, next_written
from .docstring_spans import spans_of

Taken = tuple[list[Block], int] | None

_HEADING = re.compile(
    r"(?:(?:Call )?[Aa]rg(?:ument)?s|Returns|Raises|(?:In|Out)puts?(?: shape)?|Examples?|References?|Notes?|Formula"
    r"|Initialization|Masking|Notation|(?:Example u|Standalone u|U)sage\b.*|(?:Note on|Relation to) .*):"
)
_NAMED = re.compile(r"(?:Call )?[Aa]rg(?:ument)?s:|Returns:|Raises:")
"""Headings over definition lists."""
_TERM = re.compile(r"`?(?P<term>\*{0,2}\w+(?:, \*{0,2}\w+)*)`?(?P<more> ?\([^)]*\))?:(?=\s|$)\s*(?P<rest>.*)")
_POINT = re.compile(r"(?P<mark>[-*]|(?P<number>\d+)[.)])\s+(?P<rest>.*)")
_FENCE = re.compile(r"```\s*(?P<language>\w*)\s*$")
_RULE = re.compile(r"-{4,}$")
_PROMPT = ">>>"


def blocks_of(text: str) -> list[Block]:
    """The blocks of a docstring, in order."""
    return _read(text.split("\n"))


def _read(lines: Sequence[str]) -> list[Block]:
    blocks: list[Block] = []
    at = next_written(lines, 0)
    while at < len(lines):
        found, end = next(taken for reader in _READERS if (taken := reader(lines, at)) is not None)
        blocks += found
        at = next_written(lines, end)
    return blocks


def _rule(lines: Sequence[str], at: int) -> Taken:
    """Skip a horizontal rule."""
    return ([], at + 1) if _RULE.match(lines[at].strip()) else None


def _fenced(lines: Sequence[str], at: int) -> Taken:
    """A fenced code block; the code may be less indented than the fences."""
    match = _FENCE.match(lines[at].strip())
    if match is None:
        return None
    code = list(takewhile(lambda line: not line.strip().startswith("```"), lines[at + 1 :]))
    block = CodeBlock(language=match["language"] or None, text="\n".join(dedented(code)))
    return [block], at + len(code) + 2


def _console(lines: Sequence[str], at: int) -> Taken:
    """A console session; it continues after an empty line if prompts follow."""
    if not lines[at].lstrip().startswith(_PROMPT):
        return None
    end = at
    while end < len(lines) and (lines[end].strip() or _goes_on(lines, at, end)):
        end += 1
    return [CodeBlock(language="console", text="\n".join(dedented(lines[at:end])))], end


def _goes_on(lines: Sequence[str], begin: int, gap: int) -> bool:
    """Whether a console continues after an empty line: with a prompt, or the rest of an array."""
    after = "".join(lines[next_written(lines, gap) :][:1]).lstrip()
    said = "\n".join(lines[begin:gap])
    return after.startswith(_PROMPT) or (after.startswith("[") and said.count("[") > said.count("]"))


def _table(lines: Sequence[str], at: int) -> Taken:
    """A table, shown verbatim."""
    rows = list(takewhile(lambda line: line.lstrip().startswith("|"), lines[at:]))
    return ([CodeBlock(language=None, text="\n".join(dedented(rows)))], at + len(rows)) if rows else None


def _section(lines: Sequence[str], at: int) -> Taken:
    """A heading with its indented section."""
    title = lines[at].strip()
    if not _HEADING.fullmatch(title):
        return None
    end = end_of_indented(lines, at + 1, indent(lines[at]))
    body = dedented(lines[at + 1 : end])
    inside = _definitions(body) if _NAMED.fullmatch(title) else _read(body)
    return [Heading(spans=spans_of(title[:-1])), *inside], end


def _definitions(body: Sequence[str]) -> list[Block]:
    """A definition list: names at the left edge with their texts; plain text without names."""
    found = [(at, match) for at, line in enumerate(body) if (match := _TERM.match(line))]
    if not found:
        return _read(body)
    ends = [*(at for at, _ in found[1:]), len(body)]
    entries = [
        Definition(
            term=match["term"] + (match["more"] or ""),
            blocks=_read(hanging(match["rest"], body[at + 1 : end])),
        )
        for (at, match), end in zip(found, ends, strict=True)
    ]
    return [*_read(body[: found[0][0]]), Definitions(entries=entries)]


def _list(lines: Sequence[str], at: int) -> Taken:
    """A list of one kind at one depth; a number out of sequence begins another list."""
    first = _POINT.match(lines[at].lstrip())
    if first is None:
        return None
    depth, end = indent(lines[at]), at
    items: list[list[Block]] = []
    begin = None if first["number"] is None else int(first["number"])
    while end < len(lines) and indent(lines[end]) == depth:
        wanted = first["mark"] if begin is None else str(begin + len(items))
        match = _POINT.match(lines[end].lstrip())
        if match is None or wanted != (match["number"] or match["mark"]):
            break
        after = _end_of_point(lines, end, depth)
        items.append(_read(hanging(match["rest"], lines[end + 1 : after])))
        end = next_written(lines, after)
    return [ItemList(start=begin, items=items)], end


def _end_of_point(lines: Sequence[str], at: int, depth: int) -> int:
    """The end of a list item: its lines are indented, or continue an unfinished sentence."""
    end = at + 1
    while end < len(lines):
        here = next_written(lines, end)
        if here == len(lines) or (indent(lines[here]) <= depth and (here > end or _is_new(lines, here))):
            return end
        end = here + 1
    return end


def _is_new(lines: Sequence[str], at: int) -> bool:
    ended = lines[at - 1].rstrip().endswith((".", ":")) and lines[at].lstrip()[0].isupper()
    return ended or _begins_block(lines[at])


def _indented(lines: Sequence[str], at: int) -> Taken:
    """An indented block without a heading, read as if it were not indented."""
    if indent(lines[at]) == 0:
        return None
    end = end_of_indented(lines, at, 0)
    return _read(dedented(lines[at:end])), end


def _paragraph(lines: Sequence[str], at: int) -> Taken:
    end = at + 1
    while end < len(lines) and lines[end].strip() and not _parts(lines[at:end], lines[end]):
        end += 1
    return [Paragraph(spans=spans_of(" ".join(line.strip() for line in lines[at:end])))], end


def _parts(so_far: Sequence[str], line: str) -> bool:
    """Whether a line ends the paragraph before it; inside inline code nothing does."""
    if sum(part.count("`") for part in so_far) % 2:
        return False
    return _begins_block(line) or (so_far[-1].endswith(":") and indent(line) > indent(so_far[-1]))


def _begins_block(line: str) -> bool:
    bare = line.strip()
    return bool(
        bare.startswith((_PROMPT, "```", "|"))
        or _POINT.match(bare)
        or _HEADING.fullmatch(bare)
        or _RULE.match(bare)
    )


_READERS: Sequence[Callable[[Sequence[str], int], Taken]] = (
    _rule,
    _fenced,
    _console,
    _table,
    _section,
    _list,
    _indented,
    _paragraph,
)
"""The readers in order; the last one accepts anything."""
