"""Lines that load a data set of `keras.datasets`, into the arrays that `datasets/keras_datasets.py` gives."""

from collections.abc import Iterator

from layerloom.datasets.keras_archives import NUM_WORDS, WORDS
from layerloom_schema.data.datasets import DatasetInfo

from .formatter import Expression, Part, call, lay_out, mapping


def keras_lines(info: DatasetInfo, variable: str) -> Iterator[str]:
    """The lines that make a dict of arrays by field name: the rows to train on, and after them those for the test."""
    features, target = info.fields
    texts = features.name == "words"
    load = f"keras.datasets.{info.name}.load_data"
    yield from lay_out(
        call(load, [Part(str(NUM_WORDS), "num_words=")] if texts else []), before="train, test = "
    )
    rows: Expression = "np.concatenate([train[0], test[0]])"
    if texts:
        rows = call("keras.utils.pad_sequences", [Part(rows), Part(str(WORDS), "maxlen=")])
    elif features.dtype.startswith("float"):
        rows = f'{rows}.astype("{features.dtype}")'
    labels = f'np.concatenate([train[1], test[1]]).reshape(-1).astype("{target.dtype}")'
    yield from lay_out(mapping([(features.name, rows), (target.name, labels)]), before=f"{variable} = ")
