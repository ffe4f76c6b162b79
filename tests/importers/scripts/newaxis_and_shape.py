import tensorflow as tf
import keras
from keras import layers, ops

time = keras.Input((4,))
image = keras.Input((5, 5, 4))
x = time[:, tf.newaxis, tf.newaxis, :] + image
shape = ops.shape(x)
x = ops.reshape(x, (-1, shape[1] * shape[2], shape[3]))
model = keras.Model([time, image], layers.Dense(2)(x))
