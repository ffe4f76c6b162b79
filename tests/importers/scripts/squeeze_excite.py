from keras import backend as K
from keras import layers, Input, Model

def se_block(x, ratio=4):
    filters = K.int_shape(x)[-1] if hasattr(K, "int_shape") else x.shape[-1]
    s = layers.GlobalAveragePooling2D()(x)
    s = layers.Reshape((1, 1, filters))(s)
    s = layers.Dense(filters // ratio, activation='relu', use_bias=False)(s)
    s = layers.Dense(filters, activation='sigmoid', use_bias=False)(s)
    return layers.multiply([x, s])

inp = Input((8, 8, 16))
model = Model(inp, se_block(layers.Conv2D(16, 3, padding='same')(inp)))
