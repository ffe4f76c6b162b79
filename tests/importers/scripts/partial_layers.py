from functools import partial
import keras

DefaultConv2D = partial(keras.layers.Conv2D, kernel_size=3, activation="relu", padding="same")
model = keras.models.Sequential([
    keras.layers.Input([16, 16, 1]),
    DefaultConv2D(filters=4, kernel_size=7),
    keras.layers.MaxPooling2D(pool_size=2),
    DefaultConv2D(filters=8),
    keras.layers.Flatten(),
    keras.layers.Dense(units=3, activation="softmax"),
])
