import keras

inputs = keras.Input((32,))
units, x, depth = 16, inputs, 0
while units >= 2:
    x = keras.layers.Dense(units, activation="relu", name="dense_" + str(depth))(x)
    units //= 2
    depth += 1
model = keras.Model(inputs, x)
