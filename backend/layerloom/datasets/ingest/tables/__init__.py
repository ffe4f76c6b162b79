"""Tables: CSV, Excel, Parquet and JSON Lines, from their bytes to typed columns."""
