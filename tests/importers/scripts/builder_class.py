import keras
from keras import layers


class Builder:
    def __init__(self, width, depth=2):
        self.width = width
        self.depth = depth
        self.model = None

    def block(self, x):
        return layers.Dense(self.width, activation="relu")(x)

    def build(self):
        inputs = keras.Input((9,))
        x = inputs
        for _ in range(self.depth):
            x = self.block(x)
        self.model = keras.Model(inputs, layers.Dense(1)(x))
        return self.model


model = Builder(6, depth=3).build()
