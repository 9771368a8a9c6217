"""How SQLite runs what the portal asks: which tables it reads from end to end."""

from contextlib import contextmanager

from sqlalchemy import event

from services.core.db import engine

GROWING = {
    "attachment",
    "authsession",
    "customer",
    "device",
    "document",
    "documentpage",
    "dose",
    "dosereminder",
    "immunization",
    "labvalue",
    "measurement",
    "medicalrecord",
    "message",
    "outboxentry",
    "pet",
    "readmark",
    "searchword",
    "signincode",
    "straypaper",
    "thread",
}
# Indexes that hold only what waits: reading one of them whole is what counting takes.
OF_WAITING = {"ix_medicalrecord_drafts", "ix_outboxentry_failed", "ix_thread_unanswered"}


@contextmanager
def heard():
    """List the statements that are run meanwhile, with their values."""
    statements = []

    def hear(_connection, _cursor, statement, parameters, *_):
        if statement.startswith("SELECT"):
            statements.append((statement, parameters))

    event.listen(engine(), "before_cursor_execute", hear)
    yield statements
    event.remove(engine(), "before_cursor_execute", hear)


def scanned(statements):
    """List the tables that the statements read from end to end, aliases resolved."""
    found = set()
    with engine().connect() as connection:
        for statement, parameters in statements:
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
            steps = [row.detail.split() for row in plan]
            whole = [step for step in steps if step[0] == "SCAN" and not OF_WAITING & set(step)]
            found |= {step[1].rstrip("_0123456789") for step in whole}
    return found
