from keras import Input, Model, layers

lstm = layers.LSTM(8)
left = Input((None, 6))
right = Input((None, 6))
merged = layers.concatenate([lstm(left), lstm(right)], axis=-1)
model = Model([left, right], layers.Dense(1, activation="sigmoid")(merged))
