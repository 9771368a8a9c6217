"""What the page of a record shows, written out."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from models.base import Status
from services.core import clock
from services.core.i18n import translate as _
from services.records import forms as shapes
from services.records import terms
from services.records.desk import Desk
from services.records.sheets import PARTS
from states import forms
from states.records import file_about, status_label, tone

STAYS = "incident"


@dataclass(frozen=True)
class DeskRow:
    """The head of a record's page, and what can be done with it."""

    id: str = ""
    pet_id: str = ""
    pet: str = ""
    kind: str = ""
    kind_label: str = ""
    color: str = ""
    back: str = ""  # where it leads back to
    title_label: str = ""
    listed: bool = False  # whether the title comes from a list
    status: str = ""
    status_label: str = ""
    tone: str = "neutral"
    saved: str = ""  # who saved last, and when
    amended: str = ""
    changing: bool = False
    stays: bool = False
    discardable: bool = False
    notifies: bool = False
    notifiable: bool = False


@dataclass(frozen=True)
class FieldRow:
    """One of the kind's own fields."""

    name: str
    label: str
    hint: str
    shape: str
    limit: int
    options: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class FileRow:
    """An attached file."""

    id: str
    name: str
    about: str
    href: str
    picture: bool
    first: bool
    above: int  # the place before its own


@dataclass(frozen=True)
class LinkRow:
    """Something that leads further."""

    id: str
    label: str
    hint: str = ""


def desk_row(laid: Desk) -> DeskRow:
    """Write the head of the page."""
    record, kind, stays = laid.record, laid.kind, laid.record.kind == STAYS
    never_shown = record.status is Status.DRAFT and record.published_at is None
    changed_at = record.changed_at or record.created_at
    return DeskRow(
        id=str(record.id),
        pet_id=str(laid.pet.id),
        pet=laid.pet.name,
        kind=kind.key,
        kind_label=kind.label(),
        color=kind.color,
        back=f"/admin/pets/{laid.pet.id}/{kind.place}",
        title_label=shapes.title_of(kind.key),
        listed=kind.key in terms.KINDS,
        status=record.status.value,
        status_label=status_label(record.status, stays=stays),
        tone=tone(record.status),
        saved=" · ".join(part for part in (record.changed_by, clock.moment(changed_at)) if part),
        amended=_("Amended on {date}", date=clock.day(record.amended_at))
        if record.amended_at
        else "",
        changing=laid.changing,
        stays=stays,
        discardable=laid.changing or never_shown,
        notifies=laid.notifies and laid.notifiable and not stays,
        notifiable=laid.notifiable and not stays,
    )


def values_of(laid: Desk) -> dict[str, Any]:
    """Write what the form is filled with."""
    sheet = {name: value for name, value in laid.sheet.items() if name != "files"}
    names = {str(one.id): one.name for one in laid.subtypes}
    subtype = names.get(sheet["subtype_id"], "")
    sheet["subtype_id"] = forms.picked((subtype, _(subtype))) if subtype else []
    if laid.record.kind in terms.KINDS:
        sheet["title"] = forms.picked((sheet["title"], sheet["title"]))
    return sheet


def told_of(laid: Desk) -> Callable[[str, Any], str]:
    """Return what writes a field's value for a person who compares two versions."""
    part = PARTS.get(laid.record.kind)

    def tell(name: str, value: Any) -> str:
        return part.tell(value) if part and name == part.name else forms.said(value)

    return tell


def field_rows(laid: Desk) -> list[FieldRow]:
    """Write the kind's own fields."""
    return [
        FieldRow(
            name=one.name,
            label=one.label,
            hint=one.hint,
            shape=one.shape,
            limit=one.limit,
            options=list(one.options),
        )
        for one in shapes.fields(laid.record.kind)
    ]


def file_rows(laid: Desk) -> list[FileRow]:
    """Write the attached files."""
    return [
        FileRow(
            id=str(row.id),
            name=row.name,
            about=file_about(row.media_type, row.size_bytes),
            href=f"/files/attachments/{row.id}",
            picture=bool(row.shown),
            first=position == 0,
            above=position - 1,
        )
        for position, row in enumerate(laid.files)
    ]


def visit_pairs(laid: Desk) -> list[tuple[str, str]]:
    """Write the visits that the record can belong to."""
    told = [
        (str(one.id), " · ".join(filter(None, (clock.short_date(one.happened_on), one.reason))))
        for one in laid.visits
    ]
    return [("", _("No visit")), *told]


def beside_rows(laid: Desk) -> list[LinkRow]:
    """Write the other records of the visit."""
    return [
        LinkRow(str(one.id), one.title or _("No title yet"), status_label(one.status))
        for one in laid.beside
    ]


def twin_rows(laid: Desk) -> list[LinkRow]:
    """Write the drafts of others that may be about the same."""
    return [
        LinkRow(
            str(one.id),
            _("{name} has begun one of the same kind and day, too", name=one.author_name),
            one.title or _("No title yet"),
        )
        for one in laid.twins
    ]


def offered_rows(laid: Desk) -> list[LinkRow]:
    """Write the kinds that can be added to the visit."""
    return [LinkRow(one.key, one.label()) for one in laid.offered]
