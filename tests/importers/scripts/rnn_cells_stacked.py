import keras
from keras import layers

cells = [layers.LSTMCell(n) for n in (6, 4)]
inputs = keras.Input((None, 3))
x = layers.RNN(cells, return_sequences=True)(inputs)
x = layers.GRU(5, return_sequences=False, reset_after=True)(x)
model = keras.Model(inputs, layers.Dense(1)(x))
