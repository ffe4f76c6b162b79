"""The `training.*` rules: losses, metrics, optimizer, callbacks and hyperparameters."""
