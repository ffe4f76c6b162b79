"""The files of messages: the same codes and params in every language, and nothing that is not used."""

import ast
import errno
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from pydantic import BaseModel, Field, ValidationError

from layerloom_schema.catalog.generated_files import read_catalog
from layerloom_schema.checks.problems import FixKind
from layerloom_schema.errors import ErrorCode
from layerloom_schema.models.import_warnings import WarningCode
from layerloom_schema.text.invalid_values import reason
from layerloom_schema.text.languages import LANGUAGES, Language, accepted_language, terminal_language
from layerloom_schema.text.message_format import WRITERS, Placeholder, parts
from layerloom_schema.text.messages import exact, has_text, message, phrase, texts, written
from layerloom_schema.text.os_errors import os_reason
from support.cases import cases
from support.sentences import errors_named, sentences

BACKEND = Path(__file__).parents[2] / "backend/layerloom"
WITHOUT_SENTENCES = {
    "api/routes/catalog.py": "a header",
    "api/routes/openapi_docs.py": "the documentation of the API",
    "api/routes/sign_in.py": "markup, and commands by name",
    "api/static_page.py": "a header",
    "api/strict_routes.py": "the documentation of the API",
    "build/refusal_log.py": "the name of an event in the log",
    "catalog/generate.py": "printed for developers",
    "cli/__init__.py": "styles of Rich",
    "cli/commands.py": "commands as they are typed",
    "cli/terminal.py": "styles of Rich",
    "codegen": "Python that is written into scripts, with its comments",
    "datasets/builtin.py": "a version",
    "datasets/intervals/operation_intervals.py": "names of operations",
    "store": "SQL, and words of SQLite",
}
"""Files and folders where literals of several words are no sentences for people, and what they are."""
LOGGING = ("jobs/", "workers/")
"""Folders whose output is the log of a process."""
COMPOSED = {"project_anywhere", "run_anywhere", "model_anywhere"}
"""Variants whose names are put together where they are raised."""
PYTHON = [
    *sorted(BACKEND.rglob("*.py")),
    *sorted((BACKEND.parents[1] / "shared_schema/layerloom_schema").rglob("*.py")),
]
"""Files whose errors are looked at."""
NEEDS_MORE_THAN_A_DOCUMENT = {
    ("check.more", None): "tests/check/test_many_problems.py",
    ("check.unavailable", "loading"): "tests/processes/test_inspector_pool.py",
    ("check.unavailable", "crashed"): "tests/processes/test_inspector_pool.py",
    ("graph.too_deep", "path"): "tests/graph/test_order.py",
    ("graph.too_deep", "nested"): "tests/graph/test_nested_models.py",
    ("data.dtype", "validation"): "tests/datasets/test_binding_rules.py",
    ("data.empty", "none"): "tests/datasets/test_binding_rules.py",
    ("data.empty", "dropped"): "tests/datasets/test_dropped_rows.py",
    ("data.dtype", "join_types"): "tests/datasets/test_joins.py",
    ("data.suspicious", "join_alone"): "tests/datasets/test_joins.py",
    ("data.length", "fields"): "tests/datasets/test_binding_rules.py",
    ("data.length", "validation"): "tests/datasets/test_binding_rules.py",
    ("data.not_finite", "field"): "tests/datasets/test_binding_rules.py",
    ("data.not_finite", "validation"): "tests/datasets/test_binding_rules.py",
    ("data.range", "labels"): "tests/datasets/test_binding_rules.py",
    ("data.range", "overflow"): "tests/datasets/test_binding_rules.py",
    ("data.range", "storage"): "tests/datasets/test_binding_rules.py",
    ("data.range", "target_counts"): "tests/datasets/test_binding_rules.py",
    ("data.range", "target_sequence"): "tests/datasets/test_binding_rules.py",
    ("data.range", "target_sequence_to"): "tests/datasets/test_binding_rules.py",
    ("data.range", "weights"): "tests/datasets/test_binding_rules.py",
    **dict.fromkeys(
        (
            ("data.not_finite", "missing"),
            ("data.not_finite", "infinite"),
            ("data.range", "scaled_twice"),
            ("data.range", "unscaled_numbers"),
            ("data.range", "weights_of_nothing"),
            ("data.shape", "channels_first"),
            ("data.suspicious", "constant_target"),
            ("data.suspicious", "suspicion"),
            ("param.range", "recipe_class_left_out"),
            ("param.range", "recipe_class_missing"),
            ("param.range", "shared_rows"),
        ),
        "tests/datasets/test_mutations.py",
    ),
    ("data.shape", "validation"): "tests/datasets/test_binding_rules.py",
    ("layer.refused", "application"): "tests/catalog/test_applications.py",
    ("param.range", "pretrained_setting"): "tests/catalog/test_applications.py",
    ("model.build_timeout", "orthogonal"): "tests/build/test_keras_errors.py",
    ("model.build_timeout", "call"): "tests/build/test_keras_errors.py",
    ("model.build_timeout", "whole"): "tests/processes/test_inspector_pool.py",
    ("shape.mismatch", "mask_carried"): "tests/build/test_masks.py",
    ("training.suspicious", "some_classes_without_rows"): "tests/check/test_training_rules.py",
    ("data.range", "classes_from_1"): "tests/datasets/test_recipes.py",
    ("data.range", "unscaled_image"): "tests/datasets/test_recipes.py",
    ("data.shape", "recipe_open"): "tests/datasets/test_recipes.py",
    ("data.shape", "recipe_unsized"): "tests/datasets/test_image_steps.py",
    ("param.range", "recipe_fill_texts"): "tests/datasets/test_recipes.py",
    ("data.unbound", "keras_missing"): "tests/datasets/test_keras_datasets.py",
    ("data.dtype", "split_time"): "tests/datasets/test_split.py",
    ("data.dtype", "split_classes"): "tests/datasets/test_split.py",
    ("data.empty", "split_values"): "tests/datasets/test_split.py",
    ("param.not_finite", None): "tests/check/test_training_rules.py",
    ("graph.too_large", "drawn"): "tests/graph/test_order.py",
    ("graph.too_large", "expanded"): "tests/graph/test_nested_models.py",
}
"""Sentences that no document of a few nodes brings about, and where they are tested."""
FIXES_OF_MORE_THAN_A_DOCUMENT = {
    FixKind.number_from_0: "tests/datasets/test_recipes.py",
    FixKind.number_texts: "tests/datasets/test_recipes.py",
    FixKind.scale_image: "tests/datasets/test_recipes.py",
    FixKind.resize_images: "tests/datasets/test_image_steps.py",
    FixKind.number_words: "tests/datasets/test_recipes.py",
    FixKind.split_dates: "tests/datasets/test_recipes.py",
    FixKind.drop_rows: "tests/datasets/test_dropped_rows.py",
    FixKind.keep_rows: "tests/datasets/test_dropped_rows.py",
    **dict.fromkeys(
        (
            *(FixKind.one_hot_texts, FixKind.fill_median, FixKind.fill_zero, FixKind.fill_frequent),
            *(FixKind.clip_infinite, FixKind.normalize, FixKind.reshape_rows, FixKind.list_classes),
            *(FixKind.split_by_time, FixKind.balance_classes),
            FixKind.exchange_fields,
        ),
        "tests/datasets/test_mutations.py",
    ),
}
"""Kinds of fixes that no golden case offers, and where they are tested."""
OTHERS = [language for language in LANGUAGES if language != "en"]


