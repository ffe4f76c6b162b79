from tensorflow.keras.datasets import mnist
from tensorflow.keras import layers, models, utils

(x_train, y_train), (x_test, y_test) = mnist.load_data()
x_train = x_train.reshape(-1, 28, 28, 1).astype("float32") / 255.0
num_classes = 10
y_train = utils.to_categorical(y_train, num_classes)
model = models.Sequential()
model.add(layers.Input(shape=x_train.shape[1:]))
model.add(layers.Conv2D(4, 3))
model.add(layers.Flatten())
model.add(layers.Dense(y_train.shape[1], activation="softmax"))
model.compile("adam", "categorical_crossentropy", metrics=["accuracy"])
model.fit(x_train, y_train, epochs=3, batch_size=64, validation_split=0.1)
