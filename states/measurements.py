"""The weights, or the temperatures, of the pet in the address."""

from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from sqlmodel import Session

from models.base import Status
from models.measurements import Quantity
from services import measurements
from services.access import Actor
from services.core import clock
from services.core.errors import NotFound
from services.core.i18n import translate as _
from services.core.units import figure
from services.measurements import Measured, Series
from services.records.paging import Page, Wanted
from states.base import Audience, PortalState
from states.charts import Chart, line_chart
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

    def _service(self) -> Service:
        return partial(_listed, tab=self._tab)

    def _fill(self, page: Page[Measured], found: tuple[Chart, str]) -> None:
        self.rows = [_measured_row(one) for one in page.rows]
        chart, self.guide = found
        if chart != self.get_value("chart"):  # turning a page sends no chart again
            self.chart = chart

    def _empty(self) -> None:
        self.rows, self.chart, self.guide = [], Chart(), ""


def _listed(
    db: Session, actor: Actor, pet_id: UUID, wanted: Wanted, *, tab: str
) -> tuple[Page[Measured], Any]:
    try:
        quantity = Quantity(tab)
    except ValueError:
        raise NotFound from None
    page = measurements.listed(db, actor, pet_id, quantity, wanted)
    found = measurements.series(db, actor, pet_id, quantity)
    # Hundreds of points take a while to label, which must not hold up the event loop.
    chart = line_chart(found.points, unit=found.unit, low=found.low, high=found.high)
    return page, (chart, _guide(found))


def _measured_row(measured: Measured) -> MeasuredRow:
    return MeasuredRow(
        id=str(measured.id),
        date=clock.short_date(clock.local(measured.moment).date()),
        time=clock.time(measured.moment),
        value=f"{measured.number}{_SPACE}{measured.unit}",
        typed=_("entered as {value}", value=measured.typed) if measured.typed else "",
        at_home=measured.at_home,
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
