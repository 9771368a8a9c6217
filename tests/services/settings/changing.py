"""Settings as somebody changes them."""

from sqlmodel import col, select

from models.audit import AuditEvent
from services import settings
from services.core.db import run
from services.settings import Settings, Tab


def opened(person, tab=Tab.GENERAL):
    return run(settings.opened, person.actor, tab)


def change(person, tab, **values):
    return run(settings.change, person.actor, tab, values, opened(person, tab).version)


def in_force() -> Settings:
    return run(settings.load)


def trail():
    return run(lambda db: db.exec(select(AuditEvent).order_by(col(AuditEvent.number))).all())
