"""The comment at the top of the script of a forked run: the script does not load the weights the run began with."""

from layerloom_schema.runs.forks import RunOrigin


def fork_comment(origin: RunOrigin | None) -> str:
    """The comment; empty for a run that is no fork."""
    if origin is None:
        return ""
    return (
        f"# This run began with the weights of run {origin.run}, after epoch {origin.epoch + 1}.\n"
        "# The script initializes its own weights, so its losses differ.\n"
    )
