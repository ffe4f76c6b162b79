"""Where the rows divide into those to train on and those held back."""


def split_rows(rows: int, split: float) -> tuple[int, int]:
    """How many rows train and how many validate: the last rows are held back, as Keras does it."""
    training = int(rows * (1.0 - split))
    return training, rows - training
