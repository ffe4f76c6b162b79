import keras
from keras import layers
i = keras.Input((10, 3))
model = keras.Model(i, layers.Dense(2)(layers.GRU(8)(layers.GRU(8, return_sequences=True)(i))))
