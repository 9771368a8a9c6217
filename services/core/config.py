"""What the operator decides, read from the environment once. Dangerous choices stop the start."""

import os
import secrets
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from dotenv import dotenv_values

_HERE = {"localhost", "127.0.0.1", "::1"}


class Dangerous(SystemExit):
    """A setting of the environment that must not be started with; says what to change."""


@dataclass(frozen=True)
class Config:
    """The environment, checked."""

    host: str
    port: int
    public_url: str
    data_dir: Path
    demo: bool
    database_url: str
    trusted_proxies: int  # reverse proxies in front, whose X-Forwarded-For entries count
    mail_from: str
    smtp_url: str = field(repr=False)
    sendgrid_api_key: str = field(repr=False)
    sendgrid_url: str
    twilio_account_sid: str
    twilio_auth_token: str = field(repr=False)
    twilio_from: str
    twilio_url: str
    secret: bytes = field(repr=False)

    @property
    def https(self) -> bool:
        """Whether browsers reach the portal by https; cookies are `Secure` then."""
        return self.public_url.startswith("https://")

    @property
    def origins(self) -> list[str]:
        """The only origins that sockets and forms are accepted from."""
        twin = self.public_url.replace("//localhost", "//127.0.0.1")
        return sorted({self.public_url, twin})


@cache
def config() -> Config:
    """Read the environment on first use; what it does not say may stand in `.env`."""
    made = read({**dotenv_values(".env"), **os.environ})
    _check(made)
    return made


def read(env: Mapping[str, str | None]) -> Config:
    """Turn environment variables into a Config, and make the data folder.

    Raises:
        Dangerous: A value is malformed, or a file of secrets can be read by others.
    """

    def plain(name: str, default: str = "") -> str:
        return env.get(f"PORTAL_{name}") or default

    def hidden(name: str) -> str:
        path = env.get(f"PORTAL_{name}_FILE")
        return _private(Path(path), f"PORTAL_{name}_FILE") if path else plain(name)

    port = _number(plain("PORT", "8000"), "PORTAL_PORT", most=65535)
    data_dir = Path(plain("DATA_DIR", ".data")).resolve()
    data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    return Config(
        host=plain("HOST", "127.0.0.1"),
        port=port,
        public_url=plain("PUBLIC_URL", f"http://localhost:{port}").rstrip("/"),
        data_dir=data_dir,
        demo=plain("DEMO") == "1",
        database_url=plain("DATABASE_URL", f"sqlite:///{data_dir}/portal.db"),
        trusted_proxies=_number(plain("TRUSTED_PROXIES", "0"), "PORTAL_TRUSTED_PROXIES", most=9),
        mail_from=plain("MAIL_FROM"),
        smtp_url=hidden("SMTP_URL"),
        sendgrid_api_key=hidden("SENDGRID_API_KEY"),
        sendgrid_url=plain("SENDGRID_URL", "https://api.sendgrid.com"),
        twilio_account_sid=plain("TWILIO_ACCOUNT_SID"),
        twilio_auth_token=hidden("TWILIO_AUTH_TOKEN"),
        twilio_from=plain("TWILIO_FROM"),
        twilio_url=plain("TWILIO_URL", "https://api.twilio.com"),
        secret=_secret(data_dir / "secret", hidden("SECRET")),
    )


def _check(made: Config) -> None:
    """Refuse what would put a clinic's files at risk, in one sentence that says what to do."""
    url = urlsplit(made.public_url)
    if url.scheme not in {"http", "https"} or not url.hostname or "*" in made.public_url:
        raise Dangerous(
            "PORTAL_PUBLIC_URL must be the one address people open, such as https://pets.example.org."
        )
    if url.path or url.query:
        raise Dangerous(
            "PORTAL_PUBLIC_URL must not have a path: give the portal a host of its own."
        )
    if not made.https and not made.demo and url.hostname not in _HERE:
        raise Dangerous("PORTAL_PUBLIC_URL must begin with https:// unless it is this machine.")
    if (made.sendgrid_api_key or made.smtp_url) and not made.mail_from:
        raise Dangerous("PORTAL_MAIL_FROM must name the address that e-mail comes from.")
    if made.twilio_auth_token and not (made.twilio_account_sid and made.twilio_from):
        raise Dangerous("PORTAL_TWILIO_ACCOUNT_SID and PORTAL_TWILIO_FROM must be set for Twilio.")


def _number(text: str, name: str, *, most: int) -> int:
    if not text.isdecimal() or int(text) > most:
        raise Dangerous(f"{name} must be a number from 0 to {most}.")
    return int(text)


def _private(path: Path, name: str) -> str:
    try:
        if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise Dangerous(f"The file of {name} can be read by others: chmod 600 it.")
        return path.read_text().strip()
    except OSError as fault:
        raise Dangerous(f"The file of {name} cannot be read: {fault.strerror}.") from None


def _secret(path: Path, given: str) -> bytes:
    """Return the key that codes are hashed and encrypted with; the first start makes it."""
    if given:
        if len(given) < 32:
            raise Dangerous("PORTAL_SECRET must have at least 32 characters.")
        return given.encode()
    if not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_hex(32))
    return _private(path, "the portal's secret").encode()
