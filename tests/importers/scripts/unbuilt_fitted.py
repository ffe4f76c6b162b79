import numpy as np
import keras
from keras import layers

data = np.random.random((50, 7))
model = keras.Sequential([layers.Dense(5, activation="relu"), layers.Dense(1)])
model.compile("adam", "mse")
model.fit(data, np.zeros(50), epochs=2)
