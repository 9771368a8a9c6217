"""Settings of what keeps the portal safe: signing in, sharing, keeping and limits."""

from services.core.i18n import translate as _
from services.settings.registry import Editor, Looser, Row, Say, Tab

_S, _P, _A = Tab.SIGN_IN, Tab.PRIVACY, Tab.ADVANCED


def _number(key: str, tab: Tab, label: Say, help: Say, unit: Say) -> Row:
    return Row(key, tab, Editor.NUMBER, label, help, unit=unit)


def _limit(key: str, label: Say, help: Say, unit: Say) -> Row:
    """Describe a limit of signing in: it may be tightened, and never be wider than it ships."""
    return Row(
        key,
        _S,
        Editor.NUMBER,
        label,
        help,
        unit=unit,
        looser=Looser.MORE,
        risk=lambda: _("The more, the less safe. It cannot be made looser than it ships."),
    )


def _minutes() -> str:
    return _("minutes")


def _hours() -> str:
    return _("hours")


def _days() -> str:
    return _("days")


def _times() -> str:
    return _("times")


def _file_types() -> dict[str, str]:
    return {"pdf": "PDF", "jpeg": "JPEG", "png": "PNG", "webp": "WebP", "heic": "HEIC"}


ROWS = (
    _limit(
        "code_minutes",
        lambda: _("A sign-in code is valid for"),
        lambda: _("The shorter, the less time there is to steal it."),
        _minutes,
    ),
    _limit(
        "code_tries",
        lambda: _("Wrong tries at a code"),
        lambda: _("Then only a new code helps."),
        _times,
    ),
    _limit(
        "code_sends_hour",
        lambda: _("Codes to one contact in an hour"),
        lambda: _("Keeps strangers from flooding somebody with codes."),
        _times,
    ),
    _limit(
        "code_sends_day",
        lambda: _("Codes to one contact in a day"),
        lambda: _("Keeps strangers from flooding somebody with codes."),
        _times,
    ),
    _limit(
        "code_sends_origin_hour",
        lambda: _("Codes asked for from one place in an hour"),
        lambda: _("A place is a network address; a household or a clinic shares one."),
        _times,
    ),
    Row(
        "allow_pin",
        _S,
        Editor.SWITCH,
        lambda: _("Customers may sign in by PIN"),
        lambda: _("Only on a device on which they signed in by code before."),
        looser=Looser.ON,
        risk=lambda: _("A PIN is easier to guess than a code."),
    ),
    Row(
        "pin_digits",
        _S,
        Editor.NUMBER,
        lambda: _("A new PIN has at least"),
        lambda: _("PINs that were set before stay valid."),
        unit=lambda: _("digits"),
        looser=Looser.LESS,
        risk=lambda: _("A shorter PIN is easier to guess."),
    ),
    _limit(
        "session_idle_minutes",
        lambda: _("Customers are signed out after idling for"),
        lambda: _("Protects who leaves a page open on somebody else's computer."),
        _minutes,
    ),
    _limit(
        "session_hours",
        lambda: _("Customers stay signed in for at most"),
        lambda: _("However busy they are; then a new code is asked for."),
        _hours,
    ),
    _limit(
        "device_days",
        lambda: _("A device is remembered for"),
        lambda: _("If the customer ticked the box when signing in."),
        _days,
    ),
    _limit(
        "staff_idle_minutes",
        lambda: _("Staff are signed out after idling for"),
        lambda: _("Protects a computer at the front desk that is left alone."),
        _minutes,
    ),
    _limit(
        "staff_session_hours",
        lambda: _("Staff stay signed in for at most"),
        lambda: _("About as long as a working day."),
        _hours,
    ),
    Row(
        "sms_countries",
        _S,
        Editor.LINE,
        lambda: _("Countries that SMS are sent to"),
        lambda: _("Codes such as US, CA, separated by commas. Empty: the clinic's own country."),
        looser=Looser.LONGER,
        risk=lambda: _("Strangers can have SMS sent at your cost to more countries."),
    ),
    Row(
        "share_days",
        Tab.SHARING,
        Editor.NUMBER,
        lambda: _("A link works for"),
        lambda: _("Unless whoever makes it chooses otherwise."),
        unit=_days,
        looser=Looser.MORE,
        risk=lambda: _("The longer a link works, the more people may come by it."),
        feature_pending=True,
    ),
    Row(
        "share_days_most",
        Tab.SHARING,
        Editor.NUMBER,
        lambda: _("A link works for at most"),
        lambda: _("Nobody can choose longer."),
        unit=_days,
        looser=Looser.MORE,
        risk=lambda: _("The longer a link works, the more people may come by it."),
        feature_pending=True,
    ),
    Row(
        "allow_share_forever",
        Tab.SHARING,
        Editor.SWITCH,
        lambda: _("Links may work for ever"),
        lambda: _("Until somebody revokes them."),
        looser=Looser.ON,
        risk=lambda: _("A forgotten link opens a pet's file for good."),
        feature_pending=True,
    ),
    _number(
        "code_hours_kept",
        _P,
        lambda: _("Used sign-in codes are kept for"),
        lambda: _("Only that there was one, never the code itself."),
        _hours,
    ),
    _number(
        "session_days_kept",
        _P,
        lambda: _("Ended sessions are kept for"),
        lambda: _("Which browser was signed in, and when."),
        _days,
    ),
    Row(
        "log_days_kept",
        _P,
        Editor.NUMBER,
        lambda: _("Logs are kept for"),
        lambda: _("The server's technical notes; they name nobody."),
        unit=_days,
        feature_pending=True,
    ),
    _number(
        "notice_days_kept",
        _P,
        lambda: _("What notices said is kept for"),
        lambda: _("That one was sent stays known; sign-in codes are never kept."),
        _days,
    ),
    Row(
        "legal_years",
        _P,
        Editor.NUMBER,
        lambda: _("Medical records must be kept for"),
        lambda: _("As the law of your country asks. A deleted customer's name is taken out."),
        unit=lambda: _("years"),
        feature_pending=True,
    ),
    _number(
        "page_size",
        _A,
        lambda: _("Lines of a list"),
        lambda: _("How many are shown at a time."),
        lambda: _("lines"),
    ),
    Row(
        "upload_mb",
        _A,
        Editor.NUMBER,
        lambda: _("Largest file"),
        lambda: _("That customers may hand in."),
        unit=lambda: _("MB"),
    ),
    Row(
        "upload_types",
        _A,
        Editor.CHOICES,
        lambda: _("Types of file"),
        lambda: _("That customers may hand in; told by the content, not by the name."),
        options=_file_types,
        looser=Looser.LONGER,
        risk=lambda: _("More types of file are opened by your computers."),
    ),
)
