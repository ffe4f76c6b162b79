"""The list that is shown before a fork starts: what the model of a document takes from a checkpoint."""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import keras
import numpy as np

from layerloom.build.real import keras_objects
from layerloom.build.real.model import build_model
from layerloom.build.real.model_builder import Hooks
from layerloom.graph.structure import Structure
from layerloom.jobs.checkpoints.checkpoint_reader import verify
from layerloom.jobs.checkpoints.variable_list import STEPS, VariableList
from layerloom.jobs.checkpoints.variables import value_name
from layerloom.jobs.learned_layers import give_known, gives_weights
from layerloom.rundir.fork_origin import Fork, find_fork, node_titles
from layerloom_schema.documents.data_preparation import Recipe, RecipeStepName
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.graph import LayerNode
from layerloom_schema.documents.training import Training
from layerloom_schema.errors import ErrorCode, Refused
from layerloom_schema.runs.checkpoints import StoredVariable
from layerloom_schema.runs.forks import ForkedLayer, ForkPoint, ForkReport, NewWeight

from .matching import Matching, match


def fork_report(folder: Path, checkpoint: ForkPoint, document: Document, structure: Structure) -> ForkReport:
    """What the model of a document without errors takes from a checkpoint of the run in a folder.

    Raises `Refused` where the run has none that says what it holds, or nothing of it fits.
    """
    fork = find_fork(folder, checkpoint, document)
    model, titles = _variables(document, structure, fork)
    matching = match(model, fork.manifest.stored)
    if not matching.fits:
        raise Refused(409, ErrorCode.fork_refused, variant="nothing_fits")
    drawn = {variable.node for variable in model}
    before = node_titles(fork.document)
    lost = dict.fromkeys(each.node for each in fork.manifest.stored if each.node and each.node not in drawn)
    known = [each.name for each in fork.layers]
    recipes = document.data.recipes if document.data else {}
    adapts = [node.name for node in document.graph.nodes if isinstance(node, LayerNode) and node.adapt]
    steps = [(each, matching.of(each)) for each in model if each.name == STEPS]
    return ForkReport(
        run=fork.origin.run,
        checkpoint=checkpoint,
        checkpoints=fork.kept,
        layers=_layers(matching, titles),
        left_over=[before.get(node, node) for node in lost],
        optimizers=[str(each.optimizer) for each, found in steps if found is not None],
        other_optimizers=[str(each.optimizer) for each, found in steps if found is None],
        steps=_steps(fork, [found for _, found in steps if found is not None]),
        learned=[*known, *(name for name in fork.recipes if _learns(recipes[name]))],
        adapted=[
            *(name for name in adapts if name not in known),
            *(name for name, recipe in recipes.items() if _learns(recipe) and name not in fork.recipes),
        ],
    )


def _variables(
    document: Document, structure: Structure, fork: Fork
) -> tuple[list[StoredVariable], dict[str, str]]:
    """The variables of the model and of its optimizer, and the names of its layers. No weight is allocated."""
    variables = VariableList()
    learned = [each for each in fork.layers if not gives_weights(each)]
    hooks = Hooks(adapt=give_known(learned, lambda *_: None), keep=variables.keep)
    try:
        with keras.StatelessScope(initialize_variables=False):
            model = build_model(document, structure, hooks)
    finally:
        # Variables that were never made would be made by the next real one.
        keras.utils.clear_session(free_memory=False)
    optimizer = keras_objects.optimizer((document.training or Training()).optimizer)
    with variables.noting_slots(make=False):
        optimizer.build(model.trainable_variables)
    return variables.stored(optimizer), variables.titles()


def _layers(matching: Matching, titles: dict[str, str]) -> list[ForkedLayer]:
    nodes = dict.fromkeys(weight.node for weight in matching.weights)
    by_node = {node: [each for each in matching.model if each.node == node] for node in nodes}
    return [_layer(titles[str(node)], variables, matching) for node, variables in by_node.items()]


def _layer(title: str, variables: Sequence[StoredVariable], matching: Matching) -> ForkedLayer:
    weights = [each for each in variables if each.slot is None]
    new = [
        NewWeight(name=each.name, shape=each.shape, saved_shape=saved.shape if saved is not None else None)
        for each in weights
        if matching.of(each) is None
        for saved in (matching.saved.get(each.key),)
    ]
    slots = [matching.of(each) is not None for each in variables if each.slot is not None]
    return ForkedLayer(layer=title, kept=len(weights) - len(new), new=new, optimizer=_remembered(slots))


def _remembered(slots: Sequence[bool]) -> Literal["kept", "partly", "new", "none"]:
    if not slots:
        return "none"
    if all(slots):
        return "kept"
    return "partly" if any(slots) else "new"


def _learns(recipe: Recipe) -> bool:
    return any(step.adapt or step.step == RecipeStepName.fill for step in recipe.steps)


def _steps(fork: Fork, found: Sequence[StoredVariable]) -> int | None:
    """The number of steps that the checkpoint has. Raises `Refused` where it is damaged."""
    try:
        verify(fork.checkpoint, fork.manifest.checkpoints[0].sha256)
        with np.load(fork.checkpoint, allow_pickle=False) as arrays:
            return max((int(arrays[value_name(each.place)]) for each in found), default=None)
    except (OSError, ValueError, KeyError) as error:
        raise Refused(404, ErrorCode.not_found, variant="no_checkpoint") from error
