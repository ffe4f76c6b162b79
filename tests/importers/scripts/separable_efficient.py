import keras
from keras import layers

def mbconv(x, expand, out, stride):
    inside = x.shape[-1] * expand
    y = layers.Conv2D(inside, 1, padding="same", use_bias=False)(x)
    y = layers.DepthwiseConv2D(3, strides=stride, padding="same")(y)
    y = layers.Activation("swish")(y)
    y = layers.Conv2D(out, 1)(y)
    return layers.Add()([x, y]) if stride == 1 and x.shape[-1] == out else y

i = keras.Input((16, 16, 4))
x = mbconv(i, 2, 4, 1)
x = mbconv(x, 2, 6, 2)
x = layers.SeparableConv2D(8, 3, padding="same")(x)
model = keras.Model(i, x)
