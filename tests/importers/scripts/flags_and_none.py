from keras import Input, Model
from keras import layers as L

USE_BN = True
DROPOUT = None
ATTENTION = False

x = inp = L.Input(shape=(10,))
x = L.Dense(8)(x)
if USE_BN:
    x = L.BatchNormalization()(x)
if DROPOUT is not None:
    x = L.Dropout(DROPOUT)(x)
x = L.LeakyReLU()(x) if not ATTENTION else L.Softmax()(x)
model = Model(inp, L.Dense(1)(x))
