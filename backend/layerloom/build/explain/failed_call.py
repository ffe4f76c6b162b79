"""A call that Keras refused, with methods to find the cause: the same call is tried with one change."""

import json
from dataclasses import dataclass, field
from time import process_time

from layerloom.build.call_key import CallKey
from layerloom.build.dry.call import STAGES, CallResult, Failure
from layerloom.build.dry.call_cache import CallCache
from layerloom.build.tensor_spec import Arguments, Shape, Spec, map_specs, specs_of
from layerloom_schema.base import Json
from layerloom_schema.catalog.entries import Catalog, LayerEntry, Parameter

LONG = 5040
"""A length to try in place of an unknown or short one: divisible by 1 to 10. Nothing is allocated."""


EXPLAIN_SECONDS = 5.0
"""CPU time limit: some layers are slow to fail, and a cause may take a hundred trials."""


@dataclass(frozen=True)
class FailedCall:
    """One refused call. A cause is proved by a change after which Keras accepts the call."""

    key: CallKey
    failure: Failure
    catalog: Catalog
    cache: CallCache
    until: float = field(default_factory=lambda: process_time() + EXPLAIN_SECONDS)
    """The CPU time of this process after which no more changes are tried."""

    @property
    def entry(self) -> LayerEntry:
        return self.catalog.layers[self.key.layer]

    @property
    def parameters(self) -> list[Parameter]:
        entry = self.catalog.ops.get(self.key.layer) if self.key.kind == "op" else self.entry
        return entry.parameters if entry is not None else []

    @property
    def config_given(self) -> dict[str, Json]:
        """The config that the document gives."""
        given: dict[str, Json] = json.loads(self.key.config)
        return given

    @property
    def config(self) -> dict[str, Json]:
        """The config that the document gives, merged over Keras's defaults."""
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
        """Whether Keras accepts other inputs; as the first call of the layer, or without one argument of the config."""
        if process_time() > self.until:
            return False
        config = self.key.config
        if without is not None:
            given = json.loads(config)
            config = json.dumps({name: value for name, value in given.items() if name != without})
        built_on = None if as_first else self.key.built_on
        key = self.key._replace(config=config, built_on=built_on, arguments=arguments)
        found = self.cache.call(key, self.catalog)
        # A failure at a later stage has another cause: this one is gone.
        return isinstance(found, CallResult) or STAGES.index(found.stage) > STAGES.index(self.failure.stage)

    def passes_with_setting(self, argument: str, value: Json) -> bool:
        """Whether Keras accepts the call with one argument of the config changed."""
        if process_time() > self.until:
            return False
        key = self.key._replace(config=json.dumps({**self.config_given, argument: value}))
        return isinstance(self.cache.call(key, self.catalog), CallResult)

    def passes_with(self, changed: dict[int, Spec]) -> bool:
        """Whether Keras accepts the call with some tensors changed."""
        return self.passes(map_specs(self.key.arguments, changed))

    def passes_with_shape(self, shape: Shape, place: int = 0) -> bool:
        """Whether Keras accepts the call with one tensor in another shape."""
        return self.passes_with({place: self.specs[place].with_shape(shape)})


def lengths(value: Json, count: int) -> list[int]:
    """An argument such as `kernel_size` per axis: one number stands for all axes."""
    if isinstance(value, list):
        return [number for number in value if isinstance(number, int)]
    return [value] * count if isinstance(value, int) else []


def replaced(shape: Shape, axis: int, length: int) -> Shape:
    """The shape with one axis changed."""
    return (*shape[:axis], length, *shape[axis + 1 :])
