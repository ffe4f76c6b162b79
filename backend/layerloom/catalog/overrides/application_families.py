"""Every model of `keras.applications`, by family."""

from collections.abc import Mapping

APPLICATION_FAMILIES: Mapping[str, tuple[str, ...]] = {
    "VGG": (
        "VGG16",
        "VGG19",
    ),
    "ResNet": (
        "ResNet50",
        "ResNet101",
        "ResNet152",
        "ResNet50V2",
        "ResNet101V2",
        "ResNet152V2",
    ),
    "Inception": (
        "InceptionV3",
        "InceptionResNetV2",
        "Xception",
    ),
    "DenseNet": (
        "DenseNet121",
        "DenseNet169",
        "DenseNet201",
    ),
    "MobileNet": (
        "MobileNet",
        "MobileNetV2",
        "MobileNetV3Large",
        "MobileNetV3Small",
    ),
    "NASNet": (
        "NASNetLarge",
        "NASNetMobile",
    ),
    "EfficientNet": (
        *("EfficientNetB0", "EfficientNetB1", "EfficientNetB2", "EfficientNetB3", "EfficientNetB4"),
        *("EfficientNetB5", "EfficientNetB6", "EfficientNetB7"),
    ),
    "EfficientNetV2": (
        *("EfficientNetV2B0", "EfficientNetV2B1", "EfficientNetV2B2", "EfficientNetV2B3"),
        *("EfficientNetV2S", "EfficientNetV2M", "EfficientNetV2L"),
    ),
    "ConvNeXt": (
        "ConvNeXtTiny",
        "ConvNeXtSmall",
        "ConvNeXtBase",
        "ConvNeXtLarge",
        "ConvNeXtXLarge",
    ),
}
