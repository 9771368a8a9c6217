"""The weights, or the temperatures, of the pet in the address."""

from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from sqlmodel import Session

from models.base import Status
from models.measurements import Quantity
from models.pets import Pet
from services import access, measurements
from services.access import Actor
from services.core import clock
from services.core.errors import NotFound
from services.core.i18n import translate as _
from services.core.units import figure
from services.measurements import Measured, Series, writing
from services.records.paging import Page, Wanted
from states.base import Audience, PortalState
from states.charts import Chart, Spot, course_chart
from states.paging import PagedState, Service

_SPACE = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True)
class MeasuredRow:
    """One measurement."""

    id: str
    date: str
    time: str
    value: str  # with its unit
    typed: str  # as it was typed, where that was in another unit
    at_home: bool
    mine: bool  # the customer who looks may correct it
    author: str
    notes: str
    status: str = ""  # where it is not published


class MeasurementsState(PagedState, PortalState):
    """The weight tab, or the temperature tab."""

    AUDIENCE: ClassVar[Audience] = Audience.SIGNED_IN
    SCREEN = "measurements"

    rows: list[MeasuredRow] = []
    chart: Chart = Chart()
    guide: str = ""  # what an adult of the breed usually weighs
    adds: bool = False  # the customer may add what they measure at home

    def _service(self) -> Service:
        return partial(_listed, tab=self._tab)

    def _fill(self, page: Page[Measured], found: tuple[Chart, str, UUID | None]) -> None:
        chart, self.guide, writer = found
        self.adds = writer is not None
        self.rows = [_measured_row(one, writer) for one in page.rows]
        if chart != self.get_value("chart"):  # turning a page sends no chart again
            self.chart = chart

    def _empty(self) -> None:
        self.rows, self.chart, self.guide, self.adds = [], Chart(), "", False


def _listed(
    db: Session, actor: Actor, pet_id: UUID, wanted: Wanted, *, tab: str
) -> tuple[Page[Measured], Any]:
    try:
        quantity = Quantity(tab)
    except ValueError:
        raise NotFound from None
    page = measurements.listed(db, actor, pet_id, quantity, wanted)
    found = measurements.series(db, actor, pet_id, quantity)
    spots = [
        Spot(when, value, mark="home" if home else "", low=found.low, high=found.high)
        for when, value, home in found.points
    ]
    pet = access.find(db, actor, Pet, pet_id)
    writer = actor.customer_id if writing.may_measure(db, actor, pet) else None
    # Hundreds of points take a while to label, which must not hold up the event loop.
    return page, (course_chart(spots, unit=found.unit), _guide(found), writer)


def _measured_row(measured: Measured, writer: UUID | None) -> MeasuredRow:
    return MeasuredRow(
        id=str(measured.id),
        date=clock.short_date(clock.local(measured.moment).date()),
        time=clock.time(measured.moment),
        value=f"{measured.number}{_SPACE}{measured.unit}",
        typed=_("entered as {value}", value=measured.typed) if measured.typed else "",
        at_home=measured.at_home,
        mine=writer is not None and measured.measured_by_id == writer,
        author=measured.author,
        notes=measured.notes,
        status=_unpublished(measured.status),
    )


def _unpublished(status: Status) -> str:
    return {Status.DRAFT: _("Draft"), Status.PRIVATE: _("Private")}.get(status, "")


def _guide(series: Series) -> str:
    if series.low is None or series.high is None:
        return ""
    low, high = figure(series.low), figure(series.high)
    return _(
        "Adults of this breed usually weigh {low} to {high} {unit}.",
        low=low,
        high=high,
        unit=series.unit,
    )
