"""Secrets that are handed out: random, and kept only as a hash or sealed."""

import base64
import hashlib
import hmac
import secrets
from functools import cache

from cryptography.fernet import Fernet

from services.core.config import config


def new() -> str:
    """Make a 256-bit token for a cookie."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """Hash a token for the database; 256 random bits need no salt."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_code() -> str:
    """Make a six-digit code, leading zeros kept."""
    return f"{secrets.randbelow(10**6):06}"


def keyed(purpose: str, *said: str) -> str:
    """Hash short things with the portal's key, bound to what they are for."""
    joined = "\0".join((purpose, *said)).encode()
    return hmac.new(config().secret, joined, hashlib.sha256).hexdigest()


def same(left: str, right: str) -> bool:
    """Compare in constant time."""
    return hmac.compare_digest(left.encode(), right.encode())


def seal(text: str) -> str:
    """Encrypt what must wait in the database without being readable there."""
    return _box().encrypt(text.encode()).decode()


def unseal(text: str) -> str:
    """Decrypt what `seal` made."""
    return _box().decrypt(text.encode()).decode()


@cache
def _box() -> Fernet:
    key = hmac.new(config().secret, b"seal", hashlib.sha256).digest()
    return Fernet(base64.urlsafe_b64encode(key))
