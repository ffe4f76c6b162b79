import keras
from keras import layers

model = keras.Sequential([keras.Input((7,)), layers.Dense(5), layers.Dense(1)])
