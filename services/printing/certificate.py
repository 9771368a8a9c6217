"""The vaccination certificate: what the clinic stands for with its name."""

from sqlmodel import Session

from models.base import Status
from models.pets import Pet
from models.vaccinations import Source
from services import vaccinations
from services.access import Actor
from services.core import clock
from services.core.i18n import translate as _
from services.printing.lists import whole
from services.printing.paper import Block, Prose, Signature, Table
from services.vaccinations import Given


def blocks(db: Session, actor: Actor, pet: Pet) -> list[Block]:
    """List every dose that was given, for the staff, too, only what is published.

    Raises:
        Forbidden: The actor may not read records.
        NotFound: No such pet for the actor, or the clinic shows no vaccinations.
    """
    listed = whole(vaccinations.listed, db, actor, pet.id)
    given = [dose for dose in listed if dose.status is Status.PUBLISHED and _was_given(dose)]
    heads = (
        _("Vaccine"),
        _("Product"),
        _("Batch"),
        _("Date given"),
        _("Valid until"),
        _("Veterinarian"),
    )
    table = Table(heads, (20, 26, 14, 16, 16, 18), [_row(dose) for dose in given])
    shown: list[Block] = [table if given else Prose(_("No dose is on file."))]
    if any(dose.source is Source.CERTIFICATE for dose in given):
        told = _("* From a certificate shown to the clinic; it was given elsewhere.")
        shown.append(Prose(told, quiet=True))
    return [*shown, Signature([_("Place and date"), _("Signature and stamp of the veterinarian")])]


def _was_given(dose: Given) -> bool:
    return dose.given_on is not None or dose.planned_on is None


def _row(dose: Given) -> list[str]:
    elsewhere = " *" if dose.source is Source.CERTIFICATE else ""
    product = ", ".join(part for part in (dose.product_name, dose.manufacturer) if part)
    return [
        _(dose.type) + elsewhere,
        product,
        dose.batch,
        clock.short_date(dose.given_on) if dose.given_on else _("Unknown"),
        clock.short_date(dose.valid_until) if dose.valid_until else _("Needs no other"),
        "" if elsewhere else dose.author,
    ]
