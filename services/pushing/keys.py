"""The key that push services know the portal by (RFC 8292). Whoever needs it first makes it."""

import base64
from functools import cache

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from services.core.config import config
from services.core.hidden import secret

# How many points the curve has. Source: SEC 2, 2.4.2 (secp256r1), n.
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def public_key() -> str:
    """Return what browsers are given when they subscribe: the point, as base64url."""
    point = signing_key().public_key()
    return encoded(point.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))


@cache
def signing_key() -> ec.EllipticCurvePrivateKey:
    """Return the private key. Another one would end every subscription."""
    given = config()
    digits = secret(given.data_dir / "push.key", given.push_key)
    return ec.derive_private_key(int(digits, 16) % (_ORDER - 1) + 1, ec.SECP256R1())


def encoded(content: bytes) -> str:
    """Write bytes as base64url without padding."""
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def decoded(text: str) -> bytes:
    """Read base64url, padded or not.

    Raises:
        ValueError: It is none.
    """
    if not text.isascii():
        raise ValueError("not base64url")
    return base64.b64decode(text + "=" * (-len(text) % 4), b"-_", validate=True)
