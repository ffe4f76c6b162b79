"""The fixture of tests that work with a run service in their own process."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from support.processes.run_world import World, run_world


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def world(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[World]:
    """A run service without runs that go on: tests end what they start."""
    async with run_world(tmp_path_factory.mktemp("world")) as made:
        yield made
