import keras
from keras import ops, layers

x = keras.Input((8,))
a, b = ops.split(x, 2, axis=-1)
y = ops.stack([a, b], axis=1)
y = ops.sum(y, axis=1, keepdims=False)
y = ops.maximum(y, 0.1 * y)
model = keras.Model(x, layers.Dense(2)(-y))
