"""Questions to a trained run: rows in, predictions and activations out."""
