import keras


class MonteCarloDropout(keras.layers.Dropout):
    def call(self, inputs):
        return super().call(inputs, training=True)


class Wide(keras.layers.Dense):
    def __init__(self, factor):
        super().__init__(4 * factor, activation="relu")


model = keras.Sequential([
    keras.Input((6,)),
    Wide(2),
    MonteCarloDropout(0.4),
    keras.layers.Dense(3),
])
