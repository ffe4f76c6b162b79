"""The health route, which needs no token."""

from importlib.metadata import version

from layerloom.api.services import ServicesDep
from layerloom.api.strict_routes import resource_router
from layerloom_schema.service import Health

router = resource_router("service")


@router.get("/health", response_model=Health)
async def health(services: ServicesDep) -> Health:
    """Whether the server runs, and whether its checker has imported Keras."""
    return Health(version=version("layerloom"), checker="warm" if services.fork_server.warm else "starting")
