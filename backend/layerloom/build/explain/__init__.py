"""Why Keras refused a call: a Keras exception becomes a `Finding`, and from it a problem."""
