import keras
from keras import layers

inputs = keras.Input((8,))
x = layers.Dense(6, name="features")(inputs)
whole = keras.Model(inputs, layers.Dense(2)(x))
features = whole.get_layer("features").output
model = keras.Model(whole.input, layers.Dense(5)(features))
