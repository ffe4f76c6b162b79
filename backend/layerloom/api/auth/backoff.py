"""Back-off for wrong tokens, by client address.

A token has 256 bits, so nobody guesses one; this bounds the cost of a client that keeps trying, and its lines in the log.
The right token is accepted meanwhile: a program with an old token must not lock out its neighbours on the same address.
"""

import ipaddress
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

import structlog

_LOG = structlog.get_logger("layerloom.access")
FREE_TRIES = 10
"""Wrong tokens of one address before it has to wait."""
LONGEST_WAIT = 60.0
_FORGET = 15 * 60.0
_ADDRESSES = 4096
_LOG_SECONDS = 60.0


@dataclass
class _Tries:
    count: int = 0
    last: float = 0.0
    until: float = 0.0


class Backoff:
    """Counts wrong tokens by address. `clock` returns monotonic seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._tries: OrderedDict[str, _Tries] = OrderedDict()
        self._unlogged = 0
        self._logged_at: float | None = None

    def wrong(self, host: str | None) -> float:
        """Count a wrong token from an address.

        Returns:
            Seconds that the client has to wait before the next attempt; 0.0 while it has attempts left.
        """
        now, network = self._clock(), _network(host)
        tries = self._tries.pop(network, None)
        if tries is None or now - tries.last > _FORGET:
            tries = _Tries()
        self._tries[network] = tries
        if len(self._tries) > _ADDRESSES:
            self._tries.popitem(last=False)
        self._log(now, network)
        tries.last = now
        if now < tries.until:
            return tries.until - now
        tries.count += 1
        if tries.count <= FREE_TRIES:
            return 0.0
        wait = min(LONGEST_WAIT, 2.0 ** min(tries.count - FREE_TRIES - 1, 10))
        tries.until = now + wait
        return wait

    def _log(self, now: float, network: str) -> None:
        self._unlogged += 1
        if self._logged_at is None or now - self._logged_at >= _LOG_SECONDS:
            _LOG.warning("wrong token", address=network, since_last_line=self._unlogged)
            self._logged_at, self._unlogged = now, 0


def _network(host: str | None) -> str:
    """The address; of IPv6 the /64 network, which usually belongs to one machine."""
    try:
        address = ipaddress.ip_address(host or "")
    except ValueError:
        return "unknown"
    if isinstance(address, ipaddress.IPv6Address):
        mapped = address.ipv4_mapped
        return str(mapped) if mapped else str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)
