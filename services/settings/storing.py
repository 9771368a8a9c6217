"""Reading the settings in force, and changing them."""

import logging
from collections.abc import Mapping
from time import monotonic
from typing import Any

from pydantic import ValidationError
from sqlmodel import Session, col

from models.settings import Setting
from services import live
from services.access import system
from services.core import clock
from services.core import db as database
from services.core.errors import Invalid
from services.settings.values import Settings

logger = logging.getLogger(__name__)

_CACHE_SECONDS = 2.0  # another process, such as the command line, may change a setting


class _Cache:
    """The settings as they were a moment ago."""

    settings: Settings | None = None
    until = 0.0


def cached() -> Settings | None:
    """Return the settings if they were read a moment ago."""
    return _Cache.settings if _Cache.until > monotonic() else None


def load(db: Session) -> Settings:
    """Return the settings in force."""
    found = cached()
    if found is None:
        found = _Cache.settings = _sound({row.key: row.value for row in db.exec(system(Setting))})
        _Cache.until = monotonic() + _CACHE_SECONDS
        clock.use_zone(found.time_zone)
    return found


def put(db: Session, **values: Any) -> Settings:
    """Set up a clinic on nobody's behalf: what people change goes through `change`.

    Raises:
        Invalid: A value does not fit its setting; `field` names it.
    """
    made = _checked(db, values)
    for key in values:
        row = db.exec(system(Setting).where(col(Setting.key) == key)).first()
        row = row or Setting(key=key, value=None)
        row.value = made.model_dump()[key]
        db.add(row)
    _announce(db)
    return made


def forget() -> None:
    """Read the settings anew the next time."""
    _Cache.settings, _Cache.until = None, 0.0


def _sound(stored: Mapping[str, Any]) -> Settings:
    """Leave out what no longer fits, such as a limit that a later release has tightened."""
    try:
        return Settings(**stored)
    except ValidationError as fault:
        bad = {str(error["loc"][0]) for error in fault.errors()}
        logger.warning("settings that do not fit are left out: %s", ", ".join(sorted(bad)))
        return Settings(**{key: value for key, value in stored.items() if key not in bad})


def _checked(db: Session, values: Mapping[str, Any]) -> Settings:
    forget()
    merged = load(db).model_dump() | dict(values)
    try:
        made = Settings(**merged)
    except ValidationError as fault:
        field = str(fault.errors()[0]["loc"][0])
        raise Invalid("This value does not fit the setting {key}.", field, key=field) from None
    unknown = values.keys() - Settings.model_fields.keys()
    if unknown:
        raise Invalid("There is no setting {key}.", key=min(unknown))
    return made


def _announce(db: Session) -> None:
    """Have everybody read the settings anew, every open tab included."""
    db.flush()
    forget()
    database.after_commit(db, forget)
    live.publish(db, live.SettingsChanged())
