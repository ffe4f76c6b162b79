"""Parse inline Markdown of a docstring: code, links, bold and italics."""

import re

from layerloom_schema.text.documentation import CodeWords, Emphasis, Link, Span, Strong, Words

_SPAN = re.compile(
    r"""
      (?P<ticks>`+)(?P<code>(?:(?!(?P=ticks)).)+)(?P=ticks)
    | \[(?P<name>[^\[\]]+)\]\(\s*(?P<href>https?://[^\s()]+)\s*\)
    | (?P<address>https?://[^\s<>"`()\[\]]*[^\s<>"`()\[\].,;:])
    | (?<!\w)\*\*(?P<strong>[^\s*](?:.*?[^\s*])?)\*\*(?!\w)
    | (?<![\w*])\*(?P<stress>[^\s*](?:[^*]*[^\s*])?)\*(?![\w*])
    """,
    re.VERBOSE,
)


def spans_of(text: str) -> list[Span]:
    """The spans of a text. An unmatched marker is plain text."""
    spans: list[Span] = []
    end = 0
    for match in _SPAN.finditer(text):
        if match.start() > end:
            spans.append(Words(text=text[end : match.start()]))
        spans.append(_span(match))
        end = match.end()
    if end < len(text):
        spans.append(Words(text=text[end:]))
    return spans


def _span(match: re.Match[str]) -> Span:
    if match["code"]:
        return CodeWords(text=match["code"])
    if match["href"]:
        return Link(spans=spans_of(match["name"]), href=match["href"])
    if match["address"]:
        return Link(spans=[Words(text=match["address"])], href=match["address"])
    if match["strong"]:
        return Strong(spans=spans_of(match["strong"]))
    return Emphasis(spans=spans_of(match["stress"]))
