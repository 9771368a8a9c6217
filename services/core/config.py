"""What the operator decides, read from the environment once. Dangerous choices stop the start.

Every variable is explained in docs/configuration.md.
"""

import os
import re
import stat
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from dotenv import dotenv_values

from services.core import contacts
from services.core.hidden import Dangerous, refuse_open, secret
from services.core.hidden import hidden as given_or_in_file

Environment = Mapping[str, str | None]

VARIABLES = {
    "PORTAL_HOST": "127.0.0.1",
    "PORTAL_PORT": "8000",
    "PORTAL_PUBLIC_URL": "http://localhost:<port>",
    "PORTAL_TRUSTED_PROXIES": "0",
    "PORTAL_DATA_DIR": ".data",
    "PORTAL_DATABASE_URL": "sqlite:///<data folder>/portal.db",
    "PORTAL_SECRET": "made at the first start, in <data folder>/secret",
    "PORTAL_DEMO": "0",
    "PORTAL_MAIL_FROM": "",
    "PORTAL_SENDGRID_API_KEY": "",
    "PORTAL_SENDGRID_URL": "https://api.sendgrid.com",
    "PORTAL_SENDGRID_WEBHOOK_KEY": "",
    "PORTAL_SMTP_URL": "",
    "PORTAL_TWILIO_ACCOUNT_SID": "",
    "PORTAL_TWILIO_AUTH_TOKEN": "",
    "PORTAL_TWILIO_FROM": "",
    "PORTAL_TWILIO_URL": "https://api.twilio.com",
    "PORTAL_VONAGE_API_KEY": "",
    "PORTAL_VONAGE_API_SECRET": "",
    "PORTAL_VONAGE_FROM": "",
    "PORTAL_VONAGE_URL": "https://rest.nexmo.com",
    "PORTAL_VONAGE_SIGNATURE_SECRET": "",
    "PORTAL_IMAP_URL": "",
    "PORTAL_IMAP_VERIFIER": "",
    "PORTAL_SENDGRID_INBOUND_KEY": "",
    "PORTAL_PUSH_KEY": "made when it is first needed, in <data folder>/push.key",
    "PORTAL_PUSH_ANYWHERE": "0",
    "PORTAL_CLAMD": "",
}
"""Every variable with its default; '' means not set."""
HIDDEN = (
    "PORTAL_SECRET",
    "PORTAL_SENDGRID_API_KEY",
    "PORTAL_SMTP_URL",
    "PORTAL_IMAP_URL",
    "PORTAL_TWILIO_AUTH_TOKEN",
    "PORTAL_VONAGE_API_SECRET",
    "PORTAL_VONAGE_SIGNATURE_SECRET",
    "PORTAL_PUSH_KEY",
)
"""Secrets; each may stand in a file named by the same variable with `_FILE`."""
_HERE = {"localhost", "127.0.0.1", "::1"}
_DEBUGGING: dict[str, Callable[[str], bool]] = {
    "REFLEX_ENV_MODE": lambda value: value != "prod",
    "REFLEX_ADD_ALL_ROUTES_ENDPOINT": lambda value: value.lower() not in {"0", "false"},
    "REFLEX_LOGLEVEL": lambda value: value.lower() == "debug",
    "PYTHONASYNCIODEBUG": lambda value: value != "0",
    "CODESPACES": lambda value: value.lower() not in {"0", "false"},
}


@dataclass(frozen=True)
class Config:
    """The environment, checked."""

    host: str
    port: int
    public_url: str
    data_dir: Path
    demo: bool
    database_url: str = field(repr=False)
    trusted_proxies: int  # reverse proxies in front, whose X-Forwarded-For entries count
    mail_from: str
    smtp_url: str = field(repr=False)
    sendgrid_api_key: str = field(repr=False)
    sendgrid_url: str
    sendgrid_webhook_key: str  # public: what signs the reports of delivery
    twilio_account_sid: str
    twilio_auth_token: str = field(repr=False)
    twilio_from: str
    twilio_url: str
    vonage_api_key: str
    vonage_api_secret: str = field(repr=False)
    vonage_from: str
    vonage_url: str
    vonage_signature_secret: str = field(repr=False)
    secret: bytes = field(repr=False)
    imap_url: str = field(default="", repr=False)
    imap_verifier: str = ""  # how the mailbox's server signs what it finds of a sender
    sendgrid_inbound_key: str = ""  # public: what signs the e-mails that SendGrid posts
    push_key: str = field(default="", repr=False)
    push_anywhere: bool = False  # to hosts of a private network, too: for tests
    clamd: str = ""  # host:port or the path of a socket: who looks for viruses

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
    written = dotenv_values(".env")
    if any(written.get(name) for name in HIDDEN):
        refuse_open(Path(".env"), ".env, which holds secrets,")
    made = read({**written, **os.environ})
    check(made)
    return made


