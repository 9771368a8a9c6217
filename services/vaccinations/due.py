"""What pets are to be vaccinated against next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session

from models.base import Status
from models.pets import Pet
from models.vaccinations import VaccineType
from services import access
from services.access import Actor, system
from services.core import clock
from services.core.i18n import translate as _
from services.records import reading
from services.vaccinations import listing, requirements
from services.vaccinations.coverage import Standing
from services.vaccinations.listing import Known
from services.vaccinations.requirements import Need
from services.vaccinations.status import State, in_words

_URGENCY = {State.OVERDUE: 0, State.DUE_SOON: 1, State.PLANNED: 2}


@dataclass(frozen=True)
class Due:
    """A vaccination that somebody should see to."""

    pet_id: UUID
    vaccine_type_id: UUID
    type: str
    on: date
    state: State  # planned, due soon or overdue
    words: str  # such as 'in 12 days', in the reader's language
    dose_id: UUID | None  # None: what is required is not on file at all
    since: date | None = None  # the day reminders count from; None: nobody knows one

    @property
    def missing(self) -> bool:
        """Whether nothing is known of what is required."""
        return self.dose_id is None


def due(db: Session, actor: Actor, pet_id: UUID) -> list[Due]:
    """List what a pet is to be vaccinated against next, the most pressing first.

    Raises:
        Forbidden: The actor may not read records.
        NotFound: No such pet for the actor, or the clinic does not show vaccinations.
    """
    return due_of(db, actor, [access.find(db, actor, Pet, pet_id)])


def due_of(
    db: Session, actor: Actor, pets: Sequence[Pet], soon_days: int | None = None
) -> list[Due]:
    """List the same for several pets that the actor was shown; nothing is due for the dead.

    Of what is required, only what is wanting is due: not what an exemption covers, nor what the
    clinic is about to look at.

    Args:
        soon_days: How far ahead to look; by default as the settings say.

    Raises:
        Forbidden: The actor may not read records.
        NotFound: The clinic does not show vaccinations.
    """
    reading.allowed(db, actor, requirements.RECORD_TYPE)
    living = [pet for pet in pets if not pet.deceased_on]
    names = {row.id: row.name for row in db.exec(system(VaccineType))}
    wanted = {
        (need.pet_id, need.vaccine_type_id): need
        for need in requirements.needs(db, actor, [pet.id for pet in living], soon_days)
    }
    pressing: dict[tuple[UUID, UUID], Due] = {}
    for known in listing.known(db, actor, living, soon_days):
        key = known.dose.pet_id, known.dose.vaccine_type_id
        if _is_due(known, wanted.get(key)):
            found = _of_dose(known, names[known.dose.vaccine_type_id], wanted.get(key))
            pressing[key] = min(pressing.get(key, found), found, key=_urgency)
    for key, need in wanted.items():
        if need.standing is Standing.MISSING and key not in pressing:
            pressing[key] = _missing(need)
    return sorted(pressing.values(), key=_urgency)


def _is_due(known: Known, need: Need | None) -> bool:
    if known.state is State.GIVEN or known.dose.status is not Status.PUBLISHED:
        return False
    if known.planned or need is None:
        return True
    return need.standing in (Standing.EXPIRED, Standing.EXPIRES_SOON)


def _of_dose(known: Known, type: str, need: Need | None) -> Due:
    return Due(
        pet_id=known.dose.pet_id,
        vaccine_type_id=known.dose.vaccine_type_id,
        type=type,
        on=known.on,
        state=known.state,
        words=_why(in_words(known.on, clock.today()), need),
        dose_id=known.dose.id,
        since=known.on if known.planned else _last_covered(known.on, need),
    )


def _missing(need: Need) -> Due:
    return Due(
        pet_id=need.pet_id,
        vaccine_type_id=need.vaccine_type_id,
        type=need.type,
        on=clock.today(),
        state=State.OVERDUE,
        words=_why(_("not on file"), need),
        dose_id=None,
        since=_last_covered(need.cover.required_from, need),
    )


def _last_covered(day: date | None, need: Need | None) -> date | None:
    """Return the later of a day and the end of an exemption."""
    exempt_until = need.cover.exempt_until if need else None
    return max((one for one in (day, exempt_until) if one), default=None)


def _why(words: str, need: Need | None) -> str:
    """Add why the customer, to whom this is in review, is not asked to see to it."""
    waits = need is not None and need.waits
    return f"{words} · {_('a document waits to be looked at')}" if waits else words


def _urgency(one: Due) -> tuple[int, date, UUID]:
    return _URGENCY[one.state], one.on, one.dose_id or one.vaccine_type_id
