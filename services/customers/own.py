"""What customers change of their own account (AUTH-9, AUTH-14)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlmodel import Session, col
from sqlmodel.sql.expression import SelectOfScalar

from models.auth import SignInCode
from models.customers import Customer
from services import audit, bell, editing, live, settings
from services.access import Actor, system
from services.audit import Event
from services.auth import codes, devices, limits, people, sessions, sign_up
from services.bell import Told
from services.core import clock, contacts
from services.core.errors import Conflict, Forbidden, Invalid, NotFound
from services.core.i18n import translate as _
from services.core.typed import Typed
from services.customers import wishes
from services.customers.accounts import me
from services.customers.entering import read, tell_old
from services.notices import Channel

FIELDS = ("first_name", "last_name", "street", "postal_code", "city", "home_location_id")
_SHOWN = timedelta(days=1)  # after which a change that was never confirmed is forgotten


@dataclass(frozen=True)
class Pending:
    """A new contact that is not in force yet."""

    id: UUID
    channel: Channel
    contact: str
    good: bool  # a code for it can be entered


def may_change(db: Session, actor: Actor) -> bool:
    """Tell whether the actor may change their own data and contacts."""
    own = actor.customer_id is not None and actor.viewer_id is None
    return own and settings.load(db).allow_customer_edit_contact


def update(db: Session, actor: Actor, version: int, form: Mapping[str, object]) -> Customer:
    """Change name, address and home location of the customer who asks, at once.

    Args:
        version: As it was when the form was opened.
        form: By column, as typed; anything else in it is left alone.

    Raises:
        Forbidden: The clinic does not let customers change their data.
        Invalid: A value cannot be; `field` names it.
        Stale: The clinic has saved the same meanwhile.
    """
    customer = _mine(db, actor)
    values = read(db, {name: form[name] for name in FIELDS if name in form}, customer)
    try:
        changed = editing.change(customer, actor, version, values)
    except editing.Stale as stale:
        stale.by = stale.values["name"] = _("Your clinic")
        raise
    if changed:
        db.flush()
        audit.record(db, actor, Event.CUSTOMER_CHANGED, customer, fields=sorted(changed))
        bell.tell(db, Told.CUSTOMER_CHANGED, customer_id=customer.id)
        live.publish(db, live.Changed(customer.id))
    return customer


def update_wishes(db: Session, actor: Actor, version: int, form: Mapping[str, object]) -> Customer:
    """Change what the customer who asks wants to be told, and when not (NOTE-6).

    Raises:
        NotFound: It is a staff member who asks.
        Invalid: Hours cannot be; `field` names them.
        Stale: The clinic has saved the same meanwhile.
    """
    customer = me(db, actor)
    try:
        values = wishes.read(Typed(form), customer.declined)
        changed = editing.change(customer, actor, version, values)
    except editing.Stale as stale:
        stale.by = stale.values["name"] = _("Your clinic")
        raise
    if changed:
        db.flush()
        audit.record(db, actor, Event.CUSTOMER_CHANGED, customer, fields=sorted(changed))
        live.publish(db, live.Changed(customer.id))
    return customer


def ask_for_contact(db: Session, actor: Actor, channel: str, typed: object) -> None:
    """Have a code sent to a new contact. It takes the old one's place once that is entered.

    Nothing here looks at whose contact it is: the answer cannot tell.

    Raises:
        Forbidden: The clinic does not let customers change their contacts.
        Invalid: It cannot be such a contact, is theirs already, or gets no codes.
        TooMany: A limit has been reached; it says how long to wait.
    """
    customer, rules = _mine(db, actor), settings.load(db)
    contact = _contact(channel, typed, rules.country)
    if contact in (customer.email, customer.phone):
        raise Invalid("This is on file already.", "contact")
    if contacts.is_phone(contact) and not people.texts_to(contact, rules):
        raise Invalid("We cannot send a code to this number. Please tell the clinic.", "contact")
    hour = clock.now() - limits.HOUR
    asked = _asked(actor).where(SignInCode.contact == contact, col(SignInCode.created_at) > hour)
    earlier = list(db.exec(asked))
    origin = actor.origin or str(actor.id)
    limits.hold(db, rules, contact, origin, earlier)
    wrong_tries = codes.carried(earlier, rules)
    _drop(db, actor, sign_up.channel_of(contact), but=contact)
    code = SignInCode(
        contact=contact,
        channel=sign_up.channel_of(contact),
        origin=origin[:64],
        browser_hash="",
        customer_id=customer.id,
        wrong_tries=wrong_tries,
        expires_at=clock.now() + timedelta(minutes=rules.code_minutes),
    )
    codes.queue(db, code)
    live.publish(db, live.Changed(customer.id))


def ask_again(db: Session, actor: Actor, id: UUID) -> None:
    """Have another code sent to a new contact.

    Raises:
        NotFound: They have not asked for it.
        Forbidden, TooMany: As for `ask_for_contact`.
    """
    row = _find(db, actor, id)
    ask_for_contact(db, actor, row.channel, row.contact)


def confirm_contact(db: Session, actor: Actor, id: UUID, code: object) -> bool:
    """Put a new contact in force by the code that was sent to it.

    Every other session of the customer ends, and other devices are forgotten (AUTH-8).

    Returns:
        Whether the code was right. A wrong one is counted, hence no error.

    Raises:
        NotFound: They have not asked for it.
        Forbidden: The clinic does not let customers change their contacts.
        Conflict: It has become, or always was, another customer's.
    """
    customer, row = _mine(db, actor), _find(db, actor, id)
    if not codes.use(db, row, code):
        return False
    if sign_up.taken(db, row.contact):
        raise Conflict("This contact cannot be used. Please ask the clinic to see to it.")
    field = "phone" if contacts.is_phone(row.contact) else "email"
    before = people.ways(customer, settings.load(db))
    editing.change(customer, actor, customer.version, {field: row.contact})
    db.flush()
    audit.record(db, actor, Event.CONTACT_CHANGED, customer, fields=[field])
    bell.tell(db, Told.CUSTOMER_CHANGED, customer_id=customer.id)
    tell_old(db, customer, before)
    sessions.end_all_of(db, customer.id, but=actor.session_id)
    for device in devices.of(db, customer.id):
        if device.id != actor.device_id:
            devices.forget(device)
    _drop(db, actor, sign_up.channel_of(row.contact))
    live.publish(db, live.Changed(customer.id))
    return True


def cancel_contact(db: Session, actor: Actor, id: UUID) -> None:
    """Leave the old contact in force.

    Raises:
        NotFound: They have not asked for another.
    """
    row = _find(db, actor, id)
    _drop(db, actor, sign_up.channel_of(row.contact))
    live.publish(db, live.Changed(actor.id))


def pending(db: Session, actor: Actor) -> list[Pending]:
    """List the new contacts of the customer that are not in force yet, e-mail first."""
    rules = settings.load(db)
    if actor.customer_id is None or not rules.allow_customer_edit_contact:
        return []
    return [
        Pending(
            id=row.id,
            channel=sign_up.channel_of(row.contact),
            contact=row.contact,
            good=row.expires_at > clock.now() and row.wrong_tries < rules.code_tries,
        )
        for _channel, row in sorted(_newest(db, actor).items())
    ]


def _mine(db: Session, actor: Actor) -> Customer:
    customer = me(db, actor)
    if not settings.load(db).allow_customer_edit_contact:
        raise Forbidden("Your clinic keeps this up to date. Please tell them what has changed.")
    return customer


def _contact(channel: str, typed: object, country: str) -> str:
    said = typed.strip()[:254] if isinstance(typed, str) else ""
    read = contacts.phone(said, country) if channel == people.SMS else contacts.email(said)
    if read is None:
        raise Invalid("This cannot be a contact. Please check it.", "contact")
    return read


def _find(db: Session, actor: Actor, id: UUID) -> SignInCode:
    """Return what was asked for last for a channel; an earlier code is good for nothing."""
    found = next((row for row in _newest(db, actor).values() if row.id == id), None)
    if found is None:
        raise NotFound
    return found


def _newest(db: Session, actor: Actor) -> dict[str, SignInCode]:
    newest: dict[str, SignInCode] = {}
    for row in db.exec(_open(actor)):
        newest.setdefault(row.channel, row)
    return newest


def _asked(actor: Actor) -> SelectOfScalar[SignInCode]:
    mine = system(SignInCode).where(
        col(SignInCode.customer_id) == actor.customer_id, col(SignInCode.customer_id).is_not(None)
    )
    return mine.order_by(col(SignInCode.created_at).desc())


def _open(actor: Actor) -> SelectOfScalar[SignInCode]:
    since = clock.now() - _SHOWN
    return _asked(actor).where(
        col(SignInCode.used_at).is_(None), col(SignInCode.created_at) > since
    )


def _drop(db: Session, actor: Actor, channel: Channel, *, but: str = "") -> None:
    """Use up what was asked for, so that no code of it is good any more."""
    for row in db.exec(_open(actor).where(SignInCode.channel == channel)):
        if row.contact != but:
            row.used_at = clock.now()
