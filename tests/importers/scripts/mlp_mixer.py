import keras
from keras import layers

def mlp(x, hidden, dropout_rate):
    units = [hidden * 2, hidden]
    for u in units:
        x = layers.Dense(u, activation=keras.activations.gelu)(x)
        x = layers.Dropout(dropout_rate)(x)
    return x

patches = keras.Input((16, 12))
x = layers.Dense(units=8)(patches)
for _ in range(2):
    y = layers.LayerNormalization(epsilon=1e-6)(x)
    y = layers.Permute((2, 1))(y)
    y = mlp(y, 16, 0.1)
    y = layers.Permute((2, 1))(y)
    x = layers.Add()([x, y])
    x = layers.Add()([x, mlp(layers.LayerNormalization(epsilon=1e-6)(x), 8, 0.1)])
model = keras.Model(patches, layers.GlobalAveragePooling1D()(x))
