import keras
from keras import layers
model = keras.Sequential([keras.Input((8,)), layers.Dense(12), layers.LeakyReLU(), layers.Dense(1)])
