"""What of a model is the same on both sides of an import or export, and what could not be compared."""

from typing import Any, Literal, Self

from pydantic import Field, model_validator

from layerloom_schema.base import Json, Message
from layerloom_schema.text.languages import Language
from layerloom_schema.text.messages import message

Compared = Literal["params", "layers", "weights", "outputs"]
ParityState = Literal["equal", "differs", "not_compared"]


class ParityLine(Message):
    """One comparison; `message` is rendered from the rest. `variant` is why nothing was compared."""

    what: Compared
    state: ParityState
    variant: str | None = None
    params: dict[str, Json] = Field(default_factory=dict)
    message: str

    @model_validator(mode="before")
    @classmethod
    def _rendered(cls, given: Any) -> Any:
        if not isinstance(given, dict) or "message" in given:
            return given
        return {**given, "message": _sentence(given, "en")}

    def in_language(self, language: Language) -> Self:
        """The same with its sentence in another language."""
        return self.model_copy(update={"message": _sentence(self.model_dump(), language)})


class Parity(Message):
    """The comparison of a model with its file: parameters, layers, shapes of weights, outputs on the same rows."""

    params: ParityLine
    layers: ParityLine
    weights: ParityLine
    outputs: ParityLine

    @property
    def lines(self) -> list[ParityLine]:
        """All comparisons in their order."""
        return [self.params, self.layers, self.weights, self.outputs]

    def in_language(self, language: Language) -> Self:
        """The same with its sentences in another language."""
        return self.model_copy(update={line.what: line.in_language(language) for line in self.lines})


def compared(what: Compared, there: Json, here: Json) -> ParityLine:
    """Two values that are equal or not: `there` of the file, `here` of the document."""
    state = "equal" if there == here else "differs"
    return ParityLine.model_validate({"what": what, "state": state, "params": {"there": there, "here": here}})


def not_compared(what: Compared, variant: str) -> ParityLine:
    """What could not be compared, and why."""
    return ParityLine.model_validate({"what": what, "state": "not_compared", "variant": variant})


def outputs_alone(outputs: ParityLine) -> Parity:
    """The comparison with a file that has the weights as constants of its operations: its outputs can be compared."""
    return Parity(
        params=not_compared("params", "in_constants"),
        layers=not_compared("layers", "no_layers"),
        weights=not_compared("weights", "in_constants"),
        outputs=outputs,
    )


def _sentence(line: dict[str, Any], language: Language) -> str:
    """By the name of what is compared and the state, or the reason why it is not."""
    variant = line.get("variant") or line["state"]
    return message("parity", line["what"], line.get("params") or {}, variant=variant, language=language)
