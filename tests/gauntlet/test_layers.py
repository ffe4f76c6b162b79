"""Every layer that can be drawn, on an input it takes: checked, built, trained, exported, saved and loaded."""

from collections.abc import Iterator
from pathlib import Path

import keras
import pytest

from support.oracles.layer_places import ALLOWED, is_kept, learns, placed

pytestmark = pytest.mark.filterwarnings(
    "ignore:__array__ implementation:DeprecationWarning"
)  # Keras, when it saves


@pytest.fixture(autouse=True)
def _forget() -> Iterator[None]:
    yield
    keras.utils.clear_session(free_memory=False)


@pytest.mark.parametrize("name", ALLOWED)
def test_S25_every_layer_is_what_the_dry_build_says_and_learns(name: str) -> None:
    learns(placed(name))


@pytest.mark.parametrize("name", ALLOWED)
def test_S25_every_layer_is_exported_and_saved_as_it_is(name: str, tmp_path: Path) -> None:
    is_kept(placed(name), tmp_path)
