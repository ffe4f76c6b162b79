from tensorflow.keras import layers, regularizers, initializers, constraints, Sequential, Input

model = Sequential([
    Input((6,)),
    layers.Dense(5, kernel_regularizer=regularizers.l2(0.01), kernel_initializer=initializers.RandomNormal(stddev=0.01)),
    layers.Dense(4, kernel_constraint=constraints.MaxNorm(3), bias_initializer="zeros", kernel_initializer="he_normal"),
    layers.Dense(1, activation="sigmoid", activity_regularizer=regularizers.L1L2(l1=1e-5, l2=1e-4)),
])
