"""Configs in YAML, as Keras 1 and 2 wrote them: mappings, lists and plain values, read by PyYAML.

No tag makes an object, and nothing refers to anything else: tags, anchors, aliases, further documents, and numbers that
JSON does not have are refused. A `!!python/tuple`, as Keras wrote shapes, is read as a list.
"""

import math
from typing import Any

import yaml

from layerloom_schema.base import Json
from layerloom_schema.errors import Refused

from .refusals import refuse_model

_DEEPEST = 64
_PLAIN_TAGS = (None, "!", "tag:yaml.org,2002:python/tuple")


def read_yaml(text: str) -> Json:
    """The value of a document. Raises `Refused` with the line of what is more than plain data, or no YAML."""
    try:
        _require_plain(text)
        value: Json = yaml.load(text, _ConfigLoader)  # noqa: S506  a safe loader, which takes less
    except yaml.MarkedYAMLError as error:
        line = 1 if error.problem_mark is None else error.problem_mark.line + 1
        raise refuse_model("yaml", line=min(line, text.count("\n") + 1)) from error
    except (yaml.YAMLError, ValueError) as error:  # a character or a number that there cannot be
        raise refuse_model("yaml", line=1) from error
    return value


def _require_plain(text: str) -> None:
    """Refuse references and deep nesting by the structure alone, before anything is built of it."""
    depth = documents = 0
    for event in yaml.parse(text, yaml.CSafeLoader):
        documents += isinstance(event, yaml.DocumentStartEvent)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        refers = isinstance(event, yaml.NodeEvent) and event.anchor is not None
        if documents > 1 or depth > _DEEPEST or refers or getattr(event, "tag", None) not in _PLAIN_TAGS:
            raise _refuse(event.start_mark)


def _refuse(mark: Any) -> Refused:
    return refuse_model("yaml", line=mark.line + 1)


class _ConfigLoader(yaml.CSafeLoader):
    """Makes of each node what JSON has for it."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        """A mapping whose keys are texts, none of them there twice."""
        known = set()
        for key, _ in node.value:
            name = self.construct_object(key, deep=True)
            if not isinstance(name, str) or name in known:
                raise _refuse(key.start_mark)
            known.add(name)
        return super().construct_mapping(node, deep=deep)

    def construct_finite(self, node: Any) -> float:
        """A number that JSON has."""
        number = self.construct_yaml_float(node)
        if not math.isfinite(number):
            raise _refuse(node.start_mark)
        return number


for _tag, _construct in (
    ("float", _ConfigLoader.construct_finite),
    ("timestamp", _ConfigLoader.construct_yaml_str),
    ("python/tuple", _ConfigLoader.construct_yaml_seq),
):
    _ConfigLoader.add_constructor(f"tag:yaml.org,2002:{_tag}", _construct)
