import keras
from keras import layers
from keras.applications import MobileNetV2

base_model = MobileNetV2(weights=None, include_top=False, input_shape=(32, 32, 3))
x = base_model.output
x = layers.GlobalAveragePooling2D()(x)
predictions = layers.Dense(4, activation="softmax")(x)
model = keras.Model(inputs=base_model.input, outputs=predictions)
for layer in base_model.layers:
    layer.trainable = False
