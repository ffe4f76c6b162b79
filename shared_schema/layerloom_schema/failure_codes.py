"""Why a run failed, by its code: the page has a sentence for each, in every language."""

from enum import StrEnum


class FailureCode(StrEnum):
    """Codes of `failed` events. An error of a request that stops a run keeps its own code (`ErrorCode`)."""

    worker_killed = "worker_killed"
    worker_ended = "worker_ended"
    not_started = "not_started"
    out_of_memory = "out_of_memory"
    disk_full = "disk.full"
    files = "files"
    training_values = "training.values"
    keras_stopped = "keras_stopped"
    internal = "internal"
