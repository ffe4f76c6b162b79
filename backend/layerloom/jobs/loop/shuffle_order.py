"""The order of the training rows in each epoch."""

import numpy as np
import tensorflow as tf


class ShuffleOrder:
    """The row order of each epoch: a permutation drawn from the seed and the epoch number alone."""

    def __init__(self, rows: int, seed: int, shuffle: bool) -> None:
        self._rows = rows
        self._seed = seed
        self._shuffle = shuffle
        with tf.device("CPU:0"):
            self.variable = tf.Variable(np.arange(rows), trainable=False, dtype="int64")

    def begin(self, epoch: int) -> None:
        """Set the variable to the order of `epoch`."""
        if self._shuffle:
            self.variable.assign(np.random.default_rng([self._seed, epoch]).permutation(self._rows))
