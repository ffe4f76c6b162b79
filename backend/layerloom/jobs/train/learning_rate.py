"""What an optimizer takes as its learning rate."""

import keras


def last_rate(optimizer: keras.optimizers.Optimizer) -> float:
    """The rate of the last step. A schedule goes by the number of steps, which counts that one already."""
    inner = getattr(optimizer, "inner_optimizer", optimizer)
    rate = inner._learning_rate
    if isinstance(rate, keras.optimizers.schedules.LearningRateSchedule):
        return float(rate(keras.ops.maximum(inner.iterations - 1, 0)))
    return float(inner.learning_rate)


def is_scheduled(optimizer: keras.optimizers.Optimizer) -> bool:
    """Whether the rate follows from the number of steps, so that nobody sets it."""
    inner = getattr(optimizer, "inner_optimizer", optimizer)
    return isinstance(inner._learning_rate, keras.optimizers.schedules.LearningRateSchedule)
