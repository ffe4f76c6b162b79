"""How a script trains, carried into the document."""

from importers.script_reading import HEAD, codes, read, warnings


def test_I10_how_a_script_trains_is_carried() -> None:
    text = (
        HEAD
        + "a = keras.Input((4,))\nage = layers.Dense(1, name='age')(a)\nkind = layers.Dense(3, name='kind')(a)\n"
        "model = keras.Model(a, [age, kind])\nrate = keras.optimizers.schedules.ExponentialDecay(0.1, 100, 0.9)\n"
        "model.compile(optimizer=keras.optimizers.SGD(rate, momentum=0.9), loss={'age': 'mse',"
        " 'kind': keras.losses.CategoricalCrossentropy(from_logits=True)}, loss_weights=[0.5, 1.0],"
        " metrics={'kind': ['acc', keras.metrics.TopKCategoricalAccuracy(k=2)]})\n"
        "model.fit(x, y, epochs=7, batch_size=16, validation_split=0.2, shuffle=False,"
        " callbacks=[keras.callbacks.EarlyStopping(patience=3), keras.callbacks.TensorBoard('logs')])\n"
    )
    found = read(text)
    assert found.document.training is not None
    assert found.document.training.model_dump(mode="json", exclude_unset=True) == {
        "optimizer": {
            "name": "SGD",
            "config": {
                "learning_rate": {
                    "name": "ExponentialDecay",
                    "config": {"initial_learning_rate": 0.1, "decay_steps": 100, "decay_rate": 0.9},
                },
                "momentum": 0.9,
            },
        },
        "outputs": {
            "age": {"loss": "mse", "weight": 0.5},
            "kind": {
                "loss": {"name": "CategoricalCrossentropy", "config": {"from_logits": True}},
                "weight": 1.0,
                "metrics": ["acc", {"name": "TopKCategoricalAccuracy", "config": {"k": 2}}],
            },
        },
        "epochs": 7,
        "batch_size": 16,
        "shuffle": False,
        "validation": {"split": 0.2},
        "callbacks": [{"name": "EarlyStopping", "config": {"patience": 3}}],
    }
    assert warnings(found) == ["line 9: the callback TensorBoard cannot be used here."]
    assert codes(found) == []


def test_I10_arguments_of_keras_2_train_alike() -> None:
    text = (
        "from keras import Sequential\nfrom keras.layers import Dense\nfrom keras.optimizers import Adam\n"
        "m = Sequential()\nm.add(Dense(2, input_dim=3))\nm.compile(optimizer=Adam(lr=0.01), loss='mse')\n"
        "m.fit(x, y, nb_epoch=4)\n"
    )
    training = read(text).document.training
    assert training is not None
    assert training.epochs == 4
    assert training.model_dump(mode="json")["optimizer"] == {
        "name": "Adam",
        "config": {"learning_rate": 0.01},
    }
