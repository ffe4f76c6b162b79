"""Keras models of every kind of call, to be translated and built again."""

from typing import Any

import keras


def of_many_calls() -> keras.Model:
    """Shared layers, operations with constants on either side, states, a shared nested model, several outputs."""
    image = keras.Input((8, 6), name="image")
    other = keras.Input((8, 6), name="other")
    pair = keras.Model(
        {"q": (q := keras.Input((3,), name="q")), "p": (p := keras.Input((3,), name="p"))},
        {"z": keras.layers.Dense(3, name="dz")(q), "a": keras.layers.Dense(2, name="da")(p)},
        name="pair",
    )
    encode = keras.layers.LSTM(3, return_state=True, name="encode")
    encoded = encode(image)
    again = encode(other)
    decoded = keras.layers.LSTM(3, name="decode")(other, initial_state=encoded[1:])
    first = pair({"p": encoded[0], "q": again[0]})
    second = pair({"p": decoded, "q": first["z"]})
    attended, scores = keras.layers.MultiHeadAttention(2, 3, name="attend")(
        image, other, return_attention_scores=True, use_causal_mask=True
    )
    sums = 3.0 - keras.ops.sum(attended, axis=-1, keepdims=True)
    cut = keras.ops.where(image[:, :4] > 0.5, image[:, ..., 2:6:1][:, 4:, :1], sums[:, :4])
    halves = keras.ops.split(keras.ops.einsum("bij,bkj->bik", image, other), 2, axis=1)
    merged = keras.layers.Concatenate(axis=1, name="merged")([halves[1], halves[0], scores[:, 0]])
    return keras.Model(
        [other, image],
        {"late": second["a"], "early": first["a"], "cut": cut, "merged": merged, "sums": sums},
        name="many_calls",
    )


def of_masks() -> keras.Model:
    """Masks that Keras makes by itself: of an embedding, of a masking layer, through a merge."""
    words = keras.Input((7,), dtype="int32", name="words")
    steps = keras.Input((7, 4), name="steps")
    seen = keras.layers.Embedding(10, 4, mask_zero=True, name="seen")(words)
    masked = keras.layers.Masking(name="masked")(steps)
    both = keras.layers.Concatenate(name="both")([seen, masked])
    read = keras.layers.Bidirectional(keras.layers.GRU(3, kernel_regularizer="l2"), name="read")(both)
    per_step = keras.layers.TimeDistributed(keras.layers.Dense(2, activation="tanh"), name="per_step")(masked)
    return keras.Model({"words": words, "steps": steps}, [read, per_step], name="masks")


def of_given_masks() -> keras.Model:
    """Masks that a person gave: of an input, of an operation, in a list, over one that travels, and where none does."""
    words = keras.Input((7,), dtype="int32", name="words")
    steps = keras.Input((7, 4), name="steps")
    keep = keras.Input((7,), dtype="bool", name="keep")
    seen = keras.layers.Embedding(10, 4, mask_zero=True, name="seen")(words)
    real = keras.ops.not_equal(words, 0)
    first = keras.layers.GRU(4, return_sequences=True, name="first")(steps, mask=keep)
    second = keras.layers.GRU(4, return_sequences=True, name="second")(first)
    over = keras.layers.LSTM(3, name="over")(seen, mask=keep)
    smooth = keras.layers.Conv1D(4, 3, padding="same", name="smooth")(steps)
    beyond = keras.layers.LSTM(3, name="beyond")(smooth, mask=real)
    look = keras.layers.Attention(name="look")([second, seen], mask=[None, real])
    heads = keras.layers.MultiHeadAttention(2, 3, name="heads")(steps, seen, attention_mask=keep[:, None])
    ways = keras.layers.Bidirectional(keras.layers.GRU(2), merge_mode=None, name="ways")(steps, mask=keep)
    means = [keras.layers.GlobalAveragePooling1D(name=f"mean_{n}")(x) for n, x in enumerate((look, heads))]
    ends = [over, beyond, *means, *ways]
    return keras.Model([words, steps, keep], keras.layers.Concatenate(name="all")(ends), name="given_masks")


def of_stacked_states() -> keras.Model:
    """The states of a stack of cells, nested as Keras nests them, begin another one in both directions."""
    steps = keras.Input((5, 3), name="steps")
    cells = [keras.layers.LSTMCell(4), keras.layers.GRUCell(3)]
    _, both, alone = keras.layers.RNN(cells, return_state=True, name="encode")(steps)
    inner = keras.layers.RNN([keras.layers.LSTMCell(4), keras.layers.GRUCell(3)])
    state = [both, alone, both, alone]
    decoded = keras.layers.Bidirectional(inner, name="decode")(steps, initial_state=state)
    return keras.Model(steps, decoded, name="stacked_states")


def of_chains() -> keras.Model:
    """Sequential models: with an input of their own, without one, and inside a wrapper."""
    flat = keras.Input((3, 5), name="flat")
    named = keras.Sequential([keras.Input((5,)), keras.layers.Dense(4, name="inner")], name="named")
    unnamed = keras.Sequential(
        [keras.layers.Flatten(), keras.layers.Dense(2, kernel_initializer=keras.initializers.Constant(0.5))],
        name="unnamed",
    )
    frozen = keras.layers.Dense(2, name="frozen", bias_constraint=keras.constraints.MaxNorm(3.0))
    frozen.trainable = False
    steps = keras.layers.TimeDistributed(named, name="steps")(flat)
    return keras.Model(flat, frozen(unnamed(steps)), name="chains")


MODELS: dict[str, Any] = {
    "many_calls": of_many_calls,
    "masks": of_masks,
    "given_masks": of_given_masks,
    "stacked_states": of_stacked_states,
    "chains": of_chains,
}
