"""What the clinic decides on screen: every setting with its type, default and meaning."""

from time import monotonic
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from sqlmodel import Session, col

from models.settings import Setting
from services import live
from services.access import system
from services.core import clock
from services.core import db as database
from services.core.errors import Invalid

RECORD_TYPES = (
    "note",
    "diagnosis",
    "imaging",
    "laboratory",
    "treatment",
    "vaccination",
    "weight",
    "temperature",
)
_CACHE_SECONDS = 2.0  # another process, such as the command line, may change a setting


class Settings(BaseModel):
    """The settings in force. A field's default is what ships."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    clinic_name: str = Field("Your clinic", min_length=1, max_length=80)
    clinic_short_name: str = Field("", max_length=30)
    clinic_phone: str = Field("", max_length=32)
    clinic_email: str = Field("", max_length=254)
    clinic_address: str = Field("", max_length=300)
    emergency_contact: str = Field("", max_length=300)
    accent_color: str = Field("#0d6b5b", pattern="^#[0-9a-fA-F]{6}$")
    time_zone: str = "America/New_York"
    country: str = Field("US", pattern="^[A-Z]{2}$")
    language: Literal["en", "de"] = "en"
    weight_unit: Literal["kg", "lb"] = "kg"
    temperature_unit: Literal["°C", "°F"] = "°C"
    show_record_author: bool = True

    messaging_mode: Literal["disabled", "read_only", "full"] = "full"
    record_types: dict[str, bool] = dict.fromkeys(RECORD_TYPES, True)
    note_parts: list[str] = ["subjective", "objective", "assessment", "plan"]  # released, REC-5
    allow_document_upload: bool = True
    allow_dicom_download: bool = False
    due_soon_days: int = Field(30, ge=0, le=365)
    page_size: int = Field(20, ge=5, le=100)

    code_minutes: int = Field(10, ge=1, le=10)
    code_tries: int = Field(5, ge=1, le=5)
    code_sends_hour: int = Field(5, ge=1, le=5)
    code_sends_day: int = Field(10, ge=1, le=10)
    code_sends_origin_hour: int = Field(20, ge=1, le=20)
    allow_pin: bool = True
    session_idle_minutes: int = Field(30, ge=5, le=30)
    session_hours: int = Field(24, ge=1, le=24)
    device_days: int = Field(30, ge=1, le=30)
    sms_countries: list[str] = []  # empty: the clinic's own

    @field_validator("time_zone")
    @classmethod
    def _zone_exists(cls, name: str) -> str:
        clock.local_zone(name)
        return name

    def shows(self, record_type: str) -> bool:
        """Tell whether a type of record is switched on (REC-1)."""
        return self.record_types.get(record_type, True)


class _Cache:
    """The settings as they were a moment ago."""

    settings: Settings | None = None
    until = 0.0


def cached() -> Settings | None:
    """Return the settings if they were read a moment ago."""
    return _Cache.settings if _Cache.until > monotonic() else None


def load(db: Session) -> Settings:
    """Return the settings in force."""
    found = cached()
    if found is None:
        stored = {row.key: row.value for row in db.exec(system(Setting))}
        found = _Cache.settings = Settings(**stored)
        _Cache.until = monotonic() + _CACHE_SECONDS
        clock.use_zone(found.time_zone)
    return found


def change(db: Session, **values: Any) -> Settings:
    """Change settings, and have every open tab look again.

    Raises:
        Invalid: A value does not fit its setting; `field` names it.
    """
    forget()
    merged = load(db).model_dump() | values
    try:
        made = Settings(**merged)
    except ValidationError as fault:
        field = str(fault.errors()[0]["loc"][0])
        raise Invalid("This value does not fit the setting {key}.", field, key=field) from None
    unknown = values.keys() - Settings.model_fields.keys()
    if unknown:
        raise Invalid("There is no setting {key}.", key=min(unknown))
    for key in values:
        row = db.exec(system(Setting).where(col(Setting.key) == key)).first()
        row = row or Setting(key=key, value=None)
        row.value = made.model_dump()[key]
        db.add(row)
    db.flush()
    forget()
    database.after_commit(db, forget)
    live.publish(db, live.SettingsChanged())
    return made


def forget() -> None:
    """Read the settings anew the next time."""
    _Cache.settings, _Cache.until = None, 0.0
