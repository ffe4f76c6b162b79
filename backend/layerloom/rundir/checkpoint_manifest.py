"""Read the manifest of a run's checkpoints."""

from pathlib import Path

from pydantic import ValidationError

from layerloom_schema.runs.checkpoints import CheckpointManifest
from layerloom_schema.runs.folder import CHECKPOINTS, MANIFEST


def read_manifest(folder: Path) -> CheckpointManifest | None:
    """The manifest of a run; `None` if no checkpoint was saved, or if the manifest is damaged."""
    try:
        return CheckpointManifest.model_validate_json((folder / CHECKPOINTS / MANIFEST).read_bytes())
    except (OSError, ValidationError):
        return None
