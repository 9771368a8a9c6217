"""Settings of the clinic itself: its name, looks, place and units."""

from services.core import i18n
from services.core.i18n import translate as _
from services.settings.registry import Editor, Row, Tab
from services.settings.zones import zones


def _countries() -> dict[str, str]:
    names: dict[str, str] = dict(i18n.locale().territories)  # pyright: ignore
    known = [code for code in names if len(code) == 2 and code not in _NO_COUNTRIES]
    return {code: names[code] for code in sorted(known, key=lambda code: names[code])}


def _currencies() -> dict[str, str]:
    names: dict[str, str] = dict(i18n.locale().currencies)  # pyright: ignore
    return {code: f"{code} · {names[code]}" for code in sorted(names)}


def _languages() -> dict[str, str]:
    return dict(i18n.LANGUAGES)


_NO_COUNTRIES = ("EU", "EZ", "UN", "XA", "XB", "ZZ")  # groups of them, and what is unknown

ROWS = (
    Row(
        "clinic_name",
        Tab.GENERAL,
        Editor.LINE,
        lambda: _("Name of the clinic"),
        lambda: _("Stands at the head of every page, in the tab's title and in every notice."),
    ),
    Row(
        "clinic_short_name",
        Tab.GENERAL,
        Editor.LINE,
        lambda: _("Short name"),
        lambda: _("For text messages, where every letter counts. Empty: the full name."),
    ),
    Row(
        "clinic_phone",
        Tab.GENERAL,
        Editor.LINE,
        lambda: _("Telephone"),
        lambda: _("What customers are asked to call when the portal cannot help them."),
    ),
    Row(
        "clinic_email",
        Tab.GENERAL,
        Editor.LINE,
        lambda: _("E-mail address"),
        lambda: _("Where customers reach you. Answers to the portal's e-mails go there, too."),
    ),
    Row(
        "clinic_address",
        Tab.GENERAL,
        Editor.TEXT,
        lambda: _("Postal address"),
        lambda: _("Stands on printed papers and at the foot of every e-mail."),
    ),
    Row(
        "logo",
        Tab.GENERAL,
        Editor.PICTURE,
        lambda: _("Logo"),
        lambda: _("Stands beside the clinic's name on every page and on printed papers."),
    ),
    Row(
        "accent_color",
        Tab.GENERAL,
        Editor.COLOR,
        lambda: _("Accent colour"),
        lambda: _(
            "Colours buttons, links and the current tab. It is made darker or brighter where "
            "text would be hard to read."
        ),
    ),
    Row(
        "time_zone",
        Tab.GENERAL,
        Editor.SEARCH,
        lambda: _("Time zone"),
        lambda: _("All times are shown as the clocks of this place show them."),
        options=zones,
    ),
    Row(
        "country",
        Tab.GENERAL,
        Editor.SEARCH,
        lambda: _("Country"),
        lambda: _("Telephone numbers without a country code are taken to be from here."),
        options=_countries,
    ),
    Row(
        "currency",
        Tab.GENERAL,
        Editor.SEARCH,
        lambda: _("Currency"),
        lambda: _("Prices and invoices are written in it."),
        options=_currencies,
        feature_pending=True,
    ),
    Row(
        "language",
        Tab.GENERAL,
        Editor.CHOICE,
        lambda: _("Language"),
        lambda: _("For whoever has chosen none and whose browser asks for none that we speak."),
        options=_languages,
    ),
    Row(
        "opening_hours",
        Tab.GENERAL,
        Editor.HOURS,
        lambda: _("Opening hours"),
        lambda: _(
            "Such as 08:30-12:00, 14:00-18:00; an empty day is closed. Customers read where "
            "they write by when you usually answer. Without any hours, they read nothing of it."
        ),
    ),
    Row(
        "closed_days",
        Tab.GENERAL,
        Editor.TEXT,
        lambda: _("Closed days"),
        lambda: _(
            "Holidays and other days on which you are closed, such as 2026-11-26, or 12-25 for "
            "that day of every year; separated by commas."
        ),
    ),
    Row(
        "answer_hours",
        Tab.GENERAL,
        Editor.NUMBER,
        lambda: _("Time for an answer"),
        lambda: _("Within how many opening hours you usually answer a message."),
        lambda: _("hours"),
    ),
    Row(
        "emergency_contact",
        Tab.GENERAL,
        Editor.TEXT,
        lambda: _("In an emergency"),
        lambda: _(
            "Whom customers call outside the opening hours. They read it where they write to you, "
            "and call a telephone number in it with one tap."
        ),
    ),
    Row(
        "weight_unit",
        Tab.GENERAL,
        Editor.CHOICE,
        lambda: _("Unit of weight"),
        lambda: _("Weights are shown in it. What was typed in another unit stays as it was typed."),
        options=lambda: {"kg": _("Kilograms"), "lb": _("Pounds")},
    ),
    Row(
        "temperature_unit",
        Tab.GENERAL,
        Editor.CHOICE,
        lambda: _("Unit of temperature"),
        lambda: _("Temperatures are shown in it."),
        options=lambda: {"°C": _("Degrees Celsius"), "°F": _("Degrees Fahrenheit")},
    ),
    Row(
        "show_record_author",
        Tab.GENERAL,
        Editor.SWITCH,
        lambda: _("Name the author of a record"),
        lambda: _("Customers see who wrote each entry. Staff always do."),
    ),
)
