import keras
from keras import layers

base = keras.Sequential([keras.Input((8,)), layers.Dense(6, activation="relu"), layers.Dense(4, activation="relu")])
for layer in base.layers:
    layer.trainable = False
inputs = keras.Input((8,))
model = keras.Model(inputs, layers.Dense(2)(base(inputs)))
