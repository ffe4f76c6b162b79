from keras.models import Sequential
from keras.layers import Input, Lambda, Dense

model = Sequential()
model.add(Input((4,)))
model.add(Lambda(lambda x: x / 127.5 - 1.0))
model.add(Dense(3))