def _placeholders(text: str) -> list[tuple[str, str]]:
    """The params of a text with their types; words that go with a number, and articles, are English's own."""
    return sorted(
        {
            (part.name, "text" if part.type == "article" else part.type)
            for part in parts(text)
            if isinstance(part, Placeholder) and part.forms is None
        }
    )


def _all(language: Language) -> Iterator[tuple[str, str]]:
    for section, entries in texts(language).items():
        for code, found in entries.items():
            for variant, text in ({"": found} if isinstance(found, str) else found).items():
                yield f"{section}.{code}.{variant}", text


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_says_the_same_codes_with_the_same_params(language: Language) -> None:
    english = {code: _placeholders(text) for code, text in _all("en")}
    assert {code: _placeholders(text) for code, text in _all(language)} == english


def test_every_type_of_a_param_can_be_written() -> None:
    types = {
        type_ for language in LANGUAGES for _, text in _all(language) for _, type_ in _placeholders(text)
    }
    assert types <= set(WRITERS)


@pytest.mark.parametrize(
    ("type_", "value", "english", "chinese"),
    [
        ("count", 1234567, "1,234,567", "1,234,567"),
        ("number", 0.1 + 0.2, "0.3", "0.3"),
        ("short", 1234567.0, "1234567", "1234567"),
        ("short", 2**64, "1.84467e+19", "1.84467e+19"),
        ("short", -0.0000123456789, "-1.23457e-05", "-1.23457e-05"),
        ("short", 0.1 + 0.2, "0.3", "0.3"),
        ("number", 64.0, "64", "64"),
        ("number", 0.00001, "1e-05", "1e-05"),
        ("number", 2.0**60, "1.15292150461e+18", "1.15292150461e+18"),
        ("bytes", 3 * 1024**3 // 2, "1.5 GB", "1.5 GB"),
        ("bytes", 107_000_000, "102.0 MB", "102.0 MB"),
        ("bytes", 1_536, "1.5 KB", "1.5 KB"),
        ("bytes", 100, "100 B", "100 B"),
        ("bytes", 0, "0 B", "0 B"),
        ("row", [], "single numbers", "单个数"),
        ("row", [None, 8], "(?, 8)", "(?, 8)"),
        ("rows", [[4], []], "(4) and single numbers", "(4)、单个数"),
        ("value", None, "none", "无"),
        ("value", [1, [True, "a"]], '(1, (true, "a"))', '(1, (true, "a"))'),
        ("value", {"slice": [None, 2, None]}, ":2:", ":2:"),
        ("value", exact([2**60, 1]), "(1152921504606846976, 1)", "(1152921504606846976, 1)"),
        ("value", {"name": ["L2"]}, "an object", "一个对象"),
        ("list", ["a"], "a", "a"),
        ("list", ["a", "b", "c"], "a, b and c", "a、b、c"),
        ("list", [*"abcdefgh"], "a, b, c, d, e, f and 2 more", "a、b、c、d、e、f，以及另外 2 个"),
    ],
)
def test_a_param_is_written_by_its_type(type_: str, value: object, english: str, chinese: str) -> None:
    assert written(type_, value) == english
    assert written(type_, value, "zh-CN") == chinese


def test_chinese_stands_close_together_and_apart_from_latin() -> None:
    assert message("fixes", "remove_output", {"name": "答案"}, language="zh-CN") == "移除输出答案"
    assert message("fixes", "remove_output", {"name": "answer"}, language="zh-CN") == "移除输出 answer"


def test_korean_particles_follow_the_end_of_a_word() -> None:
    assert message("fixes", "rename", {"name": "답"}, language="ko") == "이름을 답으로 바꾸기"
    assert message("fixes", "rename", {"name": "결과"}, language="ko") == "이름을 결과로 바꾸기"


def test_a_missing_text_or_param_is_an_error() -> None:
    with pytest.raises(KeyError):
        message("fixes", "remove_output", {})
    with pytest.raises(KeyError):
        message("fixes", "no_such_fix", {})
    with pytest.raises(KeyError):
        written("text", phrase("no.such.phrase"))


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "en"),
        ("fr", "en"),
        ("ko-KR,ko;q=0.9,en;q=0.8", "ko"),
        ("en;q=0.5, zh-TW;q=0.9", "zh-TW"),
        ("zh-Hant-HK", "zh-TW"),
        ("zh", "zh-CN"),
        ("ko;q=0, en", "en"),
        ("ko;q=., zh-SG", "zh-CN"),
    ],
)
def test_a_request_is_answered_in_the_language_it_accepts(header: str, language: Language) -> None:
    assert accepted_language(header) == language


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "ko_KR.UTF-8"}, "ko"),
        ({"LANG": "ko_KR.UTF-8", "LC_ALL": "zh_TW.UTF-8"}, "zh-TW"),
    ],
)
def test_a_terminal_speaks_the_language_it_is_set_to(environment: dict[str, str], language: Language) -> None:
    assert terminal_language(environment) == language


