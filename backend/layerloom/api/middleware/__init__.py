"""ASGI middleware and error handlers that every request passes."""
