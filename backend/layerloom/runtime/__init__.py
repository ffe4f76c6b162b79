"""What every process needs before it begins: settings, private files, the lock of the data folder, logs."""
