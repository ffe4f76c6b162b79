"""The page in a browser, by the gestures of a person."""
