"""The order of the training rows in each epoch."""

from functools import cached_property

import numpy as np
import tensorflow as tf

from layerloom.datasets.dataset import Array


class ShuffleOrder:
    """The row order of each epoch: a permutation drawn from the seed and the epoch number alone."""

    def __init__(self, rows: int, seed: int, shuffle: bool) -> None:
        self.rows: Array = np.arange(rows)
        """The numbers of the rows in the order of the current epoch."""
        self._seed = seed
        self._shuffle = shuffle

    @cached_property
    def variable(self) -> tf.Variable:
        """The order as a variable of TensorFlow, for graphs that gather rows by it."""
        with tf.device("CPU:0"):
            return tf.Variable(self.rows, trainable=False, dtype="int64")

    def begin(self, epoch: int) -> None:
        """Set the order of `epoch`."""
        if not self._shuffle:
            return
        self.rows = np.random.default_rng([self._seed, epoch]).permutation(len(self.rows))
        if "variable" in self.__dict__:
            self.variable.assign(self.rows)
