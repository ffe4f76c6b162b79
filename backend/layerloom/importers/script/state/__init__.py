"""What is known while a script is read: its values, variables and limits."""
