import tensorflow as tf
from tensorflow.keras import backend as K
from tensorflow.keras.layers import Dense, Input, Reshape, Lambda
from tensorflow.keras.models import Model

def normalize(t):
    return K.l2_normalize(t, axis=1)

i = Input(batch_shape=(None, 4, 6))
d = int(i.shape[1] * i.get_shape().as_list()[2])
x = Reshape((d,))(i)
x = Lambda(normalize, output_shape=(d,))(x)
x = Dense(K.int_shape(x)[1] // 2)(x)
x = Lambda(lambda t: K.mean(t, axis=-1, keepdims=True))(x)
model = Model(inputs=[i], outputs=[x])
