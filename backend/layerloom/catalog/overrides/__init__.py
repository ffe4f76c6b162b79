"""What Layerloom decides beside Keras: the allowlist, descriptions, exclusions and argument overrides."""
