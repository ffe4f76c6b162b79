"""The newest attempt of a run that was resumed: a small file beside the spec, which never changes."""

import os
from pathlib import Path

from pydantic import ValidationError

from layerloom.runtime.private_files import write_private
from layerloom_schema.runs.checkpoints import Attempt
from layerloom_schema.runs.folder import ATTEMPT


def read_attempt(folder: Path) -> Attempt | None:
    """The newest attempt; `None` for the first. Raises `OSError` where the file is damaged: it is written atomically."""
    try:
        return Attempt.model_validate_json((folder / ATTEMPT).read_bytes())
    except FileNotFoundError:
        return None
    except ValidationError as error:
        raise OSError(f"{ATTEMPT} is damaged") from error


def write_attempt(folder: Path, attempt: Attempt) -> None:
    """Replace the file atomically."""
    beside = folder / f"{ATTEMPT}.new"
    write_private(beside, attempt.model_dump_json())
    os.replace(beside, folder / ATTEMPT)
