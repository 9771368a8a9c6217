"""Whether this portal is sound: what an operator asks before and after changing something."""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlmodel import Session, col

from models.documents import Document, DocumentPage
from models.mails import StrayPage, StrayPaper
from models.pets import Pet
from models.records import Attachment
from services import audit, delivery, filing
from services.access import Actor, Permission, system, visible
from services.core import config as configuration
from services.core import db as database
from services.core import files
from services.core.config import config
from services.notices import Channel

_OPERATOR = Actor(uuid4(), uuid4(), "Check", frozenset(Permission))
_SHOWN = 5  # files that are named
_PRAGMAS = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
_CHUNK = 1_000_000  # bytes

Progress = Callable[[int, int], None]  # how many files of how many


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at."""

    what: str
    sound: bool
    said: str


def environment() -> Finding:
    """Look at the variables; config() has refused the dangerous ones already."""
    if misspelt := configuration.unknown():
        return Finding("configuration", False, f"not known: {', '.join(misspelt)}")
    mode = "demo" if config().demo else "production"
    return Finding("configuration", True, f"{mode}, {config().public_url}")


def disk() -> Finding:
    """Look whether the data folder can be written to and has room."""
    folder = config().data_dir
    probe = folder / f".{uuid4().hex}.check"
    try:
        probe.write_bytes(b"x" * 4096)
        probe.unlink()
    except OSError as fault:
        return Finding("disk", False, f"{folder} cannot be written to: {fault.strerror}")
    free = shutil.disk_usage(folder).free
    return Finding("disk", free >= files.LEAST_FREE, f"{free // 1_000_000} MB free in {folder}")


def database_engine(db: Session) -> Finding:
    """Look at the SQLite in use and at how it keeps what was saved."""
    asked = db.connection().exec_driver_sql("SELECT sqlite_version()")
    version = asked.scalar_one()  # database.engine() has refused an unsafe one
    wrong = [name for name, wanted in _PRAGMAS.items() if _pragma(db, name) != [(wanted,)]]
    said = f"SQLite {version}" + (f", but not as it should be: {', '.join(wrong)}" if wrong else "")
    return Finding("database engine", not wrong, said)


def database_content(db: Session) -> Finding:
    """Look for damage in the database, and for references that lead nowhere."""
    damage = [row[0] for row in _pragma(db, "quick_check(10)") if row[0] != "ok"]
    dangling = len(_pragma(db, "foreign_key_check"))
    if damage:
        return Finding("database", False, f"damaged: {damage[0]}")
    return Finding("database", not dangling, f"{dangling or 'no'} dangling references")


def audit_trail(db: Session) -> Finding:
    """Look whether every line of the audit trail is as it was written."""
    faults = list(audit.verify(db, audit.mirrored()))
    last = audit.head(db)
    said = f"{last[0] if last else 'no'} lines"
    if faults:
        said += f", line {faults[0].number} {faults[0].reason}: see `portal audit verify`"
    return Finding("audit trail", not faults, said)


def kept_files(db: Session, *, deep: bool, progress: Progress) -> Iterator[Finding]:
    """Look whether every file that is referred to is there, and for those that nothing refers to.

    Args:
        deep: Read every file and compare its content with its name.
    """
    named = _named(db)
    bad: list[str] = []
    for number, (digest, size) in enumerate(named.items(), start=1):
        if fault := _fault(files.path(digest), digest, size, deep=deep):
            bad.append(f"{digest[:12]}… {fault}")
        progress(number, len(named))
    said = f"{len(named)} referred to, {len(bad)} missing or damaged"
    yield Finding("files", not bad, ": ".join([said, *([", ".join(bad[:_SHOWN])] if bad else [])]))
    known = filing.named(db)
    there = (config().data_dir / "files").glob("??/*")
    orphans = sum(path.parent.name + path.name not in known for path in there)
    yield Finding("files without a record", True, f"{orphans or 'none'}")


def providers() -> Iterator[Finding]:
    """Ask the providers of e-mail and SMS whether they know us; uses the network."""
    channels: tuple[Channel, ...] = ("email", "sms")
    for channel in channels:
        found = delivery.check(channel)
        if not found.configured:
            needed = channel == "email" and not config().demo
            yield Finding(channel, not needed, "no provider is configured")
        else:
            yield Finding(channel, found.good, found.problem or f"{found.provider} answers")


def _pragma(db: Session, name: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in db.connection().exec_driver_sql(f"PRAGMA {name}")]


def _named(db: Session) -> dict[str, int | None]:
    """List every file that a row names, with its size where that is known."""
    named: dict[str, int | None] = {}
    photos = visible(_OPERATOR, Pet).where(col(Pet.photo) != "")
    for row in database.stream(db, photos, Pet.photo):
        named[row.photo] = None
    for page in database.stream(db, visible(_OPERATOR, DocumentPage), DocumentPage.file):
        named[page.file] = None
    for row in database.stream(db, system(StrayPage), StrayPage.file):
        named[row.file] = None
    for model in (Document, Attachment):
        for row in database.stream(db, visible(_OPERATOR, model), model.file, model.size_bytes):
            named[row.file] = row.size_bytes
    for row in database.stream(db, system(StrayPaper), StrayPaper.file, StrayPaper.size_bytes):
        named[row.file] = row.size_bytes
    return named


def _fault(path: Path, digest: str, size: int | None, *, deep: bool) -> str:
    try:
        there = path.stat().st_size
        if size is not None and there != size:
            return f"has {there} bytes instead of {size}"
        return "has another content" if deep and _digest(path) != digest else ""
    except OSError as fault:
        return os.strerror(fault.errno or 0).lower()


def _digest(path: Path) -> str:
    made = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            made.update(chunk)
    return made.hexdigest()
