import tensorflow as tf

inputs = tf.keras.Input(shape=(16,), name="features")
x = tf.keras.layers.Dense(8, activation=tf.nn.relu)(inputs)
outputs = tf.keras.layers.Dense(1)(x)
model = tf.keras.Model(inputs=inputs, outputs=outputs, name="regressor")
model.compile(optimizer=tf.keras.optimizers.Adam(learning_rate=1e-3), loss="mse", metrics=["mae"])
