"""The process of a sweep, which samples and trains. It has NumPy and Optuna, and no Keras."""
