"""The clinic itself: what it is called, where it is, who works there and what they may do."""

from base64 import b32encode
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from models.bell import StaffNotification
from models.documents import Document
from models.messaging import Thread
from models.staff import Group, GroupMembership, Location, LocationMembership, StaffMember
from services import settings
from services.access import Permission
from services.bell import Told
from services.core import passwords, tokens
from services.demo.book import Book, stable
from services.settings import WEEKDAYS
from services.staff import GROUPS, NOTICES

PASSWORD = "correct-horse-demo"  # noqa: S105 - printed at every start of the demo
_SETTINGS = {
    "clinic_name": "Willow Lane Veterinary Clinic",
    "clinic_short_name": "Willow Lane",
    "clinic_phone": "(202) 555-0100",
    "clinic_email": "desk@willowlane.test",
    "clinic_address": "1 Willow Lane, Fernbrook, NY 12571",
    "opening_hours": dict.fromkeys(WEEKDAYS[:5], "08:30-12:00, 14:00-18:00")
    | {"saturday": "09:00-12:00", "sunday": ""},
    "closed_days": ["01-01", "07-04", "12-25"],
    "emergency_contact": (
        "Outside opening hours call the Hudson Animal Emergency Line, (202) 555-0199,"
        " at any time of day or night."
    ),
    "accent_color": "#a8481f",
    "country": "US",
    "time_zone": "America/New_York",
    "weight_unit": "lb",
    "temperature_unit": "°F",
}
_LOCATIONS = (
    ("Willow Lane", "1 Willow Lane", "12571", "Fernbrook", "(202) 555-0100"),
    ("Stonebridge", "88 Canal Street", "12583", "Stonebridge", "(202) 555-0105"),
)
_STAFF = (  # key, name, title, group, the locations they work at
    ("ada", "Ada Abbott", "Practice manager", "Administrators", (0, 1)),
    ("vera", "Dr. Vera Voss", "Veterinarian", "Veterinarians", (0, 1)),
    ("noah", "Dr. Noah Lindqvist", "Veterinarian", "Veterinarians", (1,)),
    ("frank", "Frank Foster", "Front desk", "Front desk", (0,)),
    ("ria", "Ria Reyes", "Bookkeeper", "Read only", (0,)),
)


def prepare(db: Session) -> None:
    """Put up the sign: name, address, colour, country and clock of the clinic."""
    settings.put(db, **_SETTINGS)
    settings.load(db)


def open_doors(book: Book) -> None:
    """Note down the locations, the groups and the staff."""
    began = book.moment(book.ago(12.5), 0)
    for position, (name, street, postal_code, city, phone) in enumerate(_LOCATIONS):
        book.add(
            Location(
                id=stable("location", position),
                created_at=began,
                name=name,
                position=position,
                street=street,
                postal_code=postal_code,
                city=city,
                phone=phone,
            )
        )
    for name, permissions in GROUPS.items():
        book.add(
            Group(
                id=stable("group", name),
                created_at=began,
                name=name,
                permissions=[word for word in Permission if word in permissions],
                notices=NOTICES.get(name, {}),
            )
        )
    hashed = passwords.kept(PASSWORD)
    for key, name, title, group, places in _STAFF:
        _hire(book, (key, name, title), hashed)
        book.add(GroupMembership(staff_member_id=staff_id(key), group_id=stable("group", group)))
        for place in places:
            book.add(
                LocationMembership(
                    staff_member_id=staff_id(key), location_id=stable("location", place)
                )
            )


def ring(book: Book, event: Told, row: Thread | Document, moment: datetime) -> None:
    """Have the staff's bell tell of something that waits."""
    book.add(
        StaffNotification(
            id=stable("notification", row.id),
            event=event,
            customer_id=row.customer_id,
            about_id=row.id,
            created_at=moment,
            happened_at=moment,
            mailed=True,
        )
    )


def staff_id(key: str) -> UUID:
    """Return the id of a staff member, such as `vera`."""
    return stable("staff", key)


def staff_name(key: str) -> str:
    """Return what a staff member is called."""
    return next(name for known, name, *_ in _STAFF if known == key)


def totp_secret(key: str) -> str:
    """Return a second factor that stays the same, so that an authenticator can be kept."""
    return b32encode(stable("totp", key).bytes + stable("totp", key, 2).bytes[:4]).decode()


def _hire(book: Book, who: tuple[str, str, str], hashed: str) -> None:
    key, name, title = who
    book.add(
        StaffMember(
            id=staff_id(key),
            created_at=book.moment(book.ago(6), 0),
            name=name,
            email=f"{key}@demo.test",
            title=title,
            password_hash=hashed,
            totp_secret=tokens.seal(totp_secret(key)),
        )
    )
