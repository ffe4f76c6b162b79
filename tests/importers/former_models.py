"""Models of Keras 2, of every manner in which it wrote calls."""

from typing import Any

import tensorflow as tf
import tf_keras as keras

layers = keras.layers


def of_sequences() -> Any:
    """Shared layers, states as tensors, masks, wrappers."""
    words = keras.Input((7,), dtype="int32", name="words")
    other = keras.Input((5, 4), name="other")
    embed = layers.Embedding(11, 4, mask_zero=True, name="embed")(words)
    encode = layers.LSTM(3, return_state=True, name="encode")
    _, state_h, state_c = encode(embed)
    again, *_ = encode(other)
    decoded = layers.LSTM(3, return_sequences=True, name="decode")(other, initial_state=[state_h, state_c])
    ways = layers.Bidirectional(layers.GRU(2, return_sequences=True), name="ways")(decoded)
    steps = layers.TimeDistributed(layers.Dense(2, activation="relu"), name="steps")(ways)
    heads = layers.MultiHeadAttention(2, 3, name="heads")(steps, decoded)
    flat = layers.Flatten(name="flat")(heads)
    merged = layers.Concatenate(name="merged")([flat, again, state_c])
    end = layers.Dense(3, activation="softmax", kernel_regularizer="l2", name="kind")(merged)
    model = keras.Model([words, other], end, name="sequences")
    rate = keras.optimizers.schedules.ExponentialDecay(0.1, 100, 0.9)
    model.compile(keras.optimizers.SGD(rate, momentum=0.9), "categorical_crossentropy", ["accuracy"])
    return model


def of_images() -> Any:
    """Convolutions, batch normalization, operators of TensorFlow, slices, nested models, two outputs."""
    image = keras.Input((8, 8, 3), name="image")
    block = keras.Sequential(
        [layers.Conv2D(4, 3, padding="same"), layers.BatchNormalization(), layers.LeakyReLU(0.1)],
        name="block",
    )
    inside = keras.Input((8, 8, 4), name="inside")
    half = layers.Conv2D(4, 1, name="half")(inside)
    nested = keras.Model(inside, layers.Add(name="sum")([half, inside]), name="nested")
    first = nested(block(image))
    second = nested(first)
    scaled = 0.5 * second + first
    cut = scaled[:, 2:6, :, :2]
    mean = tf.reduce_mean(scaled, axis=[1, 2])
    depth = layers.DepthwiseConv2D(3, name="depth")(scaled)
    wide = layers.SeparableConv2D(5, 3, name="wide")(depth)
    up = layers.UpSampling2D(2, name="up")(wide)
    age = layers.Dense(1, name="age")(mean)
    kind = layers.Dense(2, name="kind")(
        layers.Flatten(name="flat")(layers.Concatenate(name="both")([cut, cut]))
    )
    pooled = layers.GlobalAveragePooling2D(name="pool")(up)
    model = keras.Model(
        image, [age, layers.Dense(2, name="last")(layers.Concatenate(name="all")([pooled, kind]))]
    )
    losses = {"age": "mse", "last": keras.losses.CategoricalCrossentropy(from_logits=True)}
    model.compile("adam", losses, loss_weights=[0.5, 1.0], metrics={"age": ["mae"]})
    return model


def of_a_chain() -> Any:
    """A Sequential model whose first layer says its input."""
    model = keras.Sequential(
        [
            layers.Dense(4, input_shape=(6,), name="first"),
            layers.Dropout(0.2),
            layers.GaussianNoise(0.1),
            layers.Dense(2, name="second", use_bias=False, kernel_constraint=keras.constraints.MaxNorm(3)),
        ],
        name="chain",
    )
    model.compile("rmsprop", "mse")
    return model


MODELS = {"sequences": of_sequences, "images": of_images, "chain": of_a_chain}
