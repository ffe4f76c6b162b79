import keras
from keras import layers, ops
i = keras.Input((4, 6))
x = layers.Reshape((24,))(i)
x = layers.Dense(12)(ops.normalize(x, axis=1))
model = keras.Model(i, ops.mean(x, axis=-1, keepdims=True))
