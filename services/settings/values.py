"""The settings, typed: what each may be, and what ships."""

import re
from datetime import date
from typing import Annotated, Any, Literal, get_args

from babel import Locale
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, field_validator

from services.core import clock, contacts

RecordType = Literal[
    "note",
    "diagnosis",
    "imaging",
    "laboratory",
    "treatment",
    "vaccination",
    "weight",
    "temperature",
]
NotePart = Literal["subjective", "objective", "assessment", "plan"]
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
Channel = Literal["email", "sms", "push"]
FileType = Literal["pdf", "jpeg", "png", "webp", "heic"]
RECORD_TYPES: tuple[RecordType, ...] = get_args(RecordType)
RECORD_COLORS: dict[RecordType, str] = {
    "note": "#0d6b5b",
    "diagnosis": "#a03a6b",
    "imaging": "#3f51a3",
    "laboratory": "#8a4b08",
    "treatment": "#00687a",
    "vaccination": "#2f6b2f",
    "weight": "#5b5f97",
    "temperature": "#8a3f5f",
}
NOTE_PARTS: tuple[NotePart, ...] = get_args(NotePart)
WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)
FILE_TYPES: tuple[FileType, ...] = get_args(FileType)

_ENGLISH = Locale("en")
_COLOR = "^#[0-9a-fA-F]{6}$"
_CLOCK = r"([01]\d|2[0-3]):[0-5]\d"
_SPAN = rf"{_CLOCK}-({_CLOCK}|24:00)"
_HOURS = rf"^({_SPAN}(, {_SPAN}){{0,3}})?$"


def _parts(typed: Any) -> Any:
    """Read a list as people type it: separated by commas."""
    if isinstance(typed, str):
        return [part.strip() for part in typed.split(",") if part.strip()]
    return typed


def _address(typed: Any) -> Any:
    """Read an e-mail address; none at all is fine, too."""
    if not isinstance(typed, str) or not typed.strip():
        return typed if not isinstance(typed, str) else ""
    read = contacts.email(typed.strip())
    if read is None:
        raise ValueError("not an e-mail address")
    return read


def _hours(typed: Any) -> Any:
    """Read the hours of a day, such as 8:30 - 12:00, 14:00 - 18:00; empty: closed."""
    if not isinstance(typed, str):
        return typed
    spans = (re.sub(r"\s*[-\u2013]\s*", "-", span.strip()) for span in typed.split(","))
    return ", ".join(re.sub(r"(?<!\d)(\d:)", r"0\1", span) for span in spans if span)


def _one_after_the_other(hours: str) -> str:
    times = re.split("-|, ", hours) if hours else []
    if times != sorted(set(times)):
        raise ValueError("not one after the other")
    return hours


def _days_off(typed: Any) -> Any:
    """Read days as people list them: in one line or several."""
    if isinstance(typed, str):
        return sorted({part.strip() for part in re.split(r"[,;\n]", typed) if part.strip()})
    return typed


def _day_off(written: str) -> str:
    """Check a day, such as 2026-12-24, or 12-25 for that day of every year."""
    date.fromisoformat(written if len(written) > 5 else f"2024-{written}")
    return written


Line = Annotated[str, Field(max_length=300)]
Color = Annotated[str, Field(pattern=_COLOR)]
Address = Annotated[str, BeforeValidator(_address), Field(max_length=254)]
Country = Annotated[str, Field(pattern="^[A-Z]{2}$")]
Time = Annotated[str, Field(pattern=f"^({_CLOCK})?$")]
Hours = Annotated[
    str, BeforeValidator(_hours), Field(pattern=_HOURS), AfterValidator(_one_after_the_other)
]
DayOff = Annotated[str, Field(pattern=r"^(\d{4}-)?\d\d-\d\d$"), AfterValidator(_day_off)]
DaysOff = Annotated[list[DayOff], BeforeValidator(_days_off), Field(max_length=100)]
Day = Annotated[int, Field(ge=-365, le=365)]
Days = Annotated[list[Day], BeforeValidator(_parts), Field(max_length=8)]
Countries = Annotated[list[Country], BeforeValidator(_parts), Field(max_length=250)]


def is_color(typed: object) -> bool:
    """Tell whether somebody has typed a colour, such as '#0d6b5b'."""
    return isinstance(typed, str) and re.fullmatch(_COLOR, typed) is not None


