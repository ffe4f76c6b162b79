from keras import Input, Model, layers

text = Input(shape=(None,), dtype="int32", name="text")
tags = Input(shape=(5,), name="tags")
x = layers.Embedding(100, 8)(text)
x = layers.LSTM(4)(x)
x = layers.concatenate([x, tags])
age = layers.Dense(1, name="age")(x)
kind = layers.Dense(3, activation="softmax", name="kind")(x)
model = Model(inputs=[text, tags], outputs=[age, kind])
model.compile(optimizer="rmsprop", loss={"age": "mse", "kind": "categorical_crossentropy"}, loss_weights={"age": 0.25, "kind": 1.0}, metrics={"kind": ["acc"]})
