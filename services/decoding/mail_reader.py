"""The program that reads e-mails for the portal."""

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from services.decoding import mails
from services.decoding.answering import Answer, answer

MOST_MEMORY = 1024 * 2**20  # bytes


def read(asked: dict[str, Any]) -> Answer:
    """Read an e-mail, or tell that it cannot be read."""
    path, form = Path(asked["path"]), asked["form"]
    try:
        mail = mails.read_form(path, form) if form else mails.read(path.read_bytes())
    except mails.Unreadable:
        return {"unreadable": True}, []
    told = asdict(mail)
    contents = [part.pop("content") for part in told["parts"]]
    return told, contents


if __name__ == "__main__":
    answer(sys.stdin.buffer, sys.stdout.buffer, read, most_memory=MOST_MEMORY)
