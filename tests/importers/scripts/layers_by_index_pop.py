import keras
from keras import layers

model = keras.Sequential()
model.add(keras.Input((8,)))
for units in [6, 5, 4]:
    model.add(layers.Dense(units))
model.pop()
model.add(layers.Dense(3))
