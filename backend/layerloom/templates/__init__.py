"""Template documents as package data: one JSON file each."""

import json
from functools import lru_cache
from importlib.resources import files

from layerloom_schema.data.datasets import TemplateInfo
from layerloom_schema.text.descriptions import template_texts


@lru_cache(maxsize=1)
def templates() -> tuple[TemplateInfo, ...]:
    """All templates, simplest first."""
    found = [
        (content.pop("order"), TemplateInfo(name=name, **template_texts(name), **content))
        for file in files(__package__).iterdir()
        if file.name.endswith(".json")
        for name, content in [(file.name.removesuffix(".json"), json.loads(file.read_text("utf-8")))]
    ]
    return tuple(template for _, template in sorted(found, key=lambda pair: pair[0]))
