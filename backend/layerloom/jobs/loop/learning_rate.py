"""Read the learning rate of an optimizer."""

import keras


def last_rate(optimizer: keras.optimizers.Optimizer) -> float:
    """The rate of the last step. The iteration count already includes that step, so a schedule is asked for one less."""
    inner = getattr(optimizer, "inner_optimizer", optimizer)
    rate = inner._learning_rate
    if isinstance(rate, keras.optimizers.schedules.LearningRateSchedule):
        return float(rate(keras.ops.maximum(inner.iterations - 1, 0)))
    return float(inner.learning_rate)


def is_scheduled(optimizer: keras.optimizers.Optimizer) -> bool:
    """Whether the rate is a schedule of the iteration count, so that it cannot be set."""
    inner = getattr(optimizer, "inner_optimizer", optimizer)
    return isinstance(inner._learning_rate, keras.optimizers.schedules.LearningRateSchedule)
