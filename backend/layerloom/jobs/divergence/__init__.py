"""What happens when the loss becomes NaN: replay, the search for the first NaN, and the report."""
