import keras
from keras import layers

model = keras.Sequential([keras.Input((6,)), layers.Dense(8), layers.Dropout(0.4), layers.Dense(3)])
