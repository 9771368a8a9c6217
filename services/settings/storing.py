"""Reading the settings in force, and changing them."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Any, cast

from pydantic import ValidationError
from sqlmodel import Session, col

from models.settings import Setting
from services import audit, editing, live
from services.access import Actor, Permission, require, system
from services.audit import Event
from services.core import clock
from services.core import db as database
from services.core.errors import Invalid, NotFound, Question
from services.core.i18n import translate as _
from services.settings.refusals import refusal
from services.settings.registry import Editor, Row, Tab
from services.settings.rows import ROWS, of_tab
from services.settings.values import Settings

logger = logging.getLogger(__name__)

_CACHE_SECONDS = 2.0
_READ = "settings"  # what a transaction has read of them itself


@dataclass(frozen=True)
class Opened:
    """A tab of the settings, as a form begins with it."""

    values: dict[str, Any]
    version: int  # goes back with what is saved


@dataclass(frozen=True)
class _Held:
    """The settings as they were a moment ago, never of one moment with the version of another."""

    settings: Settings
    version: int  # of the database; another process, such as the command line, may change a setting
    until: float


class _Cache:
    """What was read last, by whichever thread."""

    held: _Held | None = None


def cached() -> Settings | None:
    """Return the settings if they were read a moment ago."""
    held = _Cache.held  # once: a slower thread may put back what it has read before a change
    fresh = held and held.until > monotonic() and held.version == database.version()
    return held.settings if held and fresh else None


def load(db: Session) -> Settings:
    """Return the settings in force."""
    found = db.info.get(_READ) or cached()
    if found is None:
        found = _sound({row.key: row.value for row in db.exec(system(Setting))})
        db.info[_READ] = found
        clock.use_zone(found.time_zone)
        if (version := database.version_of(db)) is not None:
            _Cache.held = _Held(found, version, monotonic() + _CACHE_SECONDS)
    return found


def opened(db: Session, actor: Actor, tab: Tab) -> Opened:
    """Return a tab for its form.

    Raises:
        Forbidden: The actor may not change settings.
    """
    require(actor, Permission.CHANGE_SETTINGS)
    forget()
    now, rows = load(db).model_dump(), of_tab(tab)
    return Opened({row.key: now[row.key] for row in rows}, _version(_stored(db, rows)))


def change(
    db: Session,
    actor: Actor,
    tab: Tab,
    values: Mapping[str, Any],
    version: int,
    agreed: str | None = None,
) -> list[str]:
    """Change settings of one tab, for everybody at once; return those that really changed.

    Args:
        values: By setting, as a form or a person gives them. What is left out stays.
        version: Of the tab as it was when its form was opened.
        agreed: To which question the person has agreed; None where nobody can be asked.

    Raises:
        Forbidden: The actor may not change settings.
        NotFound: The tab has no such setting.
        Invalid: A value does not fit its setting; `field` names it.
        Stale: The tab was saved since, and reads otherwise than what would be saved now.
        Question: The portal would be less safe, and they have not agreed to that (SET-2).
    """
    require(actor, Permission.CHANGE_SETTINGS)
    rows = of_tab(tab)
    if not values.keys() <= {row.key for row in rows}:
        raise NotFound
    after, stored = _checked(db, values).model_dump(), _stored(db, rows)
    before = load(db).model_dump()
    changed = [key for key in values if after[key] != before[key]]
    if changed and version != _version(stored):
        raise _stale(stored, [one for k in changed for one in _parts(k, before[k], after[k])])
    if agreed is not None:
        _ask([ROWS[key] for key in changed if ROWS[key].weakens(before[key], after[key])], agreed)
    for key in changed:
        _keep(db, actor, stored.get(key) or Setting(key=key, value=None, version=0), before, after)
    if changed:
        _announce(db, after["time_zone"])
    return changed


def tried(db: Session, values: Mapping[str, Any]) -> Settings:
    """Return the settings as they would be with these values; nothing is saved.

    Raises:
        Invalid: A value does not fit its setting; `field` names it.
    """
    return _checked(db, values)


def may_change(_db: Session, actor: Actor) -> None:
    """Raise Forbidden unless the actor may change settings."""
    require(actor, Permission.CHANGE_SETTINGS)


def set_logo(db: Session, actor: Actor, digest: str) -> None:
    """Show another logo, or the paw again.

    Args:
        digest: Of a file that services/pictures.py has written, and that is kept already; empty
            for none.

    Raises:
        Forbidden: The actor may not change settings.
        Invalid: That is no file's digest.
    """
    change(db, actor, Tab.GENERAL, {"logo": digest}, opened(db, actor, Tab.GENERAL).version)


def put(db: Session, **values: Any) -> Settings:
    """Set up a clinic on nobody's behalf: what people change goes through `change`.

    Raises:
        Invalid: A value does not fit its setting; `field` names it.
    """
    made = _checked(db, values)
    for key in values:
        row = db.exec(system(Setting).where(col(Setting.key) == key)).first()
        row = row or Setting(key=key, value=None, version=0)
        row.value, row.version = made.model_dump()[key], row.version + 1
        db.add(row)
    _announce(db, made.time_zone)
    return made


def forget() -> None:
    """Read the settings anew the next time."""
    _Cache.held = None


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
        first = fault.errors()[0]
        key, *parts = (str(part) for part in first["loc"])
        raise refusal(key, first["type"], parts[0] if parts else "") from None
    unknown = values.keys() - Settings.model_fields.keys()
    if unknown:
        raise Invalid("There is no setting {key}.", key=min(unknown))
    return made


def _stored(db: Session, rows: Sequence[Row]) -> dict[str, Setting]:
    """Find the settings of a tab that have ever been changed."""
    keys = [row.key for row in rows]
    return {row.key: row for row in db.exec(system(Setting).where(col(Setting.key).in_(keys)))}


def _version(stored: Mapping[str, Setting]) -> int:
    """Count the changes of a tab's form; pictures are changed beside it."""
    return sum(row.version for key, row in stored.items() if ROWS[key].editor is not Editor.PICTURE)


