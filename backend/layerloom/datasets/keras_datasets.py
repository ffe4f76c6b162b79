"""Open the data sets of `keras.datasets`, by Keras's own functions."""

from typing import Any

import keras
import numpy as np

from layerloom_schema.errors import ErrorCode, Refused

from .dataset import Array, Dataset
from .keras_archives import NUM_WORDS, WORDS, KerasDataset, missing_params


def open_keras_dataset(found: KerasDataset, *, downloads: bool) -> Dataset:
    """The rows to train on, and after them those for the test. `codegen/keras_lines.py` writes the same.

    Raises `Refused` where an archive is missing and may not be fetched: Keras is not called then, as it would fetch it.
    """
    if found.missing and not downloads:
        raise Refused(422, ErrorCode.data_unreadable, variant="keras_missing", params=missing_params(found))
    texts = found.info.fields[0].name == "words"
    given: dict[str, Any] = {"num_words": NUM_WORDS} if texts else {}
    train, test = getattr(keras.datasets, found.info.name).load_data(**given)
    features = np.concatenate([train[0], test[0]])
    if texts:
        features = keras.utils.pad_sequences(features, maxlen=WORDS)
    arrays: list[Array] = [features, np.concatenate([train[1], test[1]]).reshape(-1)]
    fields = found.info.fields
    pairs = zip(fields, arrays, strict=True)
    return Dataset(found.info, {field.name: array.astype(field.dtype, copy=False) for field, array in pairs})
