"""Checkpoints of a run, the machine that they were written on, and the attempts that go on from them."""

from collections.abc import Sequence

from pydantic import Field

from layerloom_schema.base import Body, Message


class Machine(Message):
    """What the last bit of a number depends on, beside the run itself."""

    cpu: str
    """The model of the processor."""
    cores: int
    """How many cores the process may use: TensorFlow divides sums among them."""
    keras: str
    tensorflow: str

    def differences(self, other: "Machine") -> list[str]:
        """The names of the fields in which two machines differ."""
        return [name for name in type(self).model_fields if getattr(self, name) != getattr(other, name)]


class CheckpointEntry(Message):
    """One checkpoint in the manifest."""

    name: str
    """Its file, in the folder of checkpoints."""
    epoch: int
    """The last epoch that it has seen a batch of, from 0."""
    batch: int | None = None
    """How many batches of that epoch; `null` for all of them, the validation and the callbacks."""
    sha256: str
    loss: float | None = None
    """Of the whole epoch: of the validation where there is one, else of the training."""

    @property
    def position(self) -> tuple[int, int]:
        """The epoch that goes on from here, and how many batches of it are done."""
        return (self.epoch + 1, 0) if self.batch is None else (self.epoch, self.batch)


def best_of(entries: Sequence[CheckpointEntry]) -> CheckpointEntry | None:
    """The checkpoint with the least loss; none while none was saved at the end of an epoch."""
    whole = [entry for entry in entries if entry.loss is not None]
    return min(whole, key=lambda entry: entry.loss or 0.0, default=None)


class StoredVariable(Message):
    """What a value in a checkpoint belongs to: a weight of the model, or what an optimizer remembers."""

    place: int
    """Which value of the checkpoint, from 0."""
    node: str | None = None
    """The path of a node: `n3`, or `n6/n2` for the node n2 of the nested model that n6 calls. `null` for what an
    optimizer has once, such as the number of its steps."""
    number: int
    """Which weight of the node's layer, in Keras's order; which of what an optimizer has once."""
    name: str
    """What Keras calls the weight within its layer; `iteration` for the number of steps."""
    shape: list[int]
    dtype: str
    slot: str | None = None
    """What an optimizer calls it, such as `momentum`; `null` for the weight itself."""
    optimizer: str | None = None
    """The class of the optimizer that remembers it."""
    group: str = ""
    """The group of nodes that have this optimizer; empty for that of all others."""

    @property
    def key(self) -> tuple[str | None, int, str | None, str | None, str]:
        """What is equal for the same variable in another model."""
        return (self.node, self.number, self.slot, self.optimizer, self.group)


class CheckpointManifest(Message):
    """The checkpoints of a run that are whole: the newest two, newest first, then the best if it is another one."""

    format: int = 2
    """1 has the variables of model and optimizer alone, so that a run cannot go on from it to the last bit."""
    keras: str
    machine: Machine | None = None
    """`null` in format 1."""
    variables: list[str] = Field(default_factory=list)
    """The paths of the variables in their order: of the model, of the optimizer, of the metrics."""
    stored: list[StoredVariable] = Field(default_factory=list)
    """What the values of model and optimizer belong to. One that several nodes share is listed for each; seeds and what
    preprocessing layers learned are not. Empty in checkpoints of versions that could not fork."""
    checkpoints: list[CheckpointEntry] = Field(default_factory=list)


class Attempt(Body):
    """How a run goes on, written by the web process or the command line."""

    attempt: int
    """From 2: the first attempt has only the spec."""
    epochs: int
    """How many epochs the run has in all; more than its document says if more were asked for."""
    went_on_at: int | None = None
    """The epoch from which more were asked for, though the run had come to its end: what had ended it there does not
    end it again."""


class ResumeRun(Body):
    """A request to go on with a run that has ended, from its last checkpoint."""

    epochs: int = Field(default=0, ge=0, le=1_000_000)
    """How many epochs more than the run was to have; for one that has come to its end, how many more than it has."""
    anyway: bool = False
    """Go on although the machine or a version is another one: the losses then differ in their last bits."""
