"""The image: its recipe read as data, its own commands run natively, and `check.sh`, which builds it for real."""
