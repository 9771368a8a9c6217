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


class Redact(logging.Filter):
    """Blank what is secret and put each message on one line.

    Reflex logs whole events, handshake cookie included, when a name is unknown or a payload
    does not fit; the text in them is the sender's choice.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record; never drop it."""
        text = _SECRET.sub(r"\1[redacted]", record.getMessage())
        text = _ADDRESS.sub("[redacted]", text)
        record.msg, record.args = text[:_LONGEST].replace("\n", "\\n").replace("\r", "\\r"), None
        return True


def set_up() -> None:
    """Log to the terminal, redacted, whoever logs."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    logging.getLogger("httpx").setLevel(logging.WARNING)  # it logs addresses it calls
    for handler in logging.getLogger().handlers:
        handler.addFilter(Redact())
