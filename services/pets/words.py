"""What a pet's fields say in words: its age, its sex."""

from datetime import date

from models.pets import Pet, Sex
from services.core.i18n import plural
from services.core.i18n import translate as _

_DAYS_UNTIL_WEEKS = 14
_WEEKS_UNTIL_MONTHS = 16


def age(born: date, on: date, *, estimated: bool = False) -> str:
    """Say how old a pet is on a day: '11 weeks', '3 years 2 months', 'about 7 years'.

    Args:
        on: Today, or the day the pet died.
        estimated: Whether the birth date is only known roughly.
    """
    said = _exact_age(born, on, rough=estimated)
    return _("about {age}", age=said) if said and estimated else said


def sex(pet: Pet) -> str:
    """Say a pet's sex and whether it is neutered, as far as either is known."""
    if pet.neutered is None:
        said = {Sex.MALE: _("Male"), Sex.FEMALE: _("Female")}
    elif pet.neutered:
        said = {Sex.MALE: _("Male, neutered"), Sex.FEMALE: _("Female, spayed")}
        said[Sex.UNKNOWN] = _("Neutered")
    else:
        said = {Sex.MALE: _("Male, not neutered"), Sex.FEMALE: _("Female, not spayed")}
    return said.get(pet.sex, "")


def _exact_age(born: date, on: date, *, rough: bool) -> str:
    days = (on - born).days
    if days < 0:
        return ""
    if days < _DAYS_UNTIL_WEEKS:
        return plural("{count} day", "{count} days", days)
    if days < _WEEKS_UNTIL_MONTHS * 7:
        return plural("{count} week", "{count} weeks", days // 7)
    years, months = divmod(_months(born, on), 12)
    spoken = [
        plural("{count} year", "{count} years", years) if years else "",
        plural("{count} month", "{count} months", months) if months else "",
    ]
    return " ".join(part for part in spoken[: 1 if rough and years else 2] if part)


def _months(born: date, on: date) -> int:
    """Count the full months that have passed."""
    return (on.year - born.year) * 12 + on.month - born.month - (on.day < born.day)
