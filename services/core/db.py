"""The database: one engine, and the one way to do work in a transaction."""

import asyncio
import threading
from collections.abc import Callable
from functools import cache
from typing import Any, Concatenate, ParamSpec, TypeVar

from pysqlite3 import dbapi2 as sqlite  # pyright: ignore[reportMissingTypeStubs]
from sqlalchemy import Connection, Engine, event
from sqlmodel import Session, create_engine

from services.core.config import config

P = ParamSpec("P")
T = TypeVar("T")

SAFE_SQLITE = (3, 51, 3)  # earlier ones can damage a WAL database
_PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",  # what was shown as saved survives a power cut
    "foreign_keys = ON",
    "busy_timeout = 5000",
    "trusted_schema = OFF",
    "journal_size_limit = 67108864",
)
_watching = threading.Lock()


@cache
def engine() -> Engine:
    """Connect on first use, as services.core.config says."""
    if sqlite.sqlite_version_info < SAFE_SQLITE:
        raise SystemExit("This SQLite can damage a WAL database; 3.51.3 or later is needed.")
    # Errors end up in the log; what people wrote must not.
    made = create_engine(config().database_url, module=sqlite, hide_parameters=True)
    event.listen(made, "connect", _prepare)
    event.listen(made, "begin", _begin)
    return made


async def read(
    service: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs
) -> T:
    """Call a service in a transaction that changes nothing, off the event loop."""
    return await asyncio.to_thread(look, service, *args, **kwargs)


async def write(
    service: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs
) -> T:
    """Call a service in one transaction, off the event loop; commit unless it raises."""
    return await asyncio.to_thread(run, service, *args, **kwargs)


def run(service: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Do the same from plain code: the command line and the worker's thread."""
    return _run(engine(), service, args, kwargs)


def look(service: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Do the same in a transaction that changes nothing and locks nobody out."""
    return _run(_reading(engine()), service, args, kwargs)


def stream(db: Session, query: Any, *columns: Any) -> Any:
    """Yield these columns of a query's rows, a thousand in memory at a time."""
    chosen = query.with_only_columns(*columns)
    return db.connection().execute(chosen.execution_options(yield_per=1000))


def after_commit(db: Session, effect: Callable[[], None]) -> None:
    """Have `effect` happen once the transaction has been committed, and only then."""
    db.info.setdefault("after_commit", []).append(effect)


def version() -> int:
    """Return a number that is another one after every commit, whichever process it comes from.

    What was read since it last changed is what the database still holds.
    """
    with _watching:
        return _watcher().driver_connection.execute("PRAGMA data_version").fetchone()[0]


def version_of(db: Session) -> int | None:
    """Return the version that whatever this transaction reads is at least as new as.

    None where it may read what it has itself written: that may never be committed.
    """
    return db.info.get("version") if changes_nothing(db) else None


def changes_nothing(db: Session) -> bool:
    """Tell whether this transaction was begun to read only."""
    return bool(db.connection().get_execution_options().get("read_only"))


def _run(on: Engine, service: Callable[..., T], args: Any, kwargs: Any) -> T:
    # Rows stay readable after the commit, so that a state can turn them into what it shows.
    with Session(on, expire_on_commit=False) as db:
        db.info["version"] = version()  # before the first look: later, it could be newer
        with db.begin():
            result = service(db, *args, **kwargs)
        for effect in db.info.pop("after_commit", ()):
            effect()
    return result


@cache
def _reading(all_of_it: Engine) -> Engine:
    return all_of_it.execution_options(read_only=True)


@cache
def _watcher() -> Any:
    """A connection that never writes: for it, every commit is somebody else's."""
    return engine().raw_connection()


def _prepare(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # transactions are begun by _begin, not by the driver
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    """Take the write lock at once: a transaction that reads first can then never fail to write."""
    read_only = connection.get_execution_options().get("read_only")
    connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")
