"""Statistics of columns, and what is suspicious in them."""
