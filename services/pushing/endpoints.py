"""Where push messages may be sent. The browser names the address, so it may be anybody's idea."""

import ipaddress
import re
import socket
from urllib.parse import SplitResult, urlsplit

from cryptography.hazmat.primitives.asymmetric import ec

from services.core.config import config
from services.core.errors import Invalid
from services.pushing.keys import decoded

LONGEST = 1000  # characters
_NAME = re.compile(r"([a-z0-9-]{1,63}\.)+[a-z][a-z0-9-]{1,62}", re.IGNORECASE)
_INSIDE = (".local", ".localhost", ".internal", ".lan", ".home.arpa", ".intranet", ".corp")


class Unsafe(Exception):
    """An address that leads into the clinic's own network, or nowhere."""


def accepted(endpoint: object) -> str:
    """Return an address that a browser was given by its push service.

    Raises:
        Invalid: It is none that push messages may be sent to.
    """
    if isinstance(endpoint, str) and len(endpoint) <= LONGEST and endpoint.isascii():
        url = _split(endpoint)
        if url and endpoint.isprintable() and " " not in endpoint and _is_outside(url):
            return endpoint
    raise Invalid("This browser's push service cannot be used.", "endpoint")


def accepted_keys(public_key: object, secret: object) -> tuple[str, str]:
    """Return the keys that a browser encrypts by.

    Raises:
        Invalid: They are none.
    """
    try:
        point, shared = decoded(str(public_key)), decoded(str(secret))
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
        if len(point) != 65 or len(shared) != 16:
            raise ValueError("other lengths than RFC 8291 has")
    except ValueError:
        raise Invalid("This browser's push service cannot be used.", "keys") from None
    return str(public_key), str(secret)


def reachable(endpoint: str) -> str:
    """Look an address up; return the number to connect to, so that no other is asked later.

    Raises:
        Unsafe: Its host is not to be found, or any of its numbers is not a public one.
    """
    url = _split(endpoint)
    if url is None or not url.hostname:
        raise Unsafe("the address is none")
    try:
        found = socket.getaddrinfo(url.hostname, url.port or 443, type=socket.SOCK_STREAM)
    except OSError:
        raise Unsafe("the push service is not to be found") from None
    numbers = [str(entry[4][0]) for entry in found]
    if not numbers or not all(_is_public(number) for number in numbers):
        raise Unsafe("the address leads into a private network")
    return numbers[0]


def _split(endpoint: str) -> SplitResult | None:
    try:
        url = urlsplit(endpoint)
        plain = not (url.username or url.password or url.fragment)
        return url if plain and url.hostname and url.port != 0 else None
    except ValueError:
        return None


def _is_outside(url: SplitResult) -> bool:
    if config().push_anywhere:
        return url.scheme in ("http", "https")
    host = (url.hostname or "").lower()
    named = _NAME.fullmatch(host) and not host.endswith(_INSIDE)
    return url.scheme == "https" and url.port in (None, 443) and bool(named)


def _is_public(number: str) -> bool:
    if config().push_anywhere:
        return True
    address = ipaddress.ip_address(number.partition("%")[0])
    mapped = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None)
    return (mapped or address).is_global and not address.is_multicast
