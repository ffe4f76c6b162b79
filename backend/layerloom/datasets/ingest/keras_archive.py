"""Archives of `keras.datasets` among the files that are added: they are put where Keras looks for them, unread."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from layerloom.datasets.keras_archives import file_hash, keep_archive, known_archive
from layerloom_schema.data.datasets import DatasetNames

from .file_format import unopened
from .refusals import refuse_file


def keep_keras_archive(paths: Sequence[Path]) -> DatasetNames | None:
    """Put an archive of Keras to where Keras looks for it; None where the files are something else.

    Raises `Refused` for a file of such a name that is another: Keras unpickles only those whose hash it knows.
    """
    known = known_archive(paths[0]) if len(paths) == 1 else None
    if known is None:
        return None
    dataset, archive = known
    try:
        found = file_hash(paths[0])
        if found == archive.sha256:
            keep_archive(paths[0], archive)
    except OSError as error:
        raise unopened(paths[0], error) from error
    if found != archive.sha256:
        if not archive.pickled:
            return None
        raise refuse_file(
            "keras_hash", paths[0].name, dataset=dataset.info.phrase, wanted=archive.sha256, got=found
        )
    info = dataset.info
    return DatasetNames(
        name=info.name, title=info.title, versions=[info.version], created_at=datetime.now(UTC)
    )
