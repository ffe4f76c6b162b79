"""The layers of Keras that cannot be drawn, each with its reason. A layer is either here or in the allowlist."""

from collections.abc import Mapping

from layerloom_schema.catalog import Family

_CODE = "it runs code that the drawing does not show."
_NESTED = "it holds a layer of its own, and a drawing cannot yet hold one layer inside another."
_CELL = "it is one step of a recurrent layer, to be held by another layer, and a drawing cannot yet do that."
_ADAPT = "it learns from the data before training begins, and a drawing cannot yet ask for that."
_CHANCE = (
    "it changes images while training, which waits: over some of its kind Keras takes minutes when the size of the "
    "images is not known."
)

REFUSED: Mapping[str, tuple[Family, str]] = {
    # Code: a function, a file or a foreign module (these could read files or run anything).
    "Lambda": (Family.core, _CODE),
    "TFSMLayer": (Family.core, "it loads a TensorFlow program from a file, which may do anything."),
    "TorchModuleWrapper": (Family.core, "it runs a PyTorch module, which is code from outside the drawing."),
    "JaxLayer": (Family.core, "it runs a JAX function, which is code from outside the drawing."),
    "FlaxLayer": (Family.core, "it runs a Flax module, which is code from outside the drawing."),
    # Parts of Keras that are no layers to be drawn.
    "Layer": (Family.core, "it is what all layers are made from, and does nothing by itself."),
    "Wrapper": (Family.core, "it is what wrapping layers are made from, and does nothing by itself."),
    "InputLayer": (Family.input, "the drawing has inputs of its own: add an input instead."),
    "InputSpec": (Family.core, "it describes a tensor, and is no layer."),
    # Layers inside layers.
    "TimeDistributed": (Family.core, _NESTED),
    "Bidirectional": (Family.recurrent, _NESTED),
    "SpectralNormalization": (Family.regularize, _NESTED),
    "Pipeline": (Family.core, _NESTED),
    "RNN": (Family.recurrent, _NESTED),
    "StackedRNNCells": (Family.recurrent, _CELL),
    "LSTMCell": (Family.recurrent, _CELL),
    "GRUCell": (Family.recurrent, _CELL),
    "SimpleRNNCell": (Family.recurrent, _CELL),
    # Layers fitted to data before the first step.
    "Normalization": (Family.core, _ADAPT),
    "Discretization": (Family.core, _ADAPT),
    "TextVectorization": (Family.core, _ADAPT),
    "StringLookup": (Family.core, _ADAPT),
    "IntegerLookup": (Family.core, _ADAPT),
    # Layers that work in a data pipeline and not in a model.
    "RandomCrop": (
        Family.core,
        "with a size smaller than the image it cannot predict: it crops only while training.",
    ),
    # Keras hands the incoming tensor on as its own output, and the model's graph then runs in a circle.
    "Equalization": (Family.core, "in this version of Keras it cannot stand inside a model."),
    "MaxNumBoundingBoxes": (
        Family.core,
        "it works on boxes drawn on images, and a model here has tensors only.",
    ),
    # Augmentation of images.
    "RandomFlip": (Family.regularize, _CHANCE),
    "RandomRotation": (Family.regularize, _CHANCE),
    "RandomTranslation": (Family.regularize, _CHANCE),
    "RandomZoom": (Family.regularize, _CHANCE),
    "RandomShear": (Family.regularize, _CHANCE),
    "RandomPerspective": (Family.regularize, _CHANCE),
    "RandomElasticTransform": (Family.regularize, _CHANCE),
    "RandomBrightness": (Family.regularize, _CHANCE),
    "RandomContrast": (Family.regularize, _CHANCE),
    "RandomSaturation": (Family.regularize, _CHANCE),
    "RandomHue": (Family.regularize, _CHANCE),
    "RandomColorJitter": (Family.regularize, _CHANCE),
    "RandomColorDegeneration": (Family.regularize, _CHANCE),
    "RandomGrayscale": (Family.regularize, _CHANCE),
    "RandomInvert": (Family.regularize, _CHANCE),
    "RandomPosterization": (Family.regularize, _CHANCE),
    "Solarization": (Family.regularize, _CHANCE),
    "RandomSharpness": (Family.regularize, _CHANCE),
    "RandomGaussianBlur": (Family.regularize, _CHANCE),
    "RandomErasing": (Family.regularize, _CHANCE),
    "RandAugment": (Family.regularize, _CHANCE),
    "AugMix": (Family.regularize, _CHANCE),
    "MixUp": (Family.regularize, _CHANCE),
    "CutMix": (Family.regularize, _CHANCE),
    "AutoContrast": (Family.regularize, _CHANCE),
    "ContrastLimitedAdaptiveHistogramEqualization": (Family.regularize, _CHANCE),
}
