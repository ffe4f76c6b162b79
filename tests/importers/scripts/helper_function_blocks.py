from keras import layers, Model, Input

def conv_block(x, filters, kernel_size=3, pool=True):
    x = layers.Conv2D(filters, kernel_size, padding="same", use_bias=False)(x)
    x = layers.BatchNormalization()(x)
    x = layers.Activation("relu")(x)
    if pool:
        x = layers.MaxPooling2D()(x)
    return x

inputs = Input((32, 32, 3))
x = conv_block(inputs, 8)
x = conv_block(x, 16)
x = conv_block(x, 16, kernel_size=1, pool=False)
x = layers.GlobalAveragePooling2D()(x)
model = Model(inputs, layers.Dense(10)(x))
