"""Every setting, in the order of the page. A new one is a field of Settings and a row here."""

from services.settings.registry import Row, Tab
from services.settings.rows import clinic, features, notices, safety

ROWS: dict[str, Row] = {
    row.key: row for row in (*clinic.ROWS, *features.ROWS, *notices.ROWS, *safety.ROWS)
}


def of_tab(tab: Tab) -> list[Row]:
    """List the settings of one tab."""
    return [row for row in ROWS.values() if row.tab is tab]
