"""The end of training by a loss, or weights, that are not finite."""

from layerloom_schema.base import Json


class NonFiniteLoss(Exception):
    """Ends training in `epoch`: the loss is NaN or infinite, or the validation loss is.

    With `masked_by_relu` the loss is finite but weights are not: a compiled layer with relu outputs 0 in place of NaN.
    """

    def __init__(self, epoch: int, *, validation: bool = False, masked_by_relu: bool = False) -> None:
        super().__init__(epoch)
        self.epoch = epoch
        self.validation = validation
        self.masked_by_relu = masked_by_relu
        self.event_fields: dict[str, Json] = {}
