"""Whether the server lives: the one question that needs no token."""

from importlib.metadata import version

from layerloom.api.services import Served
from layerloom.api.strict_routes import resource
from layerloom_schema.service import Health

router = resource("service")


@router.get("/health", response_model=Health)
async def health(served: Served) -> Health:
    """Says that the server lives, and whether its checker is warm."""
    return Health(version=version("layerloom"), checker="warm" if served.fork_server.warm else "starting")
