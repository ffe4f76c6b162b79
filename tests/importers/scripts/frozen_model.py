import keras
from keras import layers

base = keras.Sequential([keras.Input((8,)), layers.Dense(6), layers.Dense(4)], name="base")
base.trainable = False
model = keras.Sequential([keras.Input((8,)), base, layers.Dense(2)])
