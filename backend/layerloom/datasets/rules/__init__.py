"""The `data.*` rules: does the data fit the model's inputs and targets."""
