import argparse
import keras


def get_model(units, n_classes):
    inputs = keras.Input(shape=(5,))
    x = keras.layers.Dense(units, activation="elu")(inputs)
    return keras.Model(inputs, keras.layers.Dense(n_classes)(x))


def main():
    global model
    model = get_model(7, n_classes=3)
    model.compile(optimizer=keras.optimizers.SGD(0.01, momentum=0.9), loss="mse")


if __name__ == "__main__":
    main()
