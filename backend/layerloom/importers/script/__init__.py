"""From Python scripts and notebooks to documents: the syntax tree is read, and no line of it is executed by Python."""