def refuse_debugging(env: Mapping[str, str] | None = None) -> None:
    """Stop before anything is served that shows its insides or trusts other origins.

    Raises:
        Dangerous: A variable switches debugging or development on.
    """
    for name, is_on in _DEBUGGING.items():
        value = (os.environ if env is None else env).get(name)
        if value and is_on(value):
            raise Dangerous(f"{name}={value} is for development: unset it to serve the portal.")


def unknown(env: Environment | None = None) -> list[str]:
    """List variables that begin with PORTAL_ and mean nothing: most likely misspelt."""
    given = {**dotenv_values(".env"), **os.environ} if env is None else env
    known = {*VARIABLES, *(f"{name}_FILE" for name in HIDDEN)}
    return sorted(name for name in given if name.startswith("PORTAL_") and name not in known)


def read(env: Environment) -> Config:
    """Turn environment variables into a Config, and make the data folder.

    Raises:
        Dangerous: A value is malformed, or a file of secrets can be read by others.
    """
    plain, hidden = partial(_plain, env), partial(_given_or_in_file, env)
    port = _number(plain("PORT", "8000"), "PORTAL_PORT", 1, 65535)
    data_dir = _folder(Path(plain("DATA_DIR", ".data")))
    return Config(
        host=plain("HOST", "127.0.0.1"),
        port=port,
        public_url=plain("PUBLIC_URL", f"http://localhost:{port}").rstrip("/"),
        data_dir=data_dir,
        demo=_switch(plain("DEMO", "0"), "PORTAL_DEMO"),
        database_url=plain("DATABASE_URL", f"sqlite:///{data_dir}/portal.db"),
        trusted_proxies=_number(plain("TRUSTED_PROXIES", "0"), "PORTAL_TRUSTED_PROXIES", 0, 9),
        mail_from=plain("MAIL_FROM"),
        smtp_url=hidden("SMTP_URL"),
        sendgrid_api_key=hidden("SENDGRID_API_KEY"),
        sendgrid_url=plain("SENDGRID_URL", VARIABLES["PORTAL_SENDGRID_URL"]),
        sendgrid_webhook_key=plain("SENDGRID_WEBHOOK_KEY"),
        twilio_account_sid=plain("TWILIO_ACCOUNT_SID"),
        twilio_auth_token=hidden("TWILIO_AUTH_TOKEN"),
        twilio_from=plain("TWILIO_FROM"),
        twilio_url=plain("TWILIO_URL", VARIABLES["PORTAL_TWILIO_URL"]),
        vonage_api_key=plain("VONAGE_API_KEY"),
        vonage_api_secret=hidden("VONAGE_API_SECRET"),
        vonage_from=plain("VONAGE_FROM"),
        vonage_url=plain("VONAGE_URL", VARIABLES["PORTAL_VONAGE_URL"]),
        vonage_signature_secret=hidden("VONAGE_SIGNATURE_SECRET"),
        secret=secret(data_dir / "secret", hidden("SECRET")),
        imap_url=hidden("IMAP_URL"),
        imap_verifier=plain("IMAP_VERIFIER").lower(),
        sendgrid_inbound_key=plain("SENDGRID_INBOUND_KEY"),
        push_key=hidden("PUSH_KEY"),
        push_anywhere=_switch(plain("PUSH_ANYWHERE", "0"), "PORTAL_PUSH_ANYWHERE"),
        clamd=plain("CLAMD"),
    )


def _plain(env: Environment, name: str, default: str = "") -> str:
    return (env.get(f"PORTAL_{name}") or default).strip()


def _given_or_in_file(env: Environment, name: str) -> str:
    return given_or_in_file(env, f"PORTAL_{name}")


def check(made: Config) -> None:
    """Refuse what would put a clinic's files at risk, in one sentence that says what to do.

    Raises:
        Dangerous: The first such thing that was found.
    """
    for complaint in (*_address(made), *_storage(made), *_mail(made), *_sms(made)):
        raise Dangerous(complaint)


