"""What Keras's signatures and docstrings do not say of losses, metrics, optimizers and the rest. With reasons."""

from collections.abc import Mapping
from typing import Any

from layerloom_schema.catalog.entries import ParameterType as T

from .allowlist import Kind

FIELDS: Mapping[tuple[Kind | str, str], Mapping[str, Any]] = {
    # What a metric is called in the logs.
    (Kind.losses, "name"): {"type": T.string},
    (Kind.metrics, "name"): {"type": T.string},
    # One number must come out of a loss: Keras takes None, and cannot add a regularizer's number to a list of them.
    (Kind.losses, "reduction"): {
        "type": T.choice,
        "nullable": False,
        "choices": ["sum_over_batch_size", "sum", "mean", "mean_with_sample_weight"],
    },
    # One number for each column.
    ("R2Score", "class_aggregation"): {"nullable": True},
    (Kind.losses, "axis"): {"type": T.int},
    (Kind.losses, "ignore_class"): {"type": T.int, "nullable": True},
    # Shares and exponents: below 0 a good prediction is punished.
    (Kind.losses, "alpha"): {"type": T.float, "minimum": 0},
    (Kind.losses, "gamma"): {"type": T.float, "minimum": 0},
    (Kind.losses, "delta"): {"exclusive_minimum": 0},
    ("Dice", "axis"): {"type": T.int_or_list},
    ("Tversky", "axis"): {"type": T.int_or_list},
    (Kind.losses, "beta"): {"type": T.float, "minimum": 0},
    (Kind.losses, "margin"): {"type": T.float, "minimum": 0, "maximum": 1},
    # At 0 the loss divides by 0.
    (Kind.losses, "q"): {"type": T.float, "exclusive_minimum": 0, "maximum": 1},
    (Kind.metrics, "label_smoothing"): {"type": T.float, "minimum": 0, "maximum": 1},
    (Kind.metrics, "axis"): {"type": T.int},
    (Kind.metrics, "k"): {"type": T.int, "minimum": 1},
    (Kind.metrics, "top_k"): {"type": T.int, "minimum": 1},
    (Kind.metrics, "class_id"): {"type": T.int, "minimum": 0},
    (Kind.metrics, "num_labels"): {"type": T.int, "minimum": 1},
    (Kind.metrics, "num_thresholds"): {"type": T.int, "minimum": 2},
    (Kind.metrics, "num_regressors"): {"type": T.int, "minimum": 0},
    (Kind.metrics, "thresholds"): {"type": T.number_or_list, "minimum": 0, "maximum": 1},
    (Kind.metrics, "threshold"): {"type": T.float},
    ("AUC", "thresholds"): {"type": T.numbers, "minimum": 0, "maximum": 1},
    ("AUC", "label_weights"): {"type": T.numbers, "minimum": 0},
    (Kind.metrics, "beta"): {"exclusive_minimum": 0},
    # A table of classes by classes is made at once, so it has an end.
    (Kind.metrics, "num_classes"): {"type": T.int, "minimum": 2, "maximum": 8192},
    (Kind.metrics, "target_class_ids"): {"type": T.ints, "minimum": 0},
    ("BinaryIoU", "target_class_ids"): {"maximum": 1},
    (Kind.metrics, "ignore_class"): {"type": T.int},
    (Kind.metrics, "recall"): {"type": T.float, "minimum": 0, "maximum": 1},
    (Kind.metrics, "precision"): {"type": T.float, "minimum": 0, "maximum": 1},
    (Kind.metrics, "specificity"): {"type": T.float, "minimum": 0, "maximum": 1},
    (Kind.metrics, "sensitivity"): {"type": T.float, "minimum": 0, "maximum": 1},
    # A rate of 0 learns nothing, a negative one unlearns, and Keras takes NaN without a word.
    (Kind.optimizers, "learning_rate"): {"exclusive_minimum": 0},
    (Kind.schedules, "initial_learning_rate"): {"exclusive_minimum": 0},
    (Kind.schedules, "warmup_target"): {"exclusive_minimum": 0},
    (Kind.schedules, "end_learning_rate"): {"minimum": 0},
    (Kind.schedules, "decay_steps"): {"type": T.int, "minimum": 1},
    (Kind.schedules, "first_decay_steps"): {"type": T.int, "minimum": 1},
    (Kind.schedules, "warmup_steps"): {"type": T.int, "minimum": 0},
    (Kind.schedules, "decay_rate"): {"type": T.float, "exclusive_minimum": 0},
    (Kind.schedules, "t_mul"): {"exclusive_minimum": 0},
    (Kind.schedules, "m_mul"): {"exclusive_minimum": 0},
    (Kind.schedules, "alpha"): {"minimum": 0},
    (Kind.schedules, "power"): {"exclusive_minimum": 0},
    # Decay rates of averages: at 1 nothing new is ever taken in, and the correction divides by 0.
    (Kind.optimizers, "beta_1"): {"minimum": 0, "exclusive_maximum": 1},
    (Kind.optimizers, "beta_2"): {"minimum": 0, "exclusive_maximum": 1},
    (Kind.optimizers, "rho"): {"minimum": 0, "exclusive_maximum": 1},
    (Kind.optimizers, "momentum"): {"minimum": 0, "maximum": 1},
    (Kind.optimizers, "ema_momentum"): {"minimum": 0, "maximum": 1},
    (Kind.optimizers, "epsilon"): {"type": T.float, "minimum": 0},
    (Kind.optimizers, "weight_decay"): {"type": T.float, "minimum": 0},
    (Kind.optimizers, "clipnorm"): {"type": T.float, "exclusive_minimum": 0},
    (Kind.optimizers, "clipvalue"): {"type": T.float, "exclusive_minimum": 0},
    (Kind.optimizers, "global_clipnorm"): {"type": T.float, "exclusive_minimum": 0},
    (Kind.optimizers, "loss_scale_factor"): {"type": T.float, "exclusive_minimum": 0},
    (Kind.optimizers, "ema_overwrite_frequency"): {"type": T.int, "minimum": 1},
    # Keras refuses 1 and takes 0 as None.
    (Kind.optimizers, "gradient_accumulation_steps"): {"type": T.int, "minimum": 2},
    (Kind.optimizers, "beta"): {"minimum": 0},
    ("Adafactor", "beta_2_decay"): {"exclusive_maximum": 0},
    (Kind.optimizers, "epsilon_1"): {"minimum": 0},
    (Kind.optimizers, "epsilon_2"): {"minimum": 0},
    (Kind.optimizers, "clip_threshold"): {"exclusive_minimum": 0},
    (Kind.optimizers, "adam_beta_1"): {"minimum": 0, "exclusive_maximum": 1},
    (Kind.optimizers, "adam_beta_2"): {"minimum": 0, "exclusive_maximum": 1},
    (Kind.optimizers, "adam_weight_decay"): {"type": T.float, "minimum": 0},
    (Kind.optimizers, "adam_lr_ratio"): {"type": T.float, "exclusive_minimum": 0},
    # Steps inside every step; a thousand would never end.
    (Kind.optimizers, "ns_steps"): {"minimum": 1, "maximum": 100},
    (Kind.optimizers, "rms_rate"): {"type": T.float, "exclusive_minimum": 0, "nullable": True},
    (Kind.optimizers, "warmup_steps"): {"type": T.int, "minimum": 0},
    # Steps at which the rate changes, and the rates before, between and after.
    (Kind.schedules, "boundaries"): {"type": T.ints, "minimum": 0},
    (Kind.schedules, "values"): {"type": T.numbers, "exclusive_minimum": 0},
    # Any whole number, but one that a seed generator takes.
    (Kind.initializers, "seed"): {"type": T.int, "minimum": 0, "exclusive_maximum": 2**63},
    (Kind.initializers, "stddev"): {"minimum": 0},
    (Kind.initializers, "scale"): {"exclusive_minimum": 0},
    ("STFT", "side"): {"choices": ["real", "imag"]},
    ("STFT", "window"): {"choices": ["hann", "hamming"], "nullable": True},
    ("STFT", "scaling"): {"choices": ["density", "spectrum"], "nullable": True},
    # A negative penalty pays the weights to grow.
    (Kind.regularizers, "l1"): {"minimum": 0},
    (Kind.regularizers, "l2"): {"minimum": 0},
    (Kind.regularizers, "factor"): {"minimum": 0},
    # The default is an int (2), the meaning a length.
    (Kind.constraints, "max_value"): {"type": T.float, "minimum": 0},
    (Kind.constraints, "min_value"): {"type": T.float, "minimum": 0},
    (Kind.constraints, "rate"): {"type": T.float, "minimum": 0, "maximum": 1},
    (Kind.constraints, "axis"): {"type": T.int_or_list},
    # The name of a number that Keras logs: known only once the outputs are drawn.
    (Kind.callbacks, "monitor"): {"type": T.string},
    (Kind.callbacks, "mode"): {"type": T.choice, "choices": ["auto", "min", "max"]},
    # The default is an int (0), the meaning a difference of losses.
    (Kind.callbacks, "min_delta"): {"type": T.float, "minimum": 0},
    (Kind.callbacks, "baseline"): {"type": T.float},
    (Kind.callbacks, "patience"): {"minimum": 0},
    (Kind.callbacks, "cooldown"): {"minimum": 0},
    (Kind.callbacks, "start_from_epoch"): {"minimum": 0},
    (Kind.callbacks, "factor"): {"exclusive_minimum": 0, "exclusive_maximum": 1},
    # The rate of every epoch, by its number; a schedule of steps is read as one of epochs.
    ("LearningRateScheduler", "schedule"): {"type": T.schedule, "exclusive_minimum": 0},
    # An event is kept an epoch; a run that counts batches in between would have files of no epoch.
    ("ModelCheckpoint", "save_freq"): {"type": T.choice, "choices": ["epoch"]},
    ("ModelCheckpoint", "initial_value_threshold"): {"type": T.float},
    (Kind.callbacks, "min_lr"): {"minimum": 0},
}
"""By kind or class, and argument: fields of `Parameter` that win over what was read."""
