"""The laboratory: what can be examined, the values of records, and how they develop."""

from services.core.i18n import translate as _
from services.laboratory import entering
from services.laboratory.values import Flag, Reading, Result, Trend, flag, results, trend, write
from services.records import sheets

__all__ = ["Flag", "Reading", "Result", "Trend", "flag", "results", "trend", "write"]

sheets.PARTS["laboratory"] = sheets.Part(
    name="values",
    label=lambda: _("Values"),
    read=entering.read,
    check=entering.check,
    write=entering.write,
    tell=entering.tell,
)
