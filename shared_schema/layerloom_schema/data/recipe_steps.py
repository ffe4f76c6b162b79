"""The arguments of the steps of recipes that are not layers, as the catalogue has those of layers."""

from collections.abc import Mapping, Sequence

from layerloom_schema.catalog.entries import Parameter, ParameterType
from layerloom_schema.documents.data_preparation import DATE_PARTS, IMAGE_CHANNELS, RecipeStepName

STEP_PARAMETERS: Mapping[RecipeStepName, Sequence[Parameter]] = {
    RecipeStepName.fill: [
        Parameter(
            name="with",
            type=ParameterType.float,
            required=True,
            choices=["mean", "median", "most_frequent"],
            suggested="median",
        )
    ],
    RecipeStepName.clip: [
        Parameter(name="low", type=ParameterType.float, nullable=True, suggested=0),
        Parameter(name="high", type=ParameterType.float, nullable=True, suggested=1),
    ],
    RecipeStepName.stack: [],
    RecipeStepName.reshape: [Parameter(name="shape", type=ParameterType.shape, required=True, suggested=[1])],
    RecipeStepName.date: [
        Parameter(name="parts", type=ParameterType.strings, choices=[*DATE_PARTS], default=[*DATE_PARTS])
    ],
    RecipeStepName.image: [
        Parameter(name="size", type=ParameterType.shape, required=True, suggested=[32, 32]),
        Parameter(name="crop", type=ParameterType.bool, default=False),
        Parameter(name="channels", type=ParameterType.int, default=IMAGE_CHANNELS[0], minimum=1, maximum=3),
    ],
    RecipeStepName.classes: [
        Parameter(name="classes", type=ParameterType.strings, required=True, suggested=[])
    ],
}
"""By step. `choices` of a float are words that it may be in place of a number; of `strings`, all that it may hold."""
