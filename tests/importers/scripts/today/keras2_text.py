import keras
from keras import layers
model = keras.Sequential([keras.Input((40,)), layers.Embedding(500, 16), layers.Conv1D(8, 5), layers.MaxPooling1D(2), layers.LSTM(6), layers.Dense(1)])
