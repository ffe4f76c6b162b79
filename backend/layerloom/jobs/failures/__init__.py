"""From an exception of a job to its `failed` event, with the node at which Keras stopped."""
