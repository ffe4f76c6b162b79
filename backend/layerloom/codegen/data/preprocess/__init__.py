"""`preprocess.py`: the script that reads new rows for an exported model."""
