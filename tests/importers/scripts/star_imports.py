from keras.layers import *
from keras.models import *

inp = Input((12,))
x = Dense(6, activation='tanh')(inp)
x = BatchNormalization()(x)
out = Dense(2)(x)
model = Model(inp, out)
