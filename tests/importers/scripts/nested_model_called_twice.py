import keras
from keras import layers

encoder_in = keras.Input((10,))
encoder = keras.Model(encoder_in, layers.Dense(4, activation="relu")(encoder_in), name="encoder")
a = keras.Input((10,))
b = keras.Input((10,))
distance = layers.Subtract()([encoder(a), encoder(b)])
model = keras.Model([a, b], layers.Dense(1)(distance))
