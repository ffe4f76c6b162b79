from tensorflow import keras
from tensorflow.keras import layers

FEATURES = ["age", "income", "height"]
inputs = {name: layers.Input(shape=(1,), name=name) for name in FEATURES}
joined = layers.concatenate([inputs[name] for name in FEATURES])
deep = joined
for units in (16, 8):
    deep = layers.Dense(units, activation="relu")(deep)
both = layers.concatenate([joined, deep])
model = keras.Model(inputs=[inputs[name] for name in FEATURES], outputs=layers.Dense(1)(both))
