"""Which weight of which node every variable of a model and of its optimizer belongs to.

Neither order nor paths of optimizer variables tell: paths collide where nested models have layers of one name, and the
order differs from class to class. So slots are noted where Keras makes them for a weight.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

import keras

from layerloom.build.real.model_builder import BuiltGraph
from layerloom.build.real.node_layers import declared_layers
from layerloom_schema.base import ModelName
from layerloom_schema.runs.checkpoints import StoredVariable

OWN = "own"
"""The slot of what an optimizer has once, and not for each weight."""
STEPS = "iteration"
"""What Keras calls the number of steps of an optimizer."""
NOWHERE = -1
"""The place of a variable that is not made."""


class Slot(NamedTuple):
    """What an optimizer remembers of a weight."""

    variable: keras.Variable | None
    """None where nothing is made."""
    weight: keras.Variable
    name: str
    shape: tuple[int, ...]
    optimizer: keras.optimizers.Optimizer


class VariableList:
    """Collects the graphs and the optimizer slots of a model while it is built; `keep` is the hook for the graphs."""

    def __init__(self) -> None:
        self._graphs: dict[ModelName | None, BuiltGraph] = {}
        self.slots: list[Slot] = []

    def keep(self, name: ModelName | None, made: BuiltGraph) -> None:
        """Register a graph that was built."""
        self._graphs[name] = made

    @contextmanager
    def noting_slots(self, *, make: bool = True) -> Iterator[None]:
        """Note what optimizers make while they are built; with `make=False` nothing is made for weights.

        What is made without a reference is part of the slot that follows: Adafactor factors the velocity of a matrix
        into its rows and columns.
        """
        base = keras.optimizers.Optimizer
        add, add_from_reference, key = base.add_variable, base.add_variable_from_reference, base._var_key
        waiting: dict[int, list[tuple[keras.Variable | None, tuple[int, ...]]]] = {}

        def noted_add(optimizer: Any, shape: Any, *args: Any, **kwargs: Any) -> keras.Variable | None:
            made = add(optimizer, shape, *args, **kwargs) if make else None
            waiting.setdefault(id(optimizer), []).append((made, tuple(shape)))
            return made

        def noted_add_from_reference(
            optimizer: Any, reference_variable: keras.Variable, name: str | None = None, **kwargs: Any
        ) -> keras.Variable | None:
            made = add_from_reference(optimizer, reference_variable, name=name, **kwargs)
            *factors, whole = waiting.pop(id(optimizer))
            for number, (variable, shape) in enumerate(factors):
                slot = f"{name}_factor_{number}"
                self.slots.append(Slot(variable, reference_variable, slot, shape, optimizer))
            self.slots.append(Slot(whole[0], reference_variable, str(name), whole[1], optimizer))
            return made

        base.add_variable, base.add_variable_from_reference = noted_add, noted_add_from_reference
        if not make:  # Keras asks for the key of a value, which a weight that is not made does not have
            base._var_key = lambda _, variable: id(variable)
        try:
            yield
        finally:
            base.add_variable, base.add_variable_from_reference, base._var_key = add, add_from_reference, key

    def stored(
        self, optimizer: keras.optimizers.Optimizer, variables: Sequence[keras.Variable] = ()
    ) -> list[StoredVariable]:
        """What the weights of a model, and what its optimizer remembers, are by their places among `variables`.

        Left out are layers that adapt: what they learn is kept beside the weights.
        """
        places = {id(variable): place for place, variable in enumerate(variables)}
        slots: dict[int, list[Slot]] = {}
        for slot in self.slots:
            slots.setdefault(id(slot.weight), []).append(slot)
        found: list[StoredVariable] = []
        for each in declared_layers(self._graphs):
            if each.drawn or getattr(each.node, "adapt", False):
                continue
            for number, weight in enumerate(each.layer.weights):
                of_weight: dict[str, Any] = {"node": each.path, "number": number, "name": weight.name}
                of_weight["dtype"] = keras.backend.standardize_dtype(weight.dtype)
                place = places.get(id(weight), NOWHERE)
                found.append(StoredVariable(place=place, shape=[*weight.shape], **of_weight))
                for slot in slots.get(id(weight), ()):
                    place = places.get(id(slot.variable), NOWHERE)
                    of_slot = {"slot": slot.name, "optimizer": type(slot.optimizer).__name__}
                    found.append(StoredVariable(place=place, shape=[*slot.shape], **of_weight, **of_slot))
        inner = getattr(optimizer, "inner_optimizer", optimizer)  # Keras wraps it to scale the loss
        return [*found, *self._own_variables(inner, places)]

    def _own_variables(
        self, optimizer: keras.optimizers.Optimizer, places: Mapping[int, int]
    ) -> Iterator[StoredVariable]:
        """What an optimizer has once: the number of its steps, and for Nadam a product over them. No learning rate."""
        of_weights = {id(slot.variable) for slot in self.slots} | {id(optimizer._learning_rate)}
        own = [variable for variable in optimizer.variables if id(variable) not in of_weights]
        for number, variable in enumerate(own):
            yield StoredVariable(
                place=places.get(id(variable), NOWHERE),
                number=number,
                name=STEPS if variable is optimizer._iterations else "",
                shape=[*variable.shape],
                dtype=keras.backend.standardize_dtype(variable.dtype),
                slot=OWN,
                optimizer=type(optimizer).__name__,
            )

    def titles(self) -> dict[str, str]:
        """The name of each node with a layer by its path, after those of the nested models that it is in."""
        return {each.path: "/".join(each.names) for each in declared_layers(self._graphs)}
