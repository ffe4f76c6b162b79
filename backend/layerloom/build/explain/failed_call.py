"""A call that Keras refused, and the means to find out why: the same call, a little changed, tried again."""

import json
from dataclasses import dataclass, field
from time import process_time

from layerloom.build.call_key import CallKey
from layerloom.build.dry.call import STAGES, CallResult, Failure
from layerloom.build.dry.call_cache import CallCache
from layerloom.build.tensor_spec import Arguments, Shape, Spec, map_specs, specs_of
from layerloom_schema.base import Json
from layerloom_schema.catalog import Catalog, LayerEntry, Parameter

LONG = 5040
"""A length in place of one that may be too short or is unknown; many numbers divide it. Nothing is allocated."""


EXPLAIN_SECONDS = 5.0
"""Of processor time: some layers are slow to refuse, and a cause may take a hundred trials."""


@dataclass(frozen=True)
class FailedCall:
    """One refused call. Keras is the judge: a cause is a change after which the call passes."""

    key: CallKey
    failure: Failure
    catalog: Catalog
    cache: CallCache
    until: float = field(default_factory=lambda: process_time() + EXPLAIN_SECONDS)
    """When, in the processor time of this process, no more changes are tried."""

    @property
    def entry(self) -> LayerEntry:
        return self.catalog.layers[self.key.layer]

    @property
    def parameters(self) -> list[Parameter]:
        entry = self.catalog.ops.get(self.key.layer) if self.key.kind == "op" else self.entry
        return entry.parameters if entry is not None else []

    @property
    def config_given(self) -> dict[str, Json]:
        """What the document gives."""
        given: dict[str, Json] = json.loads(self.key.config)
        return given

    @property
    def config(self) -> dict[str, Json]:
        """What the document gives the layer, over Keras's defaults."""
        given = self.config_given
        return {parameter.name: parameter.default for parameter in self.entry.parameters} | given

    @property
    def specs(self) -> list[Spec]:
        return specs_of(self.key.arguments)

    @property
    def first(self) -> Spec:
        return self.specs[0]

    @property
    def is_merge(self) -> bool:
        return not isinstance(self.key.arguments[0][1], Spec)

    def passes(self, arguments: Arguments, *, as_first: bool = False, without: str | None = None) -> bool:
        """Whether Keras takes other arguments; as the layer's first call, or with one setting at its default."""
        if process_time() > self.until:
            return False
        config = self.key.config
        if without is not None:
            given = json.loads(config)
            config = json.dumps({name: value for name, value in given.items() if name != without})
        built_on = None if as_first else self.key.built_on
        key = self.key._replace(config=config, built_on=built_on, arguments=arguments)
        found = self.cache.call(key, self.catalog)
        # Refused further on for another reason: this one is gone.
        return isinstance(found, CallResult) or STAGES.index(found.stage) > STAGES.index(self.failure.stage)

    def passes_with_setting(self, argument: str, value: Json) -> bool:
        """Whether Keras takes the call with one setting changed."""
        if process_time() > self.until:
            return False
        key = self.key._replace(config=json.dumps({**self.config_given, argument: value}))
        return isinstance(self.cache.call(key, self.catalog), CallResult)

    def passes_with(self, changed: dict[int, Spec]) -> bool:
        """Whether Keras takes the call with some tensors changed."""
        return self.passes(map_specs(self.key.arguments, changed))

    def passes_with_shape(self, shape: Shape, place: int = 0) -> bool:
        """Whether Keras takes the call with one tensor in another shape."""
        return self.passes_with({place: self.specs[place].with_shape(shape)})


def lengths(value: Json, count: int) -> list[int]:
    """A setting such as `kernel_size` by axis: one number stands for all of them."""
    if isinstance(value, list):
        return [number for number in value if isinstance(number, int)]
    return [value] * count if isinstance(value, int) else []


def replaced(shape: Shape, axis: int, length: int) -> Shape:
    """The shape with one axis of another length."""
    return (*shape[:axis], length, *shape[axis + 1 :])
