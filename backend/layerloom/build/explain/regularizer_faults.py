"""Regularizers whose penalty has another dtype than the loss.

Keras adds penalties to a loss in float32 without casting them: `fit` dies of one in float16 or float64. The penalty of
an output has the dtype that its layer calculates in, that of a weight the dtype of the weight, which a mixed policy
keeps in float32.
"""

from collections.abc import Iterator, Mapping

from layerloom.build.finding import Finding
from layerloom.catalog.dtypes import PLAIN, POLICIES
from layerloom_schema.base import Json
from layerloom_schema.checks.problems import Code

REGULARIZER_VARIANT = "regularizer"
_MIXED = "mixed_"
_OF_OUTPUTS = "activity_regularizer"
_ENDING = "_regularizer"


def regularizer_fault(layer: str, config: Mapping[str, Json], policy: str) -> Finding | None:
    """The first regularizer of a layer, or of one inside it, that `fit` cannot add to the loss.

    `policy` is the dtype policy of the document.
    """
    for argument, name, dtype in _penalties(layer, config, policy):
        if dtype != PLAIN:
            return Finding(
                Code.dtype_mismatch,
                variant=REGULARIZER_VARIANT,
                params={"argument": name, "dtype": dtype},
                expected=PLAIN,
                received=dtype,
                argument=argument,
            )
    return None


def _penalties(layer: str, config: Mapping[str, Json], policy: str) -> Iterator[tuple[str, str, str]]:
    """Each regularizer: the argument that holds it, its own name, the dtype of its penalty."""
    own = config.get("dtype")
    calculates = own if isinstance(own, str) else policy
    if calculates in POLICIES:
        weights = PLAIN if calculates.startswith(_MIXED) else calculates
        outputs = calculates.removeprefix(_MIXED)
        if layer == "ActivityRegularization":
            yield from ((name, name, outputs) for name in ("l1", "l2") if config.get(name))
        for name, value in config.items():
            if name.endswith(_ENDING) and value is not None:
                yield name, name, outputs if name == _OF_OUTPUTS else weights
    for argument, value in config.items():
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, dict) and isinstance(inner := part.get("layer"), str):
                settings = part.get("config")
                for _, name, dtype in _penalties(
                    inner, settings if isinstance(settings, dict) else {}, policy
                ):
                    yield argument, name, dtype
