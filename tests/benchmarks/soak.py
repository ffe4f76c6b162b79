"""500 clients listen to one run; some come and go, one takes nothing; meanwhile another person checks a document.

`cd tests && python -m benchmarks.soak` prints these rows alone. The clients share one process, which costs as much as the
server: on few cores the times are those of both.
"""

import asyncio
import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from support.processes.server import RunningServer

from .alone import show_at_server
from .table import Row, milliseconds, p95, timed
from .training import digits

CLIENTS, FLAPPING = 500, 25
SECONDS = 60.0
EPOCHS = 100_000
STAY = 3.0
"""Seconds after which a flapping client leaves and comes back."""


@dataclass
class Client:
    """What one client has received: the number of the last event, its epochs, and how late events were."""

    last: int = 0
    epochs: list[int] = field(default_factory=list)
    delays: list[float] = field(default_factory=list)

    def take(self, message: str | bytes) -> None:
        event = json.loads(message)
        if event["seq"] <= self.last:
            raise RuntimeError("an event came twice")
        self.last = event["seq"]
        if event["type"] == "epoch_ended":
            self.epochs.append(event["epoch"])
            self.delays.append(time.time() - datetime.fromisoformat(event["at"]).timestamp())


def measure(server: RunningServer) -> Iterator[Row]:
    """Rows for the delay of epochs, and for a check meanwhile."""
    run = server.post("/runs", {"document": digits(4, EPOCHS)}).json()["id"]
    server.trainer(run)
    checks: list[float] = []
    over = threading.Event()
    checker = threading.Thread(target=_check, args=(server, checks, over))
    checker.start()
    clients = asyncio.run(_listen(server, run))
    over.set()
    checker.join()
    server.post(f"/runs/{run}/stop", {})
    server.wait_run(run)
    events = server.get(f"/runs/{run}")["last_seq"]
    for client in clients:
        if client.epochs != list(range(client.epochs[0], client.epochs[0] + len(client.epochs))):
            raise RuntimeError("a client has lost an epoch")
    delays = sorted(delay for client in clients for delay in client.delays)
    rate = f"{events / SECONDS:.0f} events a second"
    what = f"{CLIENTS} clients on one run, {rate}, {FLAPPING} come and go, one takes nothing"
    yield Row(
        f"{what}: an epoch at the clients, p99; none lost",
        milliseconds(delays[int(0.99 * len(delays))]),
        "",
        None,
        "100 ms",
    )
    yield Row(f"{what}: another person's check, p95", milliseconds(p95(checks)), "", None, "100 ms")


def _check(server: RunningServer, seconds: list[float], over: threading.Event) -> None:
    document = server.template("twin_digits")
    with server.client() as client:
        while not over.wait(0.2):
            seconds.append(timed(lambda: client.post("/api/v1/check", json=document).raise_for_status()))


async def _listen(server: RunningServer, run: str) -> list[Client]:
    url = f"{server.socket_url}/api/v1/runs/{run}/stream"
    clients = [Client() for _ in range(CLIENTS)]
    end = time.monotonic() + SECONDS
    async with connect(
        url, additional_headers=server.headers, compression=None, max_queue=1
    ):  # takes nothing
        await asyncio.gather(
            *(
                _one(url, server.headers, client, end, STAY if number < FLAPPING else SECONDS)
                for number, client in enumerate(clients)
            )
        )
    return clients


async def _one(url: str, headers: dict[str, str], client: Client, end: float, stay: float) -> None:
    while (now := time.monotonic()) < end:
        try:
            async with (
                connect(f"{url}?after={client.last}", additional_headers=headers, compression=None) as socket,
                asyncio.timeout(min(stay, end - now)),
            ):
                async for message in socket:
                    client.take(message)
        except (TimeoutError, ConnectionClosed):
            continue


if __name__ == "__main__":
    show_at_server(measure)
