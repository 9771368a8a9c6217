"""Logs that may be kept: no cookies, no codes, no contacts, no forged lines."""

import logging
import re

_SECRET = re.compile(
    r"""((?:cookie|authorization|token|password|pin|code|body|contact)['"]?\s*[:=]\s*)"""
    r"""('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[^\s'",)}&]+)""",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+|\+\d{7,15}")
_LONGEST = 2000  # characters of one message


class Redacted(logging.Formatter):
    """Blanks what is secret, tracebacks included, and keeps each message on one line.

    Reflex logs whole events, handshake cookie included, when a name is unknown or a payload
    does not fit; the text in them is the sender's choice.
    """

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 (logging's name)
        """Write the line; whatever a sender put into it cannot begin another."""
        record.message = record.message[:_LONGEST].replace("\n", "\\n").replace("\r", "\\r")
        return super().formatMessage(record)

    def format(self, record: logging.LogRecord) -> str:
        """Write the line and what belongs to it, redacted."""
        return redact(super().format(record))


def redact(text: str) -> str:
    """Blank what must not be in a log."""
    return _ADDRESS.sub("[redacted]", _SECRET.sub(r"\1[redacted]", text))


def set_up() -> None:
    """Log to the terminal, redacted, whoever logs."""
    handler = logging.StreamHandler()
    handler.setFormatter(Redacted("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    for quiet in ("httpx", "alembic", "uvicorn.error"):
        logging.getLogger(quiet).setLevel(logging.WARNING)
