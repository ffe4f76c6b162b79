import keras
from keras import layers


class Gate(layers.Layer):
    def __init__(self, units, **kwargs):
        super().__init__(**kwargs)
        self.dense = layers.Dense(units)
        self.gate = layers.Dense(units, activation="sigmoid")

    def call(self, inputs):
        return self.dense(inputs) * self.gate(inputs)


inputs = keras.Input((4,))
x = Gate(6)(inputs)
model = keras.Model(inputs, layers.Dense(1)(x))
