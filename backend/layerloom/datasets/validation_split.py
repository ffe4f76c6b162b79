"""Split rows into training and validation rows."""


def split_rows(rows: int, split: float) -> tuple[int, int]:
    """The numbers of training and validation rows: the last rows validate, as in Keras."""
    training = int(rows * (1.0 - split))
    return training, rows - training
