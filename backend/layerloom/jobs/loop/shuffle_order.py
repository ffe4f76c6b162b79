"""The order of the training rows in each epoch."""

import numpy as np
import tensorflow as tf


class Order:
    """The order of the training rows: a permutation of its own for every epoch, from the seed and the epoch's number."""

    def __init__(self, rows: int, seed: int, shuffle: bool) -> None:
        self._rows = rows
        self._seed = seed
        self._shuffle = shuffle
        with tf.device("CPU:0"):
            self.variable = tf.Variable(np.arange(rows), trainable=False, dtype="int64")

    def begin(self, epoch: int) -> None:
        """Sets the order of `epoch`."""
        if self._shuffle:
            self.variable.assign(np.random.default_rng([self._seed, epoch]).permutation(self._rows))
