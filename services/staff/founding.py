"""Who works at the clinic: the groups that ship, and the first administrator."""

from dataclasses import dataclass, field

from pyotp import random_base32
from pyotp.totp import TOTP
from sqlmodel import Session, col

from models.auth import Invitation
from models.staff import Group, GroupMembership, Location, LocationMembership, StaffMember
from services import audit, settings
from services.access import Permission, system
from services.audit import Event
from services.bell import GLOBAL, LOCAL, Told
from services.core import contacts, passwords, text, tokens
from services.core.errors import Conflict, Invalid

ADMINISTRATORS = "Administrators"
VETERINARIANS = "Veterinarians"
FRONT_DESK = "Front desk"
READ_ONLY = "Read only"

_FOR_ADMINISTRATORS = {
    Permission.MANAGE_STAFF,
    Permission.CHANGE_SETTINGS,
    Permission.SEE_AUDIT,
    Permission.EXPORT,
}
_READING = {Permission.VIEW_RECORDS, Permission.READ_MESSAGES}

GROUPS: dict[str, frozenset[Permission]] = {
    ADMINISTRATORS: frozenset(Permission),
    VETERINARIANS: frozenset(Permission) - _FOR_ADMINISTRATORS,
    FRONT_DESK: frozenset(
        _READING
        | {
            Permission.MANAGE_CUSTOMERS,
            Permission.MANAGE_PETS,
            Permission.WRITE_MEASUREMENTS,
            Permission.ANSWER_MESSAGES,
            Permission.REVIEW_DOCUMENTS,
            Permission.SEND_NOTICES,
            Permission.SHARE,
            Permission.MANAGE_LEADS,
        }
    ),
    READ_ONLY: frozenset(_READING),
}


# What the shipped groups are told of at first.
NOTICES: dict[str, dict[str, str]] = {
    ADMINISTRATORS: dict.fromkeys(
        (Told.LEAD_RECEIVED, Told.DELETION_ASKED, Told.DELIVERY_FAILED), GLOBAL
    ),
    VETERINARIANS: dict.fromkeys((Told.DOCUMENT_UPLOADED, Told.MESSAGE_RECEIVED), LOCAL),
    FRONT_DESK: dict.fromkeys(Told, GLOBAL),
}


@dataclass(frozen=True)
class NewAdministrator:
    """What the first administrator is made from. `password_hash` comes from passwords.kept."""

    name: str
    email: str
    password_hash: str = field(repr=False)
    location: str = ""  # what to call the first location, if there is none; empty: as the clinic


def seed_groups(db: Session) -> dict[str, Group]:
    """Make the shipped groups that are missing.

    What the clinic changed stays; Administrators alone always hold every permission.
    """
    groups = {group.name: group for group in db.exec(system(Group))}
    for name, permissions in GROUPS.items():
        ordered = [permission.value for permission in Permission if permission in permissions]
        if name not in groups:
            told = NOTICES.get(name, {})
            groups[name] = Group(name=name, permissions=ordered, notices=told)
            db.add(groups[name])
        elif name == ADMINISTRATORS and set(groups[name].permissions) != set(ordered):
            groups[name].permissions = ordered
            db.add(groups[name])
            audit.record(db, None, Event.GROUP_CHANGED, groups[name], permissions=ordered)
    db.flush()
    return groups


def first_location(db: Session, name: str = "") -> Location:
    """Return the clinic's first location, and make it if there is none."""
    by_position = system(Location).order_by(col(Location.position), col(Location.created_at))
    found = db.exec(by_position).first()
    if found is None:
        found = Location(name=(name.strip() or settings.load(db).clinic_name)[:80])
        db.add(found)
        db.flush()
    return found


def check_password(db: Session, password: str, name: str, email: str) -> None:
    """Refuse a password that would be guessed for this person at this clinic.

    Raises:
        Invalid: See passwords.check.
    """
    clinic = settings.load(db)
    passwords.check(password, clinic.clinic_name, clinic.clinic_short_name, name, email)


def add_administrator(db: Session, new: NewAdministrator) -> tuple[StaffMember, str]:
    """Add somebody who may do everything, with a second factor.

    Returns:
        The staff member, and the otpauth address for their authenticator app. It is kept sealed
        and never shown again.

    Raises:
        Invalid: The name or the e-mail address cannot be one.
        Conflict: A staff member has this address already.
    """
    name = text.clean(new.name, field="name", limit=120)
    email = contacts.email(new.email.strip())
    if email is None or len(email) > 254:
        raise Invalid("Please enter an e-mail address such as name@example.com.", "email")
    if db.exec(system(StaffMember).where(col(StaffMember.email) == email)).first():
        raise Conflict("There is a staff member with this e-mail address already.")
    location, groups = first_location(db, new.location), seed_groups(db)
    secret = random_base32()
    member = StaffMember(
        name=name,
        email=email,
        password_hash=new.password_hash,
        totp_secret=tokens.seal(secret),
    )
    db.add(member)
    db.flush()
    db.add(GroupMembership(staff_member_id=member.id, group_id=groups[ADMINISTRATORS].id))
    db.add(LocationMembership(staff_member_id=member.id, location_id=location.id))
    db.flush()
    audit.record(db, None, Event.STAFF_MEMBER_ADDED, member, groups=[groups[ADMINISTRATORS].id])
    issuer = settings.load(db).clinic_name.replace(":", " ")
    return member, TOTP(secret).provisioning_uri(name=email, issuer_name=issuer)


def forget(db: Session, member: StaffMember) -> None:
    """Forget somebody who was never able to sign in."""
    for model in (GroupMembership, LocationMembership, Invitation):
        for row in db.exec(system(model).where(model.staff_member_id == member.id)):
            db.delete(row)
    db.flush()
    db.delete(member)
    db.flush()
