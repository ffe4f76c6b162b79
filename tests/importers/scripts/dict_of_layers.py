import keras

sizes = {"small": 4, "large": 16}
config = dict(units=sizes["large"], activation="relu")
heads = {}
inputs = keras.layers.Input(shape=(8,))
hidden = keras.layers.Dense(**config)(inputs)
for name in ("a", "b", "c"):
    heads[name] = keras.layers.Dense(1, name=f"head_{name}")(hidden)
model = keras.Model(inputs, list(heads.values()))
