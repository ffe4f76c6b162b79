"""Every application of Keras, by family, with one line in Layerloom's own words."""

from collections.abc import Mapping

APPLICATION_TEXTS: Mapping[str, Mapping[str, str]] = {
    "VGG": {
        "VGG16": "Sixteen plain layers, one after the other; many parameters, easy to follow.",
        "VGG19": "VGG16 with three more convolutions.",
    },
    "ResNet": {
        "ResNet50": "Blocks that add their input to their output, 50 layers deep.",
        "ResNet101": "ResNet50 with twice as many layers.",
        "ResNet152": "ResNet50 with three times as many layers.",
        "ResNet50V2": "ResNet50 with its normalization before each convolution.",
        "ResNet101V2": "ResNet101 with its normalization before each convolution.",
        "ResNet152V2": "ResNet152 with its normalization before each convolution.",
    },
    "Inception": {
        "InceptionV3": "Branches of several widths side by side, joined on channels.",
        "InceptionResNetV2": "Inception's branches, added to what came in.",
        "Xception": "Separable convolutions throughout, with steps that go past them.",
    },
    "DenseNet": {
        "DenseNet121": "Every layer of a block sees all before it; 121 layers deep.",
        "DenseNet169": "DenseNet121 with longer blocks.",
        "DenseNet201": "DenseNet169 with a longer third block.",
    },
    "MobileNet": {
        "MobileNet": "Separable convolutions for small machines.",
        "MobileNetV2": "MobileNet with blocks that are narrow at both ends.",
        "MobileNetV3Large": "MobileNetV2 with channels weighed by what they hold.",
        "MobileNetV3Small": "The small MobileNetV3, for the smallest machines.",
    },
    "NASNet": {
        "NASNetLarge": "Cells found by search, not by hand; large.",
        "NASNetMobile": "Cells found by search, for small machines.",
    },
    "EfficientNet": {
        "EfficientNetB0": "Depth, width and image size grown together: the start of the row.",
        "EfficientNetB1": "EfficientNet, one step up: images of 240.",
        "EfficientNetB2": "EfficientNet, two steps up: images of 260.",
        "EfficientNetB3": "EfficientNet, three steps up: images of 300.",
        "EfficientNetB4": "EfficientNet, four steps up: images of 380.",
        "EfficientNetB5": "EfficientNet, five steps up: images of 456.",
        "EfficientNetB6": "EfficientNet, six steps up: images of 528.",
        "EfficientNetB7": "EfficientNet, seven steps up: images of 600.",
    },
    "EfficientNetV2": {
        "EfficientNetV2B0": "EfficientNet with plainer first blocks, which train faster.",
        "EfficientNetV2B1": "EfficientNetV2, one step up: images of 240.",
        "EfficientNetV2B2": "EfficientNetV2, two steps up: images of 260.",
        "EfficientNetV2B3": "EfficientNetV2, three steps up: images of 300.",
        "EfficientNetV2S": "The small EfficientNetV2: images of 384.",
        "EfficientNetV2M": "The middle EfficientNetV2: images of 480.",
        "EfficientNetV2L": "The large EfficientNetV2: images of 480.",
    },
    "ConvNeXt": {
        "ConvNeXtTiny": "Convolutions arranged as transformers are; the smallest.",
        "ConvNeXtSmall": "ConvNeXtTiny with a longer third stage.",
        "ConvNeXtBase": "ConvNeXtSmall with more channels.",
        "ConvNeXtLarge": "ConvNeXtBase with more channels still.",
        "ConvNeXtXLarge": "The widest ConvNeXt.",
    },
}
