"""What each template is there to show, as data: the parameters of its layers and the shapes of its calls."""

from dataclasses import dataclass, field

Shape = tuple[int | None, ...]


@dataclass(frozen=True)
class Figures:
    """`calls` holds, by name, the parameters of the layer and the shape of the call."""

    params: int
    calls: dict[str, tuple[int, Shape]] = field(default_factory=dict)


FIGURES = {
    "twin_digits": Figures(
        11_690,
        {
            "stroke": (160, (None, 6, 6, 16)),
            "stroke, call 1": (160, (None, 6, 6, 16)),
            "merged": (0, (None, 1152)),
        },
    ),
    "iris": Figures(131, {"hidden": (80, (None, 16)), "scores": (51, (None, 3))}),
    "dense_stack": Figures(
        3_466, {"x": (2_080, (None, 32)), "y": (1_056, (None, 32)), "output_tensor": (330, (None, 10))}
    ),
    "dense_stack_wide": Figures(
        4_192, {"x": (2_080, (None, 32)), "y": (1_056, (None, 32)), "output_tensor": (1_056, (None, 32))}
    ),
    "mnist": Figures(
        55_050,
        {
            "inputs": (0, (None, 784)),
            "hidden_1": (50_240, (None, 64)),
            "hidden_2": (4_160, (None, 64)),
            "predictions": (650, (None, 10)),
        },
    ),
    "branch_and_merge": Figures(
        903_510,
        {
            "f_1": (392_500, (None, 500)),
            "f_2": (250_500, (None, 500)),
            "f_4": (250_500, (None, 500)),
            "u": (0, (None, 1000)),
            "f_3": (10_010, (None, 10)),
        },
    ),
    "question_answering": Figures(
        1_000_052,
        {
            "embed_text": (640_000, (None, None, 64)),
            "encode_text": (12_416, (None, 32)),
            "embed_question": (320_000, (None, None, 32)),
            "encode_question": (3_136, (None, 16)),
            "merged": (0, (None, 48)),
            "answer_scores": (24_500, (None, 500)),
        },
    ),
    "headline": Figures(
        5_200_610,
        {
            "main_input": (0, (None, 100)),
            "words": (5_120_000, (None, 100, 512)),
            "lstm_out": (69_760, (None, 32)),
            "aux_output": (33, (None, 1)),
            "merged": (0, (None, 37)),
            "main_output": (65, (None, 1)),
        },
    ),
    "same_author": Figures(
        82_176 + 129,
        {
            "tweet_a": (0, (None, 140, 256)),
            "tweet_b": (0, (None, 140, 256)),
            "shared_lstm": (82_176, (None, 64)),
            "shared_lstm, call 1": (82_176, (None, 64)),
            "merged_vector": (0, (None, 128)),
            "predictions": (129, (None, 1)),
        },
    ),
    "social_posts": Figures(
        14_146_316,
        {
            "embedded_posts": (12_800_000, (None, None, 256)),
            "conv_1": (163_968, (None, None, 128)),
            "conv_5": (327_936, (None, None, 256)),
            "body": (32_896, (None, 128)),
            "age": (129, (None, 1)),
            "income": (1_290, (None, 10)),
            "gender": (129, (None, 1)),
        },
    ),
    "two_outputs": Figures(
        37_258,
        {"digit_scores": (170, (None, 10)), "sketch": (36_928, (None, 64)), "picture": (0, (None, 8, 8, 1))},
    ),
    "inception": Figures(
        546_698,
        {
            "x": (0, (None, 224, 224, 64)),
            "branch_a": (8_320, (None, 112, 112, 128)),
            "branch_b_2": (147_584, (None, 112, 112, 128)),
            "branch_c_1": (0, (None, 112, 112, 64)),
            "branch_c_2": (73_856, (None, 112, 112, 128)),
            "branch_d_2": (147_584, (None, 224, 224, 128)),
            "branch_d_3": (147_584, (None, 112, 112, 128)),
            "joined": (0, (None, 112, 112, 512)),
        },
    ),
    "residual_identity": Figures(
        3 * 147_584 + 1_290,
        {
            "x": (0, (None, 16, 16, 128)),
            "y_3": (147_584, (None, 16, 16, 128)),
            "sum": (0, (None, 16, 16, 128)),
        },
    ),
    "residual_linear": Figures(
        231_050,
        {
            "x": (0, (None, 16, 16, 64)),
            "y_3": (0, (None, 8, 8, 128)),
            "residual": (8_320, (None, 8, 8, 128)),
            "sum": (0, (None, 8, 8, 128)),
        },
    ),
    "model_as_layer": Figures(
        55_050, {"input_sequences": (0, (None, 20, 784)), "processed_sequences": (55_050, (None, 20, 10))}
    ),
    "twin_xception": Figures(
        20_861_480 + 4_097,
        {
            "left_input": (0, (None, 250, 250, 3)),
            "right_input": (0, (None, 250, 250, 3)),
            "left_features": (20_861_480, (None, 8, 8, 2048)),
            "right_features": (20_861_480, (None, 8, 8, 2048)),
            "merged_features": (0, (None, 8, 8, 4096)),
        },
    ),
}
CALLED_TWICE = {
    "twin_digits": ("stroke", 160),
    "same_author": ("shared_lstm", 82_176),
    "twin_xception": ("xception_base", 20_861_480),
}
