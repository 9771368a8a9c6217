"""Finding a value of a setting that has hundreds of them."""

from sqlmodel import Session

from services.access import Actor, Permission, require
from services.settings.rows import ROWS

_MOST = 30


def choices(db: Session, actor: Actor, key: str, text: str) -> list[tuple[str, str]]:
    """Find what can be chosen, by a part of its name; what begins so comes first.

    Raises:
        Forbidden: The actor may not change settings.
    """
    require(actor, Permission.CHANGE_SETTINGS)
    row, wanted = ROWS.get(key), text.strip().lower()
    if row is None or row.options is None:
        return []
    hits = [(value, name) for value, name in row.options().items() if wanted in name.lower()]
    return sorted(hits, key=lambda hit: not hit[1].lower().startswith(wanted))[:_MOST]
