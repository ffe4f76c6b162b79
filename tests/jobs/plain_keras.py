"""The same training by Keras's own `fit` over a `PyDataset`: what an exported script does."""

import warnings
from collections.abc import Mapping
from typing import Any

import keras
import numpy as np

from jobs.models import structure_of
from layerloom.build.real.model import build_model
from layerloom_schema.documents.document import Document


class Batches(keras.utils.PyDataset):
    """Rows in the order of the seed and the epoch."""

    def __init__(self, fields: Any, rows: int, batch_size: int) -> None:
        super().__init__()
        self.fields = fields
        self.batch_size = batch_size
        self.order = np.arange(rows)

    def __len__(self) -> int:
        return -(-len(self.order) // self.batch_size)

    def __getitem__(self, index: int) -> Any:
        rows = self.order[index * self.batch_size : (index + 1) * self.batch_size]
        return keras.tree.map_structure(lambda field: given(field[rows]), self.fields)


def given(rows: np.ndarray) -> Any:
    """Texts go to Keras as tensors."""
    return keras.ops.convert_to_tensor(rows, dtype="string") if rows.dtype == object else rows


def fit_plainly(
    document: Document,
    compiled: Mapping[str, Any],
    fields: Any,
    validation: Any = None,
    callbacks: tuple[keras.callbacks.Callback, ...] = (),
) -> dict[str, list[Any]]:
    """The history of a model that is ours, compiled and fitted without us."""
    training = document.training
    assert training is not None
    keras.src.utils.naming.reset_uids()
    keras.utils.set_random_seed(training.seed)
    model = build_model(document, structure_of(document))
    model.compile(**compiled)
    rows = len(keras.tree.flatten(fields)[0])
    batches = Batches(fields, rows, training.batch_size)

    def shuffle(epoch: int, _: Any) -> None:
        batches.order = np.random.default_rng([training.seed, epoch]).permutation(rows)

    with warnings.catch_warnings():
        # Keras asks a TensorFlow tensor for NumPy's array in a way that NumPy 2 warns of.
        warnings.filterwarnings("ignore", "__array__ implementation", DeprecationWarning)
        history = model.fit(
            batches,
            epochs=training.epochs,
            validation_data=validation,
            validation_batch_size=training.batch_size,
            callbacks=[keras.callbacks.LambdaCallback(on_epoch_begin=shuffle), *callbacks],
            shuffle=False,
            verbose=0,
        )
    found: dict[str, list[Any]] = history.history
    return found
