from tensorflow.keras.layers import Input, Conv2D, MaxPooling2D, Conv2DTranspose, concatenate
from tensorflow.keras.models import Model

def build_unet(size=32, depth=3, start=4):
    inputs = Input((size, size, 1))
    skips = []
    x = inputs
    for level in range(depth):
        x = Conv2D(start * 2 ** level, 3, activation="relu", padding="same")(x)
        skips.append(x)
        x = MaxPooling2D(2)(x)
    x = Conv2D(start * 2 ** depth, 3, activation="relu", padding="same")(x)
    for level in reversed(range(depth)):
        x = Conv2DTranspose(start * 2 ** level, 2, strides=2, padding="same")(x)
        x = concatenate([x, skips[level]])
        x = Conv2D(start * 2 ** level, 3, activation="relu", padding="same")(x)
    return Model(inputs, Conv2D(1, 1, activation="sigmoid")(x))

model = build_unet()
model.compile("adam", "binary_crossentropy")
