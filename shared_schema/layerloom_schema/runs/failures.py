"""Why a run failed or diverged: a code, a variant and params, and the sentence that they make in any language."""

from enum import StrEnum

from pydantic import Field

from layerloom_schema.base import Json, Message
from layerloom_schema.text.languages import Language
from layerloom_schema.text.messages import Section, has_text, message


class FailureCode(StrEnum):
    """Codes of `failed` and `diverged` events. An error that refuses a run keeps its own code (`ErrorCode`)."""

    worker_killed = "worker_killed"
    worker_ended = "worker_ended"
    not_started = "not_started"
    out_of_memory = "out_of_memory"
    disk_full = "disk.full"
    files = "files"
    training_values = "training.values"
    keras_stopped = "keras_stopped"
    diverged = "diverged"
    objective = "objective"
    sweep = "sweep"
    internal = "internal"


class Failure(Message):
    """The cause of a failed or diverged run, as data."""

    code: str
    variant: str | None = None
    params: dict[str, Json] = Field(default_factory=dict)

    @property
    def has_sentence(self) -> bool:
        """Whether there is a text for it: logs of earlier versions have the English sentence alone."""
        return has_text(self._section, self.code, self.variant)

    def sentence(self, language: Language = "en") -> str:
        """What happened, and what to do next.

        Raises:
            KeyError: there is no such text, or a param that it names is missing.
        """
        return message(self._section, self.code, self.params, variant=self.variant, language=language)

    @property
    def _section(self) -> Section:
        return "failures" if has_text("failures", self.code, self.variant) else "errors"
