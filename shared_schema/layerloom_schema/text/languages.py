"""The languages that sentences are written in, and which of them a person wants."""

import re
from collections.abc import Mapping, Sequence
from typing import Literal

Language = Literal["en", "zh-CN", "zh-TW", "ko"]
LANGUAGES: tuple[Language, ...] = ("en", "zh-CN", "zh-TW", "ko")

_TRADITIONAL = re.compile(r"-(tw|hk|mo)\b")
_QUALITY = re.compile(r";\s*q=([\d.]+)")


def language_for(wanted: Sequence[str]) -> Language:
    """The first of the wanted language tags that is spoken here; English where none is.

    Chinese is chosen by its script or, where only a region is named, by that.
    """
    for tag in (each.strip().lower().replace("_", "-") for each in wanted):
        base = re.split(r"[-.@]", tag)[0]
        if base == "zh":
            traditional = "hant" in tag or ("hans" not in tag and _TRADITIONAL.search(tag))
            return "zh-TW" if traditional else "zh-CN"
        if base in ("en", "ko"):
            return "en" if base == "en" else "ko"
    return "en"


def accepted_language(header: str) -> Language:
    """The language of an `Accept-Language` header: the tag of the highest quality that is spoken here."""
    tags = [part.strip() for part in header.split(",") if part.strip()]
    tags = [tag for tag in tags if _quality(tag) > 0]
    return language_for([tag.split(";")[0] for tag in sorted(tags, key=_quality, reverse=True)])


def terminal_language(environment: Mapping[str, str]) -> Language:
    """The language of a terminal, by the first of `LC_ALL`, `LC_MESSAGES` and `LANG` that is set."""
    named = (environment.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return language_for([next((tag for tag in named if tag), "en")])


def _quality(tag: str) -> float:
    found = _QUALITY.search(tag)
    try:
        return float(found[1]) if found else 1.0
    except ValueError:
        return 0.0