def test_every_warning_about_a_document_has_its_text() -> None:
    assert {*texts("en")["warnings"]} == {*WarningCode}


@pytest.mark.parametrize(
    ("error", "english", "korean"),
    [
        (OSError(errno.EACCES, "Permission denied"), "permission denied", "권한이 없습니다"),
        (OSError(errno.EDOM, "Out of domain"), "Out of domain", "Out of domain"),
        (OSError("no number"), "input or output failed", "입출력에 실패했습니다"),
    ],
)
def test_a_reason_of_the_system_is_read_in_every_language(error: OSError, english: str, korean: str) -> None:
    assert (written("text", os_reason(error)), written("text", os_reason(error), "ko")) == (english, korean)


class Limited(BaseModel):
    """Fields with limits, as bodies and settings have them."""

    count: int = Field(ge=1)
    name: str = Field(max_length=3)
    kind: Literal["a", "b"]
    code: str = Field(pattern="^x")


@pytest.mark.parametrize(
    ("field", "value", "english"),
    [
        ("count", 0, "it must be at least 1"),
        ("count", "many", "it must be a whole number"),
        ("name", "long", "it must have a length of at most 3"),
        ("kind", "c", "it must be 'a' or 'b'"),
        ("code", "y", "it must match ^x"),
        ("code", [], "it must be a text"),
    ],
)
def test_a_value_is_refused_with_what_it_must_be(field: str, value: object, english: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Limited.model_validate({"count": 1, "name": "n", "kind": "a", "code": "x", field: value})
    assert written("text", reason(caught.value.errors()[0])) == english


def test_every_sentence_of_a_problem_is_shown_by_a_golden_case() -> None:
    shown = {
        (problem["code"], problem.get("variant"))
        for case in cases("invalid")
        for problem in case.problems
        if "params" in problem
    }
    known = {
        (code, variant)
        for code, found in texts("en")["problems"].items()
        for variant in ([None] if isinstance(found, str) else found)
    }
    assert known - shown == set(NEEDS_MORE_THAN_A_DOCUMENT)


def test_every_kind_of_fix_is_offered_in_a_golden_case() -> None:
    shown = {
        fix["kind"] for case in cases("invalid") for problem in case.problems for fix in problem["fixes"]
    }
    assert {*FixKind} - shown == set(FIXES_OF_MORE_THAN_A_DOCUMENT)


def _name(path: Path) -> str:
    return path.relative_to(BACKEND).as_posix() if path.is_relative_to(BACKEND) else path.name


def _found(path: Path) -> list[str]:
    tree = ast.parse(path.read_text("utf-8"))
    return [*sentences(tree, prints=not _name(path).startswith(LOGGING))]


def _exception(path: Path) -> str | None:
    """The entry of `WITHOUT_SENTENCES` that a file is, or is in."""
    name = _name(path)
    return next((each for each in WITHOUT_SENTENCES if name == each or name.startswith(f"{each}/")), None)


def test_no_sentence_for_people_is_written_in_python() -> None:
    assert {_name(path): found for path in PYTHON if not _exception(path) and (found := _found(path))} == {}


def test_every_exception_is_needed() -> None:
    assert {_exception(path) for path in PYTHON if _found(path)} - {None} == {*WITHOUT_SENTENCES}


AN = {
    *("Activation", "ActivityRegularization", "Add", "AdditiveAttention", "AlphaDropout", "Attention"),
    *(f"Adaptive{kind}Pooling{axes}D" for kind in ("Average", "Max") for axes in (1, 2, 3)),
    *(f"{kind}{axes}D" for kind in ("AveragePooling", "UpSampling") for axes in (1, 2, 3)),
    *("AugMix", "AutoContrast", "Average", "ELU", "EinsumDense", "Embedding", "Equalization", "Identity"),
    *(
        "InputLayer",
        "InputSpec",
        "IntegerLookup",
        "LSTM",
        "LSTMCell",
        "RMSNormalization",
        "RNN",
        "STFTSpectrogram",
    ),
}


def test_G192_a_layer_is_said_with_the_article_that_its_name_sounds_for() -> None:
    layers = read_catalog().layers
    titles = {name: message("fixes", "become_layer", {"layer": name}) for name in layers}
    assert {name for name in layers if titles[name] == f"Make it an {name}"} == AN
    assert {name for name in layers if titles[name] == f"Make it a {name}"} == {*layers} - AN


def test_S24_every_reason_of_the_catalogue_has_its_words_and_no_other_is_there() -> None:
    kinds = read_catalog().model_dump(exclude={"keras", "dtypes", "recipe_layers"}).values()
    entries = [entry for kind in kinds for entry in kind.values()]
    refused = {entry["refused"] for entry in entries if entry["refused"]}
    unavailable = {reason for entry in entries for reason in entry["unavailable"].values()}
    texts_of = {name.removeprefix("reason.") for name in texts("en")["phrases"] if name.startswith("reason.")}
    assert texts_of == refused | unavailable | {"inside_only"}


def test_every_error_that_is_raised_has_its_text() -> None:
    for file in PYTHON:
        for code, variant in errors_named(ast.parse(file.read_text("utf-8"))):
            assert has_text("errors", ErrorCode[code], variant), f"{file.name}: {code} {variant}"


def test_every_text_of_an_error_is_raised() -> None:
    source = "".join(file.read_text("utf-8") for file in PYTHON)
    variants = {
        variant for found in texts("en")["errors"].values() if not isinstance(found, str) for variant in found
    }
    assert {each for each in variants if f'"{each}"' not in source} == COMPOSED
