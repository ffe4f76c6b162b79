"""Template documents as package data: one JSON file each, with title and description."""

import json
from functools import lru_cache
from importlib.resources import files

from layerloom_schema.datasets import TemplateInfo


@lru_cache(maxsize=1)
def templates() -> tuple[TemplateInfo, ...]:
    """All templates, simplest first."""
    found = [
        (content.pop("order"), TemplateInfo(name=file.name.removesuffix(".json"), **content))
        for file in files(__package__).iterdir()
        if file.name.endswith(".json")
        for content in [json.loads(file.read_text("utf-8"))]
    ]
    return tuple(template for _, template in sorted(found, key=lambda pair: pair[0]))
