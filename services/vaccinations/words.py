"""How doses and required vaccines read, on screen and on paper."""

from datetime import date

from models.base import Status
from models.vaccinations import Source
from services.core import clock
from services.core.i18n import translate as _
from services.vaccinations.coverage import Standing
from services.vaccinations.listing import Given
from services.vaccinations.requirements import Need
from services.vaccinations.status import State


def state(dose: Given) -> str:
    """Say what a dose means today."""
    return states()[dose.state]


def states() -> dict[State, str]:
    """Name what a dose can mean."""
    return {
        State.PLANNED: _("Planned"),
        State.DUE_SOON: _("Due soon"),
        State.OVERDUE: _("Overdue"),
        State.GIVEN: _("Given"),
    }


def day(dose: Given) -> str:
    """Say when a dose was given, or is to be."""
    if dose.given_on:
        return clock.long_date(dose.given_on)
    if dose.planned_on:
        return _("Planned for {date}", date=clock.long_date(dose.planned_on))
    return _("Date given unknown")


def facts(dose: Given) -> list[tuple[str, str]]:
    """List what is known of a dose, each with its label."""
    told = (
        (_("Product"), dose.product_name),
        (_("Manufacturer"), dose.manufacturer),
        (_("Batch"), dose.batch),
        (_("Valid until"), clock.long_date(dose.valid_until) if dose.valid_until else ""),
        (_("Injection site"), dose.site),
        (_("Route"), dose.route),
        (_("Source"), _("Certificate") if dose.source is Source.CERTIFICATE else ""),
    )
    return [(label, text) for label, text in told if text]


def kept(dose: Given) -> str:
    """Say why customers do not see a dose; empty where they do."""
    if dose.void:
        return _("Taken back as a mistake")
    said = {Status.DRAFT: _("Draft"), Status.PRIVATE: _("Private"), Status.PUBLISHED: ""}
    return said[dose.status]


def standing(need: Need) -> str:
    """Say how a pet stands with a required vaccine (IMM-5)."""
    return standings()[need.standing]


def standings() -> dict[Standing, str]:
    """Name how a pet can stand; one that is too young is exempt until it is old enough."""
    return {
        Standing.VALID: _("Valid"),
        Standing.EXPIRES_SOON: _("Expires soon"),
        Standing.EXPIRED: _("Expired"),
        Standing.IN_REVIEW: _("In review"),
        Standing.MISSING: _("Missing"),
        Standing.EXEMPT: _("Exempt"),
        Standing.TOO_YOUNG: _("Exempt"),
    }


def until(need: Need) -> str:
    """Say the date that belongs to how a pet stands, and what it waits for; empty for neither."""
    waits = _("a document waits to be looked at") if need.waits else ""
    return " · ".join(part for part in (_until(need), waits) if part)


def _until(need: Need) -> str:
    if need.standing is Standing.EXEMPT and need.cover.exempt_until:
        return _("Exempt until {date}", date=clock.long_date(need.cover.exempt_until))
    if need.standing is Standing.TOO_YOUNG and need.cover.required_from:
        return _("Needed from {date}", date=clock.long_date(need.cover.required_from))
    end = need.cover.expires_on
    if end is None:
        return ""
    if end == date.max:
        return _("Needs no other")
    if need.standing in (Standing.VALID, Standing.EXPIRES_SOON):
        return _("Valid until {date}", date=clock.long_date(end))
    return _("Expired on {date}", date=clock.long_date(end)) if end < clock.today() else ""