def _parts(key: str, before: Any, after: Any) -> list[editing.Difference]:
    """Take a difference apart where a setting has several fields."""
    told: list[tuple[str, Any, Any]]
    if isinstance(after, dict):
        parts = cast("dict[str, Any]", after)
        told = [(part, before.get(part), value) for part, value in parts.items()]
    elif ROWS[key].editor is Editor.CHOICES:
        told = [(part, part in before, part in after) for part in {*before, *after}]
    else:
        return [editing.Difference(key, before, after)]
    return [editing.Difference(f"{key}.{part}", old, new) for part, old, new in told if old != new]


def _keep(
    db: Session, actor: Actor, row: Setting, all_before: dict[str, Any], all_after: dict[str, Any]
) -> None:
    """Store one setting, and tell of it with its old and new value (SET-2)."""
    before, after = all_before[row.key], all_after[row.key]
    editing.change(row, actor, row.version, {"value": after})
    db.add(row)
    db.flush()
    told = {"setting": row.key, "before": before, "after": after}
    if ROWS[row.key].weakens(before, after):
        told["weakens"] = True
    audit.record(db, actor, Event.SETTING_CHANGED, row, **told)


def _ask(weaker: Sequence[Row], agreed: str) -> None:
    """Ask whether all this is to be less safe, saying of each setting why."""
    risks = [
        _("{setting}: {risk}", setting=row.label(), risk=row.risk())
        for row in weaker
        if row.risk is not None
    ]
    if risks:
        said = Question("This makes the portal less safe.\n\n{risks}", risks="\n\n".join(risks))
        said.settle(agreed)


def _stale(stored: Mapping[str, Setting], differences: list[editing.Difference]) -> editing.Stale:
    latest = max(stored.values(), key=lambda row: row.changed_at or row.created_at)
    return editing.Stale(latest.changed_by, latest.changed_at, differences, _version(stored))


def _announce(db: Session, time_zone: str) -> None:
    """Have everybody read the settings anew, every open tab included."""

    def apply() -> None:
        forget()
        clock.use_zone(time_zone)

    db.flush()
    db.info.pop(_READ, None)
    forget()
    database.after_commit(db, apply)
    live.publish(db, live.SettingsChanged())
