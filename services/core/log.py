"""Logs that may be kept: no cookies, no codes, no contacts, no forged lines."""

import logging
import re
import traceback

_SECRET = re.compile(
    r"""((?:cookie|authorization|token|password|pin|code|body|contact)['"]?\s*[:=]\s*)"""
    r"""('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[^\s'",)}&]+)""",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+|\+\d{7,15}")
_LONGEST = 2000  # characters of one message
_CARRIERS = ("reflex", "reflex_base", "engineio", "socketio")  # they quote what a stranger sent
_QUOTE = re.compile(r"""['"{[(<:].*""", re.DOTALL)


class Redacted(logging.Formatter):
    """Blanks what is secret, tracebacks included, and keeps each message on one line.

    Reflex logs whole events, handshake cookie included, when a name is unknown or a payload
    does not fit. Of such a message only the words before the quotation are kept, and of the
    error only where it happened.
    """

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 (logging's name)
        """Write the line; whatever a sender put into it cannot begin another."""
        said = _QUOTE.sub("…", record.message) if _is_carrier(record) else record.message
        record.message = "\\n".join(said[:_LONGEST].splitlines())
        return super().formatMessage(record)

    def format(self, record: logging.LogRecord) -> str:
        """Write the line and what belongs to it, redacted."""
        if record.exc_info and record.exc_info[0]:
            record.exc_text = _trace(record)
        return redact(super().format(record))


def _is_carrier(record: logging.LogRecord) -> bool:
    return record.name.partition(".")[0] in _CARRIERS


def _trace(record: logging.LogRecord) -> str:
    """Write a traceback, indented: no text of an error can pass for a line of the log."""
    kind, error, trace = record.exc_info or (None, None, None)
    if _is_carrier(record) and kind:
        written = [*traceback.format_tb(trace), kind.__name__]
    else:
        written = traceback.format_exception(kind, error, trace)
    return "\n".join(f"  {line}" for line in "".join(written).splitlines())


def redact(text: str) -> str:
    """Blank what must not be in a log."""
    return _ADDRESS.sub("[redacted]", _SECRET.sub(r"\1[redacted]", text))


def set_up() -> None:
    """Log to the terminal, redacted, whoever logs."""
    handler = logging.StreamHandler()
    handler.setFormatter(Redacted("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    # With a level of their own, engineio and socketio do not write a second, unredacted line.
    for quiet in ("httpx", "alembic", "uvicorn.error", "engineio.server", "socketio.server"):
        logging.getLogger(quiet).setLevel(logging.WARNING)