def _address(made: Config) -> Iterator[str]:
    url = _split(made.public_url)
    if url is None or url.username or "*" in made.public_url or url.fragment:
        yield (
            "PORTAL_PUBLIC_URL must be the one address people open, such as https://pets.example.org."
        )
    elif url.path or url.query:
        yield "PORTAL_PUBLIC_URL must not have a path: give the portal a host of its own."
    elif not made.https and not made.demo and url.hostname not in _HERE:
        yield "PORTAL_PUBLIC_URL must begin with https:// unless it is this machine."
    if "*" in made.host or "/" in made.host:
        yield "PORTAL_HOST must be an address of this machine, such as 127.0.0.1 or 0.0.0.0."


def _storage(made: Config) -> Iterator[str]:
    kind, _, place = made.database_url.partition(":///")
    if kind != "sqlite" or not place or ":memory:" in place:
        yield "PORTAL_DATABASE_URL must name a SQLite file, such as sqlite:////srv/portal/portal.db."
    if not made.demo and made.data_dir.stat().st_mode & stat.S_IRWXO:
        yield f"The data folder can be read by others: chmod 700 {made.data_dir}."
    if made.push_key and not re.fullmatch("[0-9a-f]{64}", made.push_key):
        yield "PORTAL_PUSH_KEY must be 64 hexadecimal digits."
    if made.clamd and not re.fullmatch(r"/.+|[\w.\-\[\]:]+:\d{1,5}", made.clamd):
        yield "PORTAL_CLAMD must be host:port, or the path of clamd's socket."
    if made.push_anywhere and not made.demo:
        yield "PORTAL_PUSH_ANYWHERE is for tests: unset it."


def _mail(made: Config) -> Iterator[str]:
    if (made.sendgrid_api_key or made.smtp_url) and not made.mail_from:
        yield "PORTAL_MAIL_FROM must name the address that e-mail comes from."
    if made.mail_from and contacts.email(made.mail_from) is None:
        yield "PORTAL_MAIL_FROM must be an e-mail address such as desk@example.org."
    if made.smtp_url and _split(made.smtp_url, "smtp", "smtps") is None:
        yield "PORTAL_SMTP_URL must look like smtps://name:password@mail.example.org:465."
    if made.imap_url and _split(made.imap_url, "imap", "imaps") is None:
        yield "PORTAL_IMAP_URL must look like imaps://user:password@mail.example.org:993/INBOX."
    if _in_the_clear(made.sendgrid_url):
        yield "PORTAL_SENDGRID_URL must begin with https://, or the key could be read on the way."


def _sms(made: Config) -> Iterator[str]:
    given = (made.twilio_account_sid, made.twilio_auth_token, made.twilio_from)
    if any(given) and not all(given):
        yield (
            "PORTAL_TWILIO_ACCOUNT_SID, PORTAL_TWILIO_AUTH_TOKEN and PORTAL_TWILIO_FROM "
            "must all be set for Twilio, or none of them."
        )
    given = (made.vonage_api_key, made.vonage_api_secret, made.vonage_from)
    if any(given) and not all(given):
        yield (
            "PORTAL_VONAGE_API_KEY, PORTAL_VONAGE_API_SECRET and PORTAL_VONAGE_FROM "
            "must all be set for Vonage, or none of them."
        )
    if _in_the_clear(made.vonage_url):
        yield "PORTAL_VONAGE_URL must begin with https://, or the secret could be read on the way."
    if _in_the_clear(made.twilio_url):
        yield "PORTAL_TWILIO_URL must begin with https://, or the key could be read on the way."


def _split(text: str, *schemes: str) -> SplitResult | None:
    try:
        url = urlsplit(text)
        whole = url.scheme in (schemes or ("http", "https")) and url.hostname and url.port != 0
    except ValueError:
        return None
    return url if whole else None


def _in_the_clear(text: str) -> bool:
    url = _split(text)
    return url is None or (url.scheme != "https" and url.hostname not in _HERE)


def _number(text: str, name: str, least: int, most: int) -> int:
    if not (text.isascii() and text.isdecimal()) or not least <= int(text) <= most:
        raise Dangerous(f"{name} must be a number from {least} to {most}.")
    return int(text)


def _switch(text: str, name: str) -> bool:
    if text not in {"0", "1"}:
        raise Dangerous(f"{name} must be 0 or 1.")
    return text == "1"


def _folder(path: Path) -> Path:
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as fault:
        raise Dangerous(f"PORTAL_DATA_DIR cannot be made: {fault.strerror}.") from None
    return path.resolve()
