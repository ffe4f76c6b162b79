"""Arguments that Keras fills with the value of another one of the same layer where they are not given."""

from collections.abc import Mapping

IMPLIED_BY: Mapping[str, str] = {"strides": "pool_size", "value_dim": "key_dim"}
"""By argument: the one whose value it takes."""
