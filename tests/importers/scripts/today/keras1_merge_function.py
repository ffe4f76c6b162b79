import keras
from keras import layers
a, b = keras.Input((8,)), keras.Input((8,))
x = layers.concatenate([layers.Dense(4)(a), layers.Dense(4)(b)])
model = keras.Model([a, b], layers.Dense(1)(layers.add([x, x])))
