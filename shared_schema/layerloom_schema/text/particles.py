"""How words are joined where a language does not do it by spaces alone: Chinese spacing and Korean particles."""

import re
from collections.abc import Mapping, Sequence

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_LATIN = re.compile(r'[A-Za-z0-9_(")]')


def spaced(words: Sequence[str]) -> str:
    """Text and inserted words in turns: no space between Chinese characters, one between them and Latin letters."""
    made = words[0]
    for text in words[1:]:
        before, after = made.rstrip(" "), text.lstrip(" ")
        given = made[len(before) :] + text[: len(text) - len(after)]
        made = before + _gap(before[-1:], after[:1], given) + after
    return made


def _gap(one: str, other: str, given: str) -> str:
    if _HAN.match(one) and _HAN.match(other):
        return ""
    if (_HAN.match(one) and _LATIN.match(other)) or (_LATIN.match(one) and _HAN.match(other)):
        return " "
    return given


_PARTICLES: Mapping[str, tuple[str, str]] = {
    "(으)로": ("으로", "로"),
    "이(가)": ("이", "가"),
    "을(를)": ("을", "를"),
    "은(는)": ("은", "는"),
    "와(과)": ("과", "와"),
}
"""After a closed syllable, and after an open one."""
_PAIR = re.compile(r"([가-힣\d])(이\(가\)|을\(를\)|은\(는\)|와\(과\)|\(으\)로)")
_CLOSED_FIGURES = "013678"
"""Of the figures as they are read: 영, 일, 이, 삼 …"""
_LIQUID_FIGURES = "178"
"""Those that end in ㄹ: 일, 칠, 팔. `로` takes ㄹ for open."""
_LIQUID = 8
_SYLLABLES, _ENDS = 0xAC00, 28


def with_particles(text: str) -> str:
    """Choose between two Korean particles by the end of the word or number before them."""
    return _PAIR.sub(_particle, text)


def _particle(match: re.Match[str]) -> str:
    last, pair = match.groups()
    end = (ord(last) - _SYLLABLES) % _ENDS
    liquid = last in _LIQUID_FIGURES if last.isdigit() else end == _LIQUID
    closed = last in _CLOSED_FIGURES if last.isdigit() else end > 0
    return last + _PARTICLES[pair][0 if closed and not (liquid and pair == "(으)로") else 1]
