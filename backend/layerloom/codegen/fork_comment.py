"""What the script of a fork does not do, as a comment before it."""

from layerloom_schema.runs.forks import RunOrigin


def fork_comment(origin: RunOrigin | None) -> str:
    """The comment; empty for a run that began by itself."""
    if origin is None:
        return ""
    return (
        f"# This run began with the weights of run {origin.run}, after epoch {origin.epoch + 1}.\n"
        "# The script draws weights of its own, so its losses are others.\n"
    )
