"""Documents that train with what a document can ask for beyond layers: each small, on data that fits."""

from collections.abc import Callable
from typing import Any

from codegen.documents import application, begin, document, end, layer, op, ports, tower, wrappers
from jobs.models import edited, iris, twins
from layerloom_schema.documents.document import Document, read_document

MSE = {"loss": "mse"}
CROSS = {"loss": {"name": "SparseCategoricalCrossentropy", "config": {}}}
RANDOM = {"dataset": "random"}


def options(outputs: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"outputs": outputs, "epochs": 2, "batch_size": 300, "seed": 5} | more


def on_random(made: Document, outputs: dict[str, Any], **more: Any) -> Document:
    """The model of a document, trained on random numbers."""
    value = made.model_dump(mode="json", exclude_unset=True)
    return Document.model_validate(
        value | {"training": value.get("training", {}) | options(outputs, **more), "data": RANDOM}
    )


def normalized() -> Document:
    """A layer that learns from an input, and one that learns from what another layer makes of it."""
    return document(
        [
            begin("features", 4),
            layer("norm", "Normalization", more={"adapt": True}),
            layer("wide", "Dense", units=6, activation="relu"),
            layer("norm_again", "Normalization", more={"adapt": True}),
            layer("class_of", "Dense", units=3, activation="softmax"),
            end("species"),
        ],
        "features>norm norm>wide wide>norm_again norm_again>class_of class_of>out_species",
        training=options({"species": {**CROSS, "metrics": ["accuracy"]}}, validation={"split": 0.2}),
        data={"dataset": "iris", "inputs": {"features": "features"}, "targets": {"species": "label"}},
    )


def texts() -> Document:
    """Words that are learned first: from an input, and from one of its columns."""
    return document(
        [
            begin("text", 1, dtype="string"),
            begin("pair", 2, dtype="string"),
            layer(
                "words", "TextVectorization", more={"adapt": True}, max_tokens=30, output_sequence_length=5
            ),
            op("second", "get_item", key=[{"slice": [None, None, None]}, 1]),
            layer(
                "lookup",
                "TextVectorization",
                more={"adapt": True},
                output_mode="multi_hot",
                max_tokens=12,
                pad_to_max_tokens=True,
            ),
            layer("embed", "Embedding", input_dim=30, output_dim=4),
            layer("mean", "GlobalAveragePooling1D"),
            layer("both", "Concatenate"),
            layer("score", "Dense", units=1),
            end("score"),
        ],
        "text>words words>embed embed>mean pair>second:x second>lookup mean>both#0 lookup>both#1 both>score "
        "score>out_score",
        training=options({"score": MSE}, validation={"split": 0.5}),
        data=RANDOM,
    )


def shared_out(make: Callable[[], Document], **split: Any) -> Document:
    """A document whose rows are split by `data.split`, in place of the validation split."""
    value = make().model_dump(mode="json", exclude_unset=True)
    kept = value["training"].get("validation", {})
    training = value["training"] | {"validation": kept if "dataset" in kept else {}}
    data = value["data"] | {"split": {"validation": 0.2, "test": 0.1, "seed": 3, **split}}
    return read_document(value | {"training": training, "data": data})


def of_the_base_class() -> Document:
    """Arguments that layers have from Keras's base class, and names of metrics and of a loss."""
    each = {"layer": "Dense", "config": {"units": 3, "trainable": False, "dtype": "float32"}}
    return document(
        [
            begin("rows", 4, 6),
            layer("each", "TimeDistributed", layer=each),
            layer(
                "flat", "Flatten", activity_regularizer={"name": "L1", "config": {"l1": 1}}, dtype="float32"
            ),
            layer("hidden", "Dense", units=8, activation="relu", dtype="mixed_float16"),
            layer("head", "Dense", units=1, activation="sigmoid", dtype="float32"),
            end("answer"),
        ],
        "rows>each each>flat flat>hidden hidden>head head>out_answer",
        training=options(
            {
                "answer": {
                    "loss": {"name": "BinaryCrossentropy", "config": {"name": "distance"}},
                    "metrics": ["AUC", {"name": "AUC", "config": {"curve": "PR", "name": "pr_auc_2"}}],
                }
            },
            dtype_policy="mixed_bfloat16",
            optimizer={
                "name": "SGD",
                "config": {
                    "learning_rate": {
                        "name": "PiecewiseConstantDecay",
                        "config": {"boundaries": [2, 4], "values": [1, 0.5, 0.1]},
                    }
                },
            },
            validation={"split": 0.5},
            callbacks=[{"name": "EarlyStopping", "config": {"monitor": "val_pr_auc_2", "mode": "max"}}],
        ),
        data=RANDOM,
    )


