"""When the clinic is open, as its clocks show it, and by when it usually answers (MSG-10)."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from services.core import clock
from services.settings import WEEKDAYS, Settings

Span = tuple[datetime, datetime]

_AHEAD = 90  # days in which an answer is looked for
_DAY, _MINUTE = timedelta(days=1), timedelta(minutes=1)


def known(rules: Settings) -> bool:
    """Tell whether the clinic has said when it is open."""
    return any(rules.opening_hours.values())


def spans(rules: Settings, day: date) -> list[Span]:
    """Return from when until when the clinic is open on a day, in UTC; empty: closed.

    It opens when the clocks first show the one time or are put past it, and closes when they
    show the other for the last time.
    """
    if {day.isoformat(), day.isoformat()[5:]} & set(rules.closed_days):
        return []
    zone = clock.local_zone(rules.time_zone)
    found: list[Span] = []
    for span in filter(None, rules.opening_hours.get(WEEKDAYS[day.weekday()], "").split(", ")):
        begins, ends = span.split("-")
        opened = _moment(day, begins, zone, fold=0), _moment(day, ends, zone, fold=1)
        if opened[0] < opened[1]:
            found.append(opened)
    return found


def is_open(rules: Settings, at: datetime) -> bool:
    """Tell whether the clinic is open at a moment."""
    day = at.astimezone(clock.local_zone(rules.time_zone)).date()
    return any(begins <= at < ends for begins, ends in spans(rules, day))


def answer_by(rules: Settings, at: datetime) -> datetime | None:
    """Return when as many opening hours have passed as an answer usually takes.

    None where the clinic is not open often enough to say.
    """
    left = timedelta(hours=rules.answer_hours)
    day = at.astimezone(clock.local_zone(rules.time_zone)).date()
    for number in range(_AHEAD):
        for begins, ends in spans(rules, day + number * _DAY):
            begins = max(begins, at)
            if begins < ends and left <= ends - begins:
                return begins + left
            left -= max(ends - begins, timedelta())
    return None


def _moment(day: date, written: str, zone: ZoneInfo, *, fold: int) -> datetime:
    """Return when a day's clock shows a time, or is put past it; 24:00 is the end of the day."""
    hours, minutes = map(int, written.split(":"))
    day, hours, fold = (day + _DAY, 0, 0) if hours == 24 else (day, hours, fold)
    shown = datetime.combine(day, time(hours, minutes))
    moment = shown.replace(tzinfo=zone, fold=fold).astimezone(UTC)
    if _shown(moment, zone) == shown:
        return moment
    moment = shown.replace(tzinfo=zone, fold=1).astimezone(UTC)  # before the clocks are put on
    while _shown(moment, zone) < shown:
        moment += _MINUTE
    return moment


def _shown(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.astimezone(zone).replace(tzinfo=None)
