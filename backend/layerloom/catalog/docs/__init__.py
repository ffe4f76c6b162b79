"""Reads what Keras says of itself: a docstring as blocks and spans, for a page that knows no markup."""