RATES = {
    "name": "ExponentialDecay",
    "config": {"initial_learning_rate": 0.02, "decay_steps": 3, "decay_rate": 0.5},
}


def three_heads() -> Document:
    """Three outputs of one layer; the weights of classes give every output weights of rows."""
    outputs = {
        "kind": {**CROSS, "class_weight": {"0": 2.0, "2": 0.3}, "metrics": ["accuracy"]},
        "size": {"loss": "mse", "weight": 0.3},
        "width": {"loss": "mae", "weight": 0.1},
    }
    return document(
        [
            begin("x", 4),
            layer("h", "Dense", units=8, activation="relu"),
            layer("head", "Dense", units=3, activation="softmax"),
            layer("long", "Dense", units=1),
            layer("wide", "Dense", units=1),
            *map(end, outputs),
        ],
        "x>h h>head h>long h>wide head>out_kind long>out_size wide>out_width",
        training={
            "optimizer": {"name": "RMSprop", "config": {"learning_rate": 0.01}},
            "outputs": outputs,
            "epochs": 6,
            "seed": 6,
        },
        data={"dataset": "iris", "inputs": {"x": "features"}, "targets": dict.fromkeys(outputs, "label")},
    )


TRAINED: dict[str, Callable[[], Document]] = {
    "a model in a model": lambda: on_random(
        tower(), {"score": MSE, "other": {**MSE, "weight": 2.0, "weighted_metrics": ["mae"]}}
    ),
    "several ports, two directions, frozen": lambda: on_random(ports(), {"y": MSE}),
    "layers inside layers": lambda: on_random(wrappers(), {"y": MSE}),
    "an application": lambda: on_random(application(), {"same": {"loss": "binary_crossentropy"}}, epochs=1),
    "mixed precision": lambda: on_random(tower(dtype_policy="mixed_float16"), {"score": MSE, "other": MSE}),
    "a head of its own dtype, metrics with names": of_the_base_class,
    "numbers that are learned first": normalized,
    "words that are learned first": texts,
    "validation by a data set": lambda: twins(batch_size=300, validation={"dataset": "digits"}),
    "a rate for each epoch, and a file": lambda: iris(
        validation={"split": 0.1},
        callbacks=[
            {"name": "LearningRateScheduler", "config": {"schedule": RATES}},
            {"name": "ModelCheckpoint", "config": {"save_best_only": True}},
        ],
    ),
    "an optimizer with all it can do": lambda: iris(
        optimizer={
            "name": "AdamW",
            "config": {
                "learning_rate": RATES,
                "clipnorm": 1,
                "use_ema": True,
                "gradient_accumulation_steps": 2,
                "weight_decay": 0.01,
            },
        },
    ),
    "classes of one of three outputs that weigh": three_heads,
    "rows split by class, numbers that are learned from them": lambda: shared_out(
        normalized, by="stratified", column="label"
    ),
    "rows split at random, words that are learned from them": lambda: shared_out(texts),
    "rows split by time, three outputs": lambda: shared_out(three_heads, by="time", column="label"),
    "the last rows held back": lambda: shared_out(iris, by="last"),
    "a test beside a data set to validate on": lambda: shared_out(
        lambda: twins(batch_size=300, validation={"dataset": "digits"}), by="group", column="label"
    ),
    "classes that are balanced, over the rows that train": lambda: shared_out(
        lambda: edited(three_heads(), "training", "outputs", "kind", "class_weight", value="balanced"),
        by="random",
    ),
    "classes that weigh": lambda: iris(
        outputs={
            "species": {
                **CROSS,
                "class_weight": {"0": 2.0, "2": 0.25},
                "metrics": ["accuracy"],
                "weighted_metrics": [
                    "accuracy",
                    {"name": "SparseTopKCategoricalAccuracy", "config": {"k": 2}},
                ],
            }
        },
        validation={"split": 0.3},
    ),
}
