"""Which address a request comes from: one rule for limits, sessions and logs."""

from ipaddress import IPv6Address, ip_address

from starlette.datastructures import Headers

from services.core.config import config

_UNKNOWN = "unknown"
_LONGEST = 64  # characters; an IPv6 address with its zone
_HOST_BITS = 64  # of an IPv6 address, which each machine chooses for itself


def address(scope) -> str:
    """Return the address of whoever asks; of an IPv6 address the part that is one household's.

    Each trusted proxy appends the address it was asked from, so only the last
    PORTAL_TRUSTED_PROXIES entries are true; what stands before them is the sender's invention.
    """
    peer = scope["client"][0] if scope.get("client") else _UNKNOWN
    trusted = config().trusted_proxies
    if not trusted:
        return _household(peer)
    lists = Headers(scope=scope).getlist("x-forwarded-for")
    said = [entry.strip() for line in lists for entry in line.split(",") if entry.strip()]
    return _household(said[-trusted] if len(said) >= trusted else peer)


def _household(said: str) -> str:
    """Cut an IPv6 address to its /64: whoever has one address there has all of them."""
    try:
        found = ip_address(said)
    except ValueError:
        return said[:_LONGEST]
    if not isinstance(found, IPv6Address):
        return said
    return str(found.ipv4_mapped or IPv6Address(int(found) >> _HOST_BITS << _HOST_BITS))
