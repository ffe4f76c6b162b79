"""How two documents differ: nodes matched by identity or by structure, then settings and edges compared."""
