"""Arguments of an application that contradict each other; proved with Keras: without one, the model is built."""

from collections.abc import Mapping
from typing import Any

import keras

from layerloom.build.finding import Finding
from layerloom.build.real.applications import NoDownloads, application, make_application
from layerloom.build.refusal_log import error_text, log_refusal
from layerloom_schema.base import Json
from layerloom_schema.catalog.entries import ApplicationEntry, Catalog
from layerloom_schema.checks.problems import Code

SMALLEST: Mapping[str, int] = {"InceptionV3": 75, "InceptionResNetV2": 75, "Xception": 71}
"""Minimum image size, where it is not `USUAL`."""
USUAL = 32
_SIDES = 2
_AXES = 3


def explain(name: str, config: Mapping[str, Json], catalog: Catalog, *, downloads: bool) -> Finding:
    """Why an application cannot be built with these arguments, each of which is valid by itself."""
    entry = application(name, catalog)
    attempt = _Attempt(entry, catalog, downloads)
    return (
        _not_fetched(attempt, config)
        or _axes(config)
        or _too_small(entry, config)
        or _one_setting(attempt, config)
        or _unknown(config)
    )


class _Attempt:
    """Builds an application dry with changed arguments."""

    def __init__(self, entry: ApplicationEntry, catalog: Catalog, downloads: bool) -> None:
        self.entry = entry
        self._catalog = catalog
        self._downloads = downloads

    def failure(self, config: Mapping[str, Json]) -> Exception | None:
        """The exception of a dry build with `config`, if any."""
        with keras.StatelessScope(initialize_variables=False):
            try:
                made: dict[str, Any] = {"keras_name": "trial", "downloads": self._downloads}
                make_application(self.entry.name, config, self._catalog, **made)
            except Exception as error:  # whatever Keras raises is the result
                log_refusal(self.entry.name, "make", error_text(error))
                return error
        return None


def _not_fetched(attempt: _Attempt, config: Mapping[str, Json]) -> Finding | None:
    failure = attempt.failure(config)
    if not isinstance(failure, NoDownloads):
        return None
    return Finding(
        Code.param_range,
        variant="downloads",
        received=config.get("weights"),
        argument="weights",
    )


def _axes(config: Mapping[str, Json]) -> Finding | None:
    shape = config.get("input_shape")
    if not isinstance(shape, list) or len(shape) == _AXES:
        return None
    return Finding(
        Code.param_range,
        variant="application_axes",
        params={"shape": shape, "count": len(shape)},
        expected=_AXES,
        received=shape,
        argument="input_shape",
    )


def _too_small(entry: ApplicationEntry, config: Mapping[str, Json]) -> Finding | None:
    shape, least = config.get("input_shape"), SMALLEST.get(entry.name, USUAL)
    if not isinstance(shape, list) or all(isinstance(side, int) and side >= least for side in shape[:_SIDES]):
        return None
    return Finding(
        Code.param_range,
        variant="application_size",
        params={"least": least, "shape": shape},
        expected=least,
        received=shape,
        argument="input_shape",
    )


def _one_setting(attempt: _Attempt, config: Mapping[str, Json]) -> Finding | None:
    """The argument without which the model is built; with several errors, one that fails by itself."""
    base = {argument: config[argument] for argument in ("weights", "include_top") if argument in config}
    others = {argument: value for argument, value in config.items() if argument not in base}
    for argument in others:
        if attempt.failure({name: value for name, value in config.items() if name != argument}) is None:
            return _setting(attempt, config, argument)
    for argument, value in others.items():
        if attempt.failure({**base, argument: value}) is not None:
            return _setting(attempt, {**base, argument: value}, argument)
    return None


def _setting(attempt: _Attempt, config: Mapping[str, Json], argument: str) -> Finding:
    value = config[argument]
    default = next(p.default for p in attempt.entry.parameters if p.name == argument)
    pretrained = config.get("weights") is not None and attempt.failure({**config, "weights": None}) is None
    return Finding(
        Code.param_range,
        variant="pretrained_setting" if pretrained else "application_setting",
        params={"argument": argument, "value": value, "default": default},
        expected=default,
        received=value,
        argument=argument,
    )


def _unknown(config: Mapping[str, Json]) -> Finding:
    return Finding(
        Code.layer_refused,
        variant="application",
        received=dict(config),
    )
