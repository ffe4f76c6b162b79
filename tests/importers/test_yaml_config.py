"""[I] Configs in YAML, as Keras 1 and 2 wrote them: read as PyYAML would, and nothing but data."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from importers.former_models import of_images, of_sequences
from layerloom.importers.model_files.model_file_importer import import_model_file, import_model_json
from layerloom.importers.model_files.yaml_config import read_yaml
from layerloom_schema.catalog.generated_files import read_catalog
from layerloom_schema.errors import Refused
from layerloom_schema.limits import Limits

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=30)
NUMBERS = st.integers(-(10**12), 10**12) | st.floats(allow_nan=False, allow_infinity=False)
KEYS = st.text("abcdefgh_:- '0", min_size=1, max_size=12)
LEAVES = st.none() | st.booleans() | NUMBERS | TEXTS
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


@given(VALUES, st.sampled_from([None, True, False]), st.booleans())
@settings(max_examples=300, deadline=None)
def test_I469_what_is_written_is_read(value: Any, flow: bool | None, unicode: bool) -> None:
    text = yaml.safe_dump(value, default_flow_style=flow, allow_unicode=unicode)
    assert read_yaml(text.removesuffix("...\n")) == value


@pytest.mark.parametrize("make", [of_sequences, of_images])
@pytest.mark.parametrize("flow", [None, False])
def test_I469_a_model_comes_in_as_its_json_does(make: Any, flow: bool | None, tmp_path: Path) -> None:
    config = json.loads(make().to_json())
    path = tmp_path / "net.yaml"
    path.write_text(yaml.safe_dump(config, default_flow_style=flow), "utf-8")
    found = import_model_file(path, path.name, read_catalog(), Limits(), parity=False)
    expected = import_model_json(config, "net.json", read_catalog(), Limits())
    assert found.document == expected.document


def test_I469_shapes_are_the_tuples_that_keras_wrote() -> None:
    text = "shape: !!python/tuple [null, 4]\nsizes: !!python/tuple\n- 3\n- 1.0e-07\n"
    assert read_yaml(text) == {"shape": [None, 4], "sizes": [3, 1e-07]}


def test_I469_a_date_is_a_text_and_a_block_of_text_too() -> None:
    assert read_yaml("name: 2017-03-01\nnote: |\n  a\n  b\n") == {"name": "2017-03-01", "note": "a\nb\n"}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: 1\nb: !!python/object/apply:os.system ['true']", 2),
        ("a: !!python/name:os.system", 1),
        ("a: &x [1]\nb: *x", 1),
        ("a: .inf", 1),
        ("? [1]\n: 2", 1),
        ("a: 1\n---\nb: 2", 2),
        ("a: 1\na: 2", 2),
        ("a: [1, 2", 1),
        ("[" * 5000 + "]" * 5000, 1),
        ("\n".join(" " * depth + "a:" for depth in range(3000)), 65),
    ],
)
def test_I469_what_is_no_plain_data_is_refused_with_its_line(text: str, line: int) -> None:
    with pytest.raises(Refused) as refused:
        read_yaml(text)
    body = refused.value.body
    assert (body.code, body.variant, body.params["line"]) == ("model.unreadable", "yaml", line)


def test_I469_yaml_of_something_else_is_no_model(tmp_path: Path) -> None:
    path = tmp_path / "compose.yml"
    path.write_text("services:\n  db: {image: postgres}\n", "utf-8")
    with pytest.raises(Refused) as refused:
        import_model_file(path, path.name, read_catalog(), Limits())
    assert refused.value.body.variant == "no_model_file"
