"""Build models of `keras.applications` by allowlisted name; weights are downloaded only where allowed."""

import warnings
from collections.abc import Mapping
from typing import Any

import keras

from layerloom.catalog.application_reader import APPLICATIONS, takes_name
from layerloom.catalog.keras_private import file_utils, in_stateless_scope
from layerloom.catalog.refusals import no_argument, no_entry, unfit_argument
from layerloom.graph.parameter_values import as_float, has_nonfinite, is_in_range, is_of_type
from layerloom_schema.base import Json
from layerloom_schema.catalog.entries import ApplicationEntry, Catalog, Parameter, names
from layerloom_schema.catalog.entries import ParameterType as T
from layerloom_schema.errors import ErrorCode, Refused
from layerloom_schema.text.messages import phrase


class NoDownloads(Refused):
    """Pretrained weights would be downloaded, which this installation does not allow."""


def make_application(
    name: str,
    config: Mapping[str, Json],
    catalog: Catalog,
    *,
    keras_name: str,
    downloads: bool = False,
) -> keras.Model:
    """The model under its Keras name, with random weights unless `config` asks for others and `downloads` allows it.

    In a stateless scope nothing is downloaded: the arguments are checked against the requested weights, and the model is
    built without them. Raises `Refused` for unknown names and arguments, and what Keras raises for invalid combinations.
    """
    entry = application(name, catalog)
    given = arguments(entry, config, catalog)
    if given["weights"] is not None:
        if not downloads:
            raise no_downloads(entry)
        if in_stateless_scope():
            judge_with_weights(entry, given)
            given["weights"] = None
    with warnings.catch_warnings():
        # Keras warns about images with other than 1 or 3 channels.
        warnings.simplefilter("ignore", UserWarning)
        if takes_name(entry, weights=given["weights"] is not None):
            return APPLICATIONS[entry.name](**given, name=keras_name)
        made = APPLICATIONS[entry.name](**given)
    made.name = keras_name
    return made


def no_downloads(entry: ApplicationEntry) -> NoDownloads:
    """The refusal, with the setting that allows downloads."""
    why = phrase("problem:param.range/downloads", layer=entry.name)
    return NoDownloads(
        422,
        ErrorCode.run_refused,
        variant="problem",
        params={"problem": why},
        where={"field": "config.weights"},
        got="imagenet",
    )


class _WouldFetch(Exception):
    """Raised in place of a download: Keras has accepted the arguments."""


def judge_with_weights(entry: ApplicationEntry, given: Mapping[str, Any]) -> None:
    """Raise what Keras raises for arguments that do not fit the requested weights. Nothing is downloaded."""

    def stop(*_: Any, **__: Any) -> None:
        raise _WouldFetch

    fetch, file_utils.get_file = file_utils.get_file, stop
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)
            APPLICATIONS[entry.name](**given)
    except _WouldFetch:
        return
    finally:
        file_utils.get_file = fetch


def application(name: str, catalog: Catalog) -> ApplicationEntry:
    """The entry of a name or alias. Raises `Refused` where there is none."""
    known = names(catalog.applications).get(name)
    if known is None or known not in APPLICATIONS or catalog.applications[known].refused:
        raise no_entry("applications", name)
    return catalog.applications[known]


def arguments(entry: ApplicationEntry, config: Mapping[str, Json], catalog: Catalog) -> dict[str, Any]:
    """The keyword arguments; `weights` is always given, as Keras's default would download them."""
    parameters = entry.parameter
    unknown = next((argument for argument in config if argument not in parameters), None)
    if unknown is not None:
        raise no_argument(entry.name, unknown)
    made = {
        argument: _argument(entry, parameters[argument], config[argument], catalog) for argument in config
    }
    return {"weights": None, **made}


def _argument(entry: ApplicationEntry, parameter: Parameter, value: Json, catalog: Catalog) -> Any:
    if value is None and parameter.nullable:
        return None
    if parameter.type is T.activation:
        known = names(catalog.activations).get(value) if isinstance(value, str) else None
        if known is None:
            raise unfit_argument(entry.name, parameter.name)
        return known
    if has_nonfinite(value) or not is_of_type(parameter, value) or not is_in_range(parameter, value):
        raise unfit_argument(entry.name, parameter.name)
    if parameter.type is T.float:
        return as_float(value)
    return tuple(value) if isinstance(value, list) else value
