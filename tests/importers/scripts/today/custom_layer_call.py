import keras
from keras import layers

inputs = keras.Input((4,))
x = layers.Dense(6)(inputs) * layers.Dense(6, activation="sigmoid")(inputs)
model = keras.Model(inputs, layers.Dense(1)(x))
