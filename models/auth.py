"""Sign-in codes, sessions, devices, PINs. Nothing here helps whoever reads the database."""

from datetime import datetime
from uuid import UUID

from sqlmodel import CheckConstraint, Field, Index

from models.base import Record


class SignInCode(Record, table=True):
    """One code asked for by one browser, whether or not anybody has that contact.

    `code_hash` stays empty until the code is made, which happens at the moment of sending.
    """

    __table_args__ = (
        Index("ix_signincode_contact", "contact", "created_at"),
        Index("ix_signincode_origin", "origin", "created_at"),
        Index("ix_signincode_send_to", "send_to", "created_at"),
    )

    contact: str = Field(max_length=254)  # as typed, normalised: what recognised the customer
    channel: str = Field(default="email", max_length=8)  # email, sms: how it was asked for
    send_to: str = Field(default="", max_length=254)  # the contact on file it went to
    origin: str = Field(max_length=64)  # the address the request came from
    browser_hash: str = Field(max_length=64, index=True)  # SHA-256 of that browser's cookie
    code_hash: str = Field(default="", max_length=64)
    wrong_tries: int = 0
    expires_at: datetime
    used_at: datetime | None = None
    next_path: str = Field(default="/", max_length=200)
    first_name: str = Field(default="", max_length=60)  # of somebody who wants to register
    last_name: str = Field(default="", max_length=60)
    language: str = Field(default="", max_length=5)  # that they were spoken to in
    # Whose new contact it confirms; such a code signs nobody in.
    customer_id: UUID | None = Field(default=None, foreign_key="customer.id", index=True)


class SpentProof(Record, table=True):
    """A proof of work that was handed in, so that it cannot be handed in twice."""

    nonce: str = Field(max_length=64, unique=True)
    expires_at: datetime


class Device(Record, table=True):
    """A browser on which a customer signed in by code and asked to be remembered."""

    token_hash: str = Field(max_length=64, unique=True)
    customer_id: UUID = Field(foreign_key="customer.id", index=True)
    name: str = Field(default="", max_length=80)  # such as Firefox on Android
    seen_at: datetime
    expires_at: datetime
    forgotten_at: datetime | None = None


class Pin(Record, table=True):
    """A customer's PIN. Good only on a remembered device."""

    customer_id: UUID = Field(foreign_key="customer.id", unique=True)
    pin_hash: str = Field(max_length=200)  # argon2id
    wrong_tries: int = 0  # in a row; a code sign-in does not reset it, the right PIN does
    wrong_since_code: int = 0  # at the limit only a code helps


class AuthSession(Record, table=True):
    """One signed-in browser of one customer or one staff member."""

    __table_args__ = (
        CheckConstraint("(customer_id IS NULL) != (staff_member_id IS NULL)", name="one_person"),
    )

    token_hash: str = Field(max_length=64, unique=True)
    customer_id: UUID | None = Field(default=None, foreign_key="customer.id", index=True)
    staff_member_id: UUID | None = Field(default=None, foreign_key="staffmember.id", index=True)
    device_id: UUID | None = Field(default=None, foreign_key="device.id", index=True)
    browser: str = Field(default="", max_length=80)  # such as Firefox on Android
    origin: str = Field(default="", max_length=64)  # the address it was begun from
    confirmed_at: datetime | None = None  # when a staff member last proved again who they are
    former_hash: str = Field(default="", max_length=64, index=True)  # the token before that
    viewing_id: UUID | None = None  # the customer as whom a staff member looks at the portal
    seen_at: datetime
    expires_at: datetime
    ended_at: datetime | None = None


class StaffTry(Record, table=True):
    """One try to sign in as staff, whether or not anybody has that address."""

    __table_args__ = (
        Index("ix_stafftry_account", "account", "created_at"),
        Index("ix_stafftry_origin", "origin", "created_at"),
    )

    account: str = Field(max_length=64)  # keyed hash of what was typed, and of a known browser
    origin: str = Field(default="", max_length=64)
    right: bool = False  # a try that is not evaluated yet counts as wrong


class RecoveryCode(Record, table=True):
    """Stands in for a staff member's authenticator, once."""

    staff_member_id: UUID = Field(foreign_key="staffmember.id", index=True)
    code_hash: str = Field(max_length=64)
    used_at: datetime | None = None


class Invitation(Record, table=True):
    """Lets somebody choose a password and an authenticator, once.

    Without a staff member it is the code with which the first administrator is made.
    """

    token_hash: str = Field(max_length=64, unique=True)
    staff_member_id: UUID | None = Field(default=None, foreign_key="staffmember.id", index=True)
    totp_secret: str = Field(default="", max_length=200)  # sealed; theirs once a code proves it
    expires_at: datetime
    used_at: datetime | None = None
