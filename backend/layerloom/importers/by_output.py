"""Arguments of `compile` by output: one for all, a list in the order of the model, or a dict by name."""

from collections.abc import Sequence
from typing import Any


def for_each_output(value: Any, argument: str, outputs: int) -> Any:
    """One loss, or a flat list of metrics, holds for every output."""
    if value is None or (isinstance(value, dict) and "class_name" not in value):
        return value
    if argument == "loss":
        return value if isinstance(value, list | tuple) else [value] * outputs
    parts = [*value] if isinstance(value, list | tuple) else [value]
    nested = any(isinstance(part, list | tuple) for part in parts)
    if nested or (outputs > 1 and len(parts) == outputs):
        return [part if isinstance(part, list | tuple) else [part] for part in parts]
    return [parts] * outputs


def by_output(value: Any, outputs: Sequence[str]) -> dict[str, Any]:
    """The parts of an argument by output."""
    if isinstance(value, dict) and "class_name" not in value:
        return {str(key): part for key, part in value.items()}
    if isinstance(value, list | tuple):
        return dict(zip(outputs, value, strict=False))
    return {} if value is None else {outputs[0]: value} if outputs else {}
