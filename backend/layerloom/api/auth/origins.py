"""Exact comparison of `Host` and `Origin` by (scheme, host, port), without patterns or prefixes."""

import re
from typing import NamedTuple

from starlette.datastructures import Headers
from starlette.types import Scope

_HOST = re.compile(r"(?P<host>\[[0-9a-fA-F:.]{2,45}\]|[A-Za-z0-9_.-]{1,253})(?::(?P<port>[0-9]{1,5}))?")
_ORIGIN = re.compile(r"(?P<scheme>https?)://(?P<rest>.+)")
_SECURE = {"http": "http", "ws": "http", "https": "https", "wss": "https"}
_PORTS = {"http": 80, "https": 443}
LOOPBACK_NAMES = ("localhost", "127.0.0.1", "[::1]")


class Address(NamedTuple):
    """A host in lower case, and the port if it was given."""

    host: str
    port: int | None


def parse_host(text: str) -> Address | None:
    """Parse a Host header; `None` unless it is exactly one host with an optional port."""
    match = _HOST.fullmatch(text)
    if match is None:
        return None
    port = match["port"]
    if port is not None and not 0 < int(port) <= 65535:
        return None
    return Address(match["host"].lower(), None if port is None else int(port))


def host_of(scope: Scope, allowed: frozenset[Address]) -> Address | None:
    """The Host of a request if it is on the list. An entry without a port allows every port."""
    given = Headers(scope=scope).getlist("host")
    address = parse_host(given[0]) if len(given) == 1 else None
    if address is None:
        return None
    return address if address in allowed or Address(address.host, None) in allowed else None


def is_same_origin(scope: Scope, host: Address) -> bool:
    """Whether the Origin of a request is the origin that it was sent to."""
    given = Headers(scope=scope).getlist("origin")
    match = _ORIGIN.fullmatch(given[0]) if len(given) == 1 else None
    if match is None:
        return False
    scheme = match["scheme"]
    origin = parse_host(match["rest"])
    if origin is None or scheme != _SECURE.get(scope["scheme"]):
        return False
    default = _PORTS[scheme]
    return origin.host == host.host and (origin.port or default) == (host.port or default)
