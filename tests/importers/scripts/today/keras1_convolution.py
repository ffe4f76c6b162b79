import keras
from keras import layers
model = keras.Sequential([keras.Input((28, 28, 1)), layers.Conv2D(8, 3), layers.Activation("relu"), layers.Conv2D(8, 3, strides=2), layers.MaxPooling2D(2), layers.Dropout(0.25), layers.Flatten(), layers.Dense(16), layers.Dense(10)])
