"""Images of the clinic's machines: taking them in, and showing them frame by frame."""

from services.core.i18n import translate as _
from services.imaging import doubts, keys
from services.records import publishing, sheets

publishing.CHECKS["imaging"] = doubts.refuse
sheets.PARTS["imaging"] = sheets.Part(
    name=keys.NAME,
    label=lambda: _("Key images"),
    read=keys.read,
    check=keys.check,
    write=keys.write,
    tell=keys.tell,
)
