import keras
from keras import layers

def dense_block(x, blocks, growth_rate=4):
    for i in range(blocks):
        y = layers.BatchNormalization(axis=3, epsilon=1.001e-5, name='block%d_bn' % (i + 1))(x)
        y = layers.Activation('relu')(y)
        y = layers.Conv2D(growth_rate, 3, padding='same', use_bias=False)(y)
        x = layers.Concatenate(axis=3)([x, y])
    return x

def transition(x, reduction):
    channels = int(x.shape[-1] * reduction)
    return layers.AveragePooling2D(2, strides=2)(layers.Conv2D(channels, 1)(x))

i = keras.Input(shape=(16, 16, 3))
x = layers.Conv2D(2 * 4, 3, padding='same')(i)
x = transition(dense_block(x, 3), 0.5)
model = keras.Model(i, layers.Dense(5)(layers.GlobalAveragePooling2D()(x)))
