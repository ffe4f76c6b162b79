from keras.layers import Input, Dense, merge
from keras.models import Model

a = Input(shape=(8,))
b = Input(shape=(8,))
x = merge([Dense(4)(a), Dense(4)(b)], mode='concat', concat_axis=-1)
y = merge([x, x], mode='sum')
model = Model(input=[a, b], output=Dense(1)(y))
