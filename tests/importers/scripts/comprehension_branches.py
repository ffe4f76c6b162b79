from keras import layers, Input, Model

inp = Input((16, 16, 4))
branches = [layers.Conv2D(4, k, padding="same", activation="relu", name="conv_%dx%d" % (k, k))(inp) for k in (1, 3, 5)]
x = layers.Concatenate()(branches)
x = layers.Flatten()(x)
model = Model(inputs=inp, outputs=layers.Dense(2)(x))
