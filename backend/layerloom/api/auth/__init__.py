"""Who may send requests: the token, browser sessions, and the checks of host and origin."""
