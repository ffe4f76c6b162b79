"""The checkpoint of a run that a new run begins with, and what its recipes and layers had learned."""

import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from layerloom.runtime.private_files import write_private
from layerloom_schema import strict_json
from layerloom_schema.base import Json
from layerloom_schema.data.learned_layers import LearnedLayer, LearnedLayers
from layerloom_schema.data.learned_recipes import LearnedRecipes
from layerloom_schema.documents.data_preparation import Recipe
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.graph import Graph, LayerNode, ModelNode
from layerloom_schema.errors import ErrorCode, Refused, Unreadable
from layerloom_schema.runs.checkpoints import CheckpointEntry, CheckpointManifest, best_of
from layerloom_schema.runs.folder import CHECKPOINTS, LEARNED, ORIGIN, ORIGIN_STATE, RECIPES, SPEC
from layerloom_schema.runs.forks import ForkPoint, KeptCheckpoint, RunOrigin
from layerloom_schema.runs.views import RunSpec

from .checkpoint_manifest import read_manifest


@dataclass(frozen=True)
class Fork:
    """What a new run of a document takes from another run."""

    origin: RunOrigin
    document: Document
    """What the other run trained."""
    checkpoint: Path
    manifest: CheckpointManifest
    """With that checkpoint alone."""
    kept: list[KeptCheckpoint]
    """All checkpoints that the other run can be forked from."""
    recipes: Mapping[str, Recipe]
    """The recipes that are the same as in the other run, with what they learned there."""
    layers: list[LearnedLayer]
    """What layers learned that adapt in both documents, by their current names."""

    def spec_fields(self) -> dict[str, Json]:
        """What `spec.json` has of it, beside the recipes, which belong to the data."""
        learned: list[Json] = [each.model_dump(mode="json") for each in self.layers]
        return {"origin": self.origin.model_dump(mode="json"), "learned": learned}

    def put_into(self, folder: Path) -> None:
        """Put the checkpoint into the folder of the new run: it is there whatever becomes of the other one.

        Raises `OSError` on a full disk.
        """
        target = folder / ORIGIN_STATE
        target.unlink(missing_ok=True)
        try:
            os.link(self.checkpoint, target)
        except OSError:
            shutil.copyfile(self.checkpoint, target)
        write_private(folder / ORIGIN, self.manifest.model_dump_json())


def find_fork(folder: Path, point: ForkPoint, document: Document) -> Fork:
    """What a new run of a document takes from a checkpoint of the run in a folder, whose trainer is gone.

    Raises `Refused` where the run has no checkpoint, or one of an earlier version that does not say which weight belongs
    to which node.
    """
    spec = _read_spec(folder)
    manifest = read_manifest(folder)
    if manifest is None or not manifest.checkpoints:
        raise Refused(404, ErrorCode.fork_refused, variant="no_checkpoint", where={"run": spec.run})
    if not manifest.stored:
        raise Refused(409, ErrorCode.fork_refused, variant="unlisted", where={"run": spec.run})
    newest = manifest.checkpoints[0]
    best = best_of(manifest.checkpoints) or newest
    entry = best if point is ForkPoint.best else newest
    kept = [_kept(ForkPoint.last, newest)]
    if best is not newest:
        kept.append(_kept(ForkPoint.best, best))
    return Fork(
        origin=RunOrigin(run=spec.run, checkpoint=point, epoch=entry.epoch),
        document=spec.document,
        checkpoint=folder / CHECKPOINTS / entry.name,
        manifest=manifest.model_copy(update={"checkpoints": [entry]}),
        kept=kept,
        recipes=_recipes(folder, spec.document, document),
        layers=_layers(folder, spec.document, document),
    )


def node_titles(document: Document) -> dict[str, str]:
    """The name of each layer and nested model by the path of its node, after the names of those that it is in."""
    return dict(_titles(document, document.graph, "", ""))


def _titles(document: Document, graph: Graph, path: str, names: str) -> Iterator[tuple[str, str]]:
    for node in graph.nodes:
        if not isinstance(node, LayerNode | ModelNode):
            continue
        yield f"{path}{node.id}", f"{names}{node.name}"
        nested = document.models.get(node.model) if isinstance(node, ModelNode) else None
        if nested is not None and nested.graph is not None:
            yield from _titles(document, nested.graph, f"{path}{node.id}/", f"{names}{node.name}/")


def _read_spec(folder: Path) -> RunSpec:
    """The spec of a run. Raises `Refused` where it is gone or cannot be read."""
    try:
        return RunSpec.model_validate(strict_json.loads((folder / SPEC).read_bytes()))
    except (OSError, ValidationError, Unreadable) as error:
        raise Refused(404, ErrorCode.not_found, variant="run", got=folder.name) from error


def _kept(point: ForkPoint, entry: CheckpointEntry) -> KeptCheckpoint:
    return KeptCheckpoint(checkpoint=point, epoch=entry.epoch, batch=entry.batch, loss=entry.loss)


def _recipes(folder: Path, before: Document, now: Document) -> dict[str, Recipe]:
    try:
        learned = LearnedRecipes.model_validate_json((folder / RECIPES).read_bytes()).recipes
    except (OSError, ValidationError):
        return {}
    old, new = (document.data.recipes if document.data else {} for document in (before, now))
    return {name: learned[name] for name in new if name in learned and _same(old.get(name), new[name])}


def _same(one: Recipe | None, other: Recipe) -> bool:
    return one is not None and one.model_dump() == other.model_dump()


def _layers(folder: Path, before: Document, now: Document) -> list[LearnedLayer]:
    try:
        learned = LearnedLayers.model_validate_json((folder / LEARNED).read_bytes()).layers
    except (OSError, ValidationError):
        return []
    by_name = {(each.name, each.layer): each for each in learned}
    known = {
        node.id: found
        for node in before.graph.nodes
        if isinstance(node, LayerNode) and (found := by_name.get((node.name, node.layer))) is not None
    }
    return [
        known[node.id].model_copy(update={"name": node.name})
        for node in now.graph.nodes
        if isinstance(node, LayerNode)
        and node.adapt
        and node.id in known
        and known[node.id].layer == node.layer
    ]
