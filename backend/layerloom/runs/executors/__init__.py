"""Where training runs: the executor protocol, and its implementation with processes of this machine."""
