"""What every process needs at its start: settings, private files, the lock of the data folder, logs."""
