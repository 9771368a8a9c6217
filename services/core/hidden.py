"""Secrets of the environment: given by themselves, or in a file that nobody else can read."""

import os
import secrets
import stat
from collections.abc import Mapping
from pathlib import Path


class Dangerous(SystemExit):
    """A setting of the environment that must not be started with; says what to change."""


def hidden(env: Mapping[str, str | None], name: str) -> str:
    """Return a secret, given by itself or by the file that holds it.

    Raises:
        Dangerous: Both are given, or others can read the file.
    """
    given, path = (env.get(name) or "").strip(), env.get(f"{name}_FILE")
    if given and path:
        raise Dangerous(f"{name} and {name}_FILE are both set: keep one of them.")
    return _private(Path(path), f"{name}_FILE") if path else given


def _private(path: Path, name: str) -> str:
    refuse_open(path, f"The file of {name}")
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as fault:
        raise Dangerous(f"The file of {name} cannot be read: {_why(fault)}.") from None


def refuse_open(path: Path, name: str) -> None:
    """Refuse a file of secrets that others can read.

    Raises:
        Dangerous: They can, or there is none.
    """
    try:
        if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise Dangerous(f"{name} can be read by others: chmod 600 it.")
    except OSError as fault:
        raise Dangerous(f"{name} cannot be read: {_why(fault)}.") from None


def _why(fault: Exception) -> str:
    return (isinstance(fault, OSError) and fault.strerror) or "it is not text"


def secret(path: Path, given: str) -> bytes:
    """Return the key that codes are hashed and encrypted with; the first start makes it."""
    if not given and not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_hex(32))
    key = given or _private(path, "the portal's secret")
    if len(key) < 32:
        raise Dangerous("PORTAL_SECRET must have at least 32 characters.")
    return key.encode()
