"""Which address a request comes from: one rule for limits, sessions and logs."""

from starlette.datastructures import Headers

from services.core.config import config

_UNKNOWN = "unknown"
_LONGEST = 64  # characters; an IPv6 address with its zone


def address(scope) -> str:
    """Return the address of whoever asks.

    Each trusted proxy appends the address it was asked from, so only the last
    PORTAL_TRUSTED_PROXIES entries are true; what stands before them is the sender's invention.
    """
    peer = scope["client"][0] if scope.get("client") else _UNKNOWN
    trusted = config().trusted_proxies
    if not trusted:
        return peer
    lists = Headers(scope=scope).getlist("x-forwarded-for")
    said = [entry.strip() for line in lists for entry in line.split(",") if entry.strip()]
    return said[-trusted][:_LONGEST] if len(said) >= trusted else peer
