"""Read the file of a saved model as a document: `.keras`, `.h5`, the JSON of `to_json` or the YAML of `to_yaml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath

from layerloom.importers.keras_config import class_name, config_of, ends_of
from layerloom.importers.model_importer import Importer, imported_with
from layerloom_schema import strict_json
from layerloom_schema.base import Json
from layerloom_schema.catalog.entries import Catalog
from layerloom_schema.documents.document import Document, write_document
from layerloom_schema.documents.graph import OutputNode
from layerloom_schema.limits import Limits
from layerloom_schema.models.import_warnings import WarningCode
from layerloom_schema.service import Imported

from .compile_config import output_names, training_of
from .former_config import current_config
from .hdf5_file import StoredArray, open_hdf5
from .keras_archive import read_archive
from .parity import parity_of
from .refusals import refuse_model
from .stored_weights import shapes_of_weights
from .yaml_config import read_yaml

_ZIP, _HDF5 = b"PK\x03\x04", b"\x89HDF\r\n\x1a\n"
"""How the two kinds of files begin, whatever their names say."""
YAML_ENDINGS = (".yaml", ".yml")
YAML_BYTES = 4 * 1024**2
"""The longest config in YAML, which is read letter by letter."""


@dataclass(frozen=True)
class ModelFile:
    """A model in a file: its config, how it was compiled, and what is stored beside; `None` for no weights at all."""

    config: Json
    compiled: Mapping[str, Json]
    arrays: list[StoredArray] | None


def import_model_file(
    path: Path, name: str, catalog: Catalog, limits: Limits, *, parity: bool = True
) -> Imported:
    """The document of a file named `name`, compared with it unless `parity` is false. Raises `Refused`, `Unreadable`."""
    return _imported(read_model_file(path, name), name, catalog, limits, parity=parity)


def is_keras_json(value: Json) -> bool:
    """Whether a decoded JSON file is what `to_json` writes."""
    return isinstance(value, dict) and class_name(value) is not None and "config" in value


def import_model_json(value: Json, name: str, catalog: Catalog, limits: Limits) -> Imported:
    """The document of what `to_json` writes. Raises `Refused`, `Unreadable`."""
    return _imported(_from_config(value, None), name, catalog, limits, parity=True)


def read_model_file(path: Path, name: str) -> ModelFile:
    """What a file holds, by how it begins. Raises `Refused` for what is no model file."""
    with path.open("rb") as file:
        start = file.read(len(_HDF5))
        if start.startswith(_ZIP):
            config, arrays = read_archive(path, name)
            return _from_config(config, arrays)
        if name.lower().endswith(YAML_ENDINGS):
            return _from_config(_yaml_config(path, name), None)
        if start != _HDF5:
            raise refuse_model("no_model_file", name=name[:80])
        file.seek(0)
        with open_hdf5(file, path.stat().st_size) as stored:
            text = stored.text("model_config")
            if text is None:
                raise refuse_model("weights_only", name=name[:80])
            compiled = stored.text("training_config")
            training: Json = strict_json.loads(compiled) if compiled is not None else None
            return ModelFile(
                strict_json.loads(text), training if isinstance(training, dict) else {}, stored.arrays
            )


def _yaml_config(path: Path, name: str) -> Json:
    """The config in a YAML file. Raises `Refused` for one that is too long, or no config of a model."""
    if path.stat().st_size > YAML_BYTES:
        raise refuse_model("config_large", limit=YAML_BYTES)
    try:
        value = read_yaml(path.read_text("utf-8"))
    except UnicodeDecodeError as error:
        raise refuse_model("damaged") from error
    if not is_keras_json(value):
        raise refuse_model("no_model_file", name=name[:80])
    return value


def _from_config(value: Json, arrays: list[StoredArray] | None) -> ModelFile:
    compiled = value.get("compile_config") if isinstance(value, dict) else None
    return ModelFile(value, compiled if isinstance(compiled, dict) else {}, arrays)


def _imported(file: ModelFile, name: str, catalog: Catalog, limits: Limits, *, parity: bool) -> Imported:
    config = current_config(file.config, catalog)
    importer = Importer(catalog, limits)
    drawn = imported_with(importer, config)
    names = [node.name for node in drawn.graph.nodes if isinstance(node, OutputNode)]
    fields: dict[str, object] = {"name": PurePath(name).stem or "Untitled", "graph": drawn.graph}
    if drawn.models:
        fields["models"] = dict(drawn.models)
    known = output_names(_output_names(config) or names, names)
    training = training_of(file.compiled, known, catalog, importer.warn)
    if training is not None:
        fields["training"] = training
    document = Document(**fields)  # type: ignore[arg-type]  # only what is set
    shapes = None if file.arrays is None else shapes_of_weights(file.arrays)
    if shapes:
        importer.warn(WarningCode.file_weights)
    return Imported(
        document=write_document(document),
        warnings=importer.warnings,
        parity=parity_of(document, config, shapes, catalog, limits) if parity else None,
    )


def _output_names(config: Json) -> list[str]:
    """The names of the outputs in the file; none for a chain of layers, which has one."""
    ends = config_of(config).get("output_layers")
    return [] if ends is None else [key or ref.layer for key, ref in ends_of(ends, "output_layers")]