class Settings(BaseModel):
    """The settings in force. A field's default is what ships."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    clinic_name: str = Field("Your clinic", min_length=1, max_length=80)
    clinic_short_name: str = Field("", max_length=30)
    clinic_phone: str = Field("", max_length=32)
    clinic_email: Address = ""
    clinic_address: Line = ""
    logo: str = Field("", pattern="^([0-9a-f]{64})?$")  # SHA-256 of a picture, or empty
    accent_color: Color = "#0d6b5b"
    time_zone: str = "America/New_York"
    country: Country = "US"
    currency: str = Field("USD", pattern="^[A-Z]{3}$")
    language: Literal["en", "de"] = "en"
    opening_hours: dict[Weekday, Hours] = dict.fromkeys(WEEKDAYS, "")
    closed_days: DaysOff = []
    answer_hours: int = Field(8, ge=1, le=80)
    emergency_contact: Line = ""
    weight_unit: Literal["kg", "lb"] = "kg"
    temperature_unit: Literal["°C", "°F"] = "°C"
    show_record_author: bool = True
    publish_notify: bool = True  # whether to tell the customer is ticked to begin with

    phone_app: bool = True
    messaging_mode: Literal["disabled", "read_only", "full"] = "full"
    record_types: dict[RecordType, bool] = dict.fromkeys(RECORD_TYPES, True)
    record_colors: dict[RecordType, Color] = dict(RECORD_COLORS)
    note_parts: list[NotePart] = list(NOTE_PARTS)  # released to customers, REC-5
    allow_registration: bool = False
    allow_customer_edit_contact: bool = True
    allow_customer_edit_pet_photo: bool = True
    allow_customer_add_pet: bool = True
    allow_customer_edit_pet: bool = True
    allow_customer_share: bool = False
    allow_staff_share: bool = True
    allow_dicom_download: bool = False
    allow_customer_measurements: bool = False
    allow_document_upload: bool = True
    documents_visible_default: bool = True
    documents_email: Address = ""

    due_soon_days: int = Field(30, ge=0, le=365)
    dose_reminders: bool = False
    reminder_days: Days = [-30, -7, 0, 14]  # before (-) and after the day a dose is due
    reminder_channels: list[Channel] = ["email", "push"]

    message_channels: list[Channel] = ["email", "push"]  # ticked to begin with, below an answer
    messaging_admin_notify: bool = True
    messaging_admin_address: Address = ""
    lead_notify: bool = True
    lead_address: Address = ""
    quiet_from: Time = "21:00"
    quiet_until: Time = "07:00"

    code_minutes: int = Field(10, ge=1, le=10)
    code_tries: int = Field(5, ge=1, le=5)
    code_sends_hour: int = Field(5, ge=1, le=5)
    code_sends_day: int = Field(10, ge=1, le=10)
    code_sends_origin_hour: int = Field(20, ge=1, le=20)
    allow_pin: bool = True
    pin_digits: int = Field(6, ge=6, le=8)  # at least
    session_idle_minutes: int = Field(30, ge=5, le=30)
    session_hours: int = Field(24, ge=1, le=24)
    device_days: int = Field(30, ge=1, le=30)
    staff_idle_minutes: int = Field(30, ge=5, le=30)
    staff_session_hours: int = Field(12, ge=1, le=12)
    sms_countries: Countries = []  # empty: the clinic's own

    mail_provider: Literal["automatic", "sendgrid", "smtp"] = "automatic"

    share_days: int = Field(30, ge=1, le=365)
    share_days_most: int = Field(365, ge=1, le=365)
    allow_share_forever: bool = False

    code_hours_kept: int = Field(24, ge=24, le=168)  # a day: as far as a limit looks back
    session_days_kept: int = Field(30, ge=1, le=365)
    log_days_kept: int = Field(30, ge=1, le=365)
    notice_days_kept: int = Field(7, ge=1, le=90)  # their bodies
    legal_years: int = Field(5, ge=0, le=30)

    page_size: int = Field(20, ge=5, le=100)
    upload_mb: int = Field(25, ge=1, le=100)
    upload_types: list[FileType] = list(FILE_TYPES)

    @field_validator("time_zone")
    @classmethod
    def _zone_exists(cls, name: str) -> str:
        clock.local_zone(name)
        return name

    @field_validator("country")
    @classmethod
    def _country_exists(cls, code: str) -> str:
        if code not in _ENGLISH.territories:
            raise ValueError("no such country")
        return code

    @field_validator("currency")
    @classmethod
    def _currency_exists(cls, code: str) -> str:
        if code not in _ENGLISH.currencies:
            raise ValueError("no such currency")
        return code

    def shows(self, record_type: str) -> bool:
        """Tell whether a type of record is switched on (REC-1)."""
        return {**self.record_types}.get(record_type, True)

    def color(self, record_type: str) -> str:
        """Return the colour of a type's badge; empty for what is no type of record."""
        return {**RECORD_COLORS, **self.record_colors}.get(record_type, "")
