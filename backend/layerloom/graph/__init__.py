"""The graph as data: index, order, rules, edits, fixes. Pure Python; it knows neither Keras nor the web."""
