"""What people do over HTTP stands in the audit trail."""

from io import BytesIO

import httpx
import pytest
from PIL import Image
from sqlmodel import col, select

from models.audit import AuditEvent
from models.auth import AuthSession, Pin
from models.customers import Customer
from models.documents import Document
from models.staff import StaffMember
from portal_app import api, cookies
from services import audit
from services.audit import Event
from services.auth import actors, pins, viewing
from services.auth.entry import Visitor, by_code, by_pin
from services.core.db import look, run
from services.records import writing
from services.staff import invitations
from tests.security import world as worlds
from tests.signing_in import BROWSER, code_for, sign_in
from tests.staff_signing_in import PASSWORD, equip
from tests.staff_signing_in import sign_in as staff_sign_in

pytestmark = pytest.mark.spec("PRIV-6")

# What a request leaves in the trail, or why it leaves nothing.
TOLD: dict[str, Event | str] = {
    "/api/v1/messages/my": "reading one's own messages, as on the page",
    "/api/v1/messages": "the message itself says who wrote what and when; none can be changed",
    "/api/v1/messages/my/unread-count": "as the badge on each page",
    "/api/v1/openapi.json": "tells of no person",
    "/files/attachments/{id}": Event.FILE_DOWNLOADED,
    "/files/documents/{id}": Event.FILE_DOWNLOADED,
    "/files/messages/{id}": Event.FILE_DOWNLOADED,
    "/files/messages/{id}/small": "each thread shows it; opening the picture itself is told",
    "/uploads/messages": "the message itself says who sent what and when",
    "/files/pets/{id}/photo": "each page shows it beside the pet's name",
    "/imaging/records/{id}": Event.IMAGES_VIEWED,
    "/imaging/{id}/frames/{number:int}": "opening the record's images is told, not each of them",
    "/imaging/{id}/previews/{number:int}": "as its frame",
    "/imaging/{id}/thumbs/{number:int}": "each list shows it; opening the images is told",
    "/print/pets/{id}/{what}.pdf": Event.FILE_PRINTED,
    "/uploads/documents": Event.DOCUMENT_HANDED_IN,
    "/files/strays/{id}": Event.FILE_DOWNLOADED,
    "/files/strays/{id}/pages/{number:int}": "as a document's page",
    "/files/documents/{id}/pages/{number:int}": "each review shows it; opening the file is told",
    "/uploads/records/{id}": Event.ATTACHMENT_ADDED,
    "/uploads/pets/{id}/photo": Event.PET_PHOTO_CHANGED,
    "/auth/sign-in": Event.SIGNED_IN,
    "/auth/pin": Event.SIGNED_IN,
    "/auth/sign-out": Event.SIGNED_OUT,
    "/auth/forget-device": Event.DEVICE_FORGOTTEN,
    "/auth/staff/sign-in": Event.SIGNED_IN,
    "/auth/staff/set-up": Event.SECOND_FACTOR_CHANGED,
    "/auth/staff/first-run": Event.STAFF_MEMBER_ADDED,
    "/auth/staff/confirm": Event.IDENTITY_CONFIRMED,
    "/auth/staff/view-as": Event.VIEWED_AS_CUSTOMER,
    "/auth/staff/view-as/end": Event.VIEWING_ENDED,
    "/auth/challenge": "nobody is there yet",
    "/auth/code": "asking for a code is no sign-in; using it is",
    "/auth/code/again": "as asking for the first",
    "/auth/sign-up": "asking for a code makes no customer; using it does",
    "/healthz": "tells of no person",
    "/readyz": "tells of no person",
    "/brand.css": "tells of no person",
    "/brand/{digest}.png": "tells of no person",
    "/app/manifest-{language}.webmanifest": "tells of no person",
    "/app/{version}/{name}.png": "tells of no person",
    "/apple-touch-icon.png": "tells of no person",
    "/sw.js": "tells of no person",
    "/offline": "tells of no person",
    "/push/subscription": "a switch of one's own browser; what goes there is in the outbox",
    "/uploads/logo": Event.SETTING_CHANGED,
    "/notices/unsubscribe/{token}": Event.CUSTOMER_CHANGED,
    "/webhooks/twilio": Event.CUSTOMER_CHANGED,
    "/webhooks/vonage": Event.CUSTOMER_CHANGED,
    "/webhooks/sendgrid/mail": "the portal itself tells of an e-mail that it takes",
    "/webhooks/sendgrid": Event.CUSTOMER_CHANGED,
    "/language": Event.CUSTOMER_CHANGED,
}


def lines() -> list[AuditEvent]:
    return look(lambda db: list(db.exec(select(AuditEvent).order_by(col(AuditEvent.number)))))


def told() -> list[tuple[str, str]]:
    return [(line.event, line.actor_kind) for line in lines()]


async def ask(path: str, person=None, *, device: str = "", **request) -> httpx.Response:
    jar = {cookies.SESSION: person.token if person else "", cookies.DEVICE: device}
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(api.routes()),
        base_url="http://localhost:8000",
        cookies={name: value for name, value in jar.items() if value},
    ) as browser:
        return await browser.request(request.pop("method", "GET"), path, **request)


@pytest.fixture
def world(alice):
    return worlds.make(alice.actor.customer_id, alice.pet_id)


def test_every_route_is_told_or_excused():
    assert {route.path for route in api.routes().routes} == set(TOLD)


@pytest.mark.parametrize("who", ["alice", "vera"])
@pytest.mark.parametrize("what", ["attachments", "documents"])
async def test_a_file_that_is_opened_is_told_of(cast, world, who, what):
    row = world.ids["note attachment" if what == "attachments" else "document"]

    answers = [await ask(f"/files/{what}/{row}", cast[who]) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200] * 3
    [line] = lines()
    assert (line.event, line.actor_id, line.subject_id, line.customer_id) == (
        "file downloaded",
        cast[who].actor.id,
        row,
        cast["alice"].actor.customer_id,
    )


def test_a_file_is_told_of_again_after_an_hour(alice, bob, later, put):
    file = put(Document(customer_id=alice.actor.id, file="0", name="", media_type="", size_bytes=1))
    opened = Event.FILE_DOWNLOADED
    run(audit.record, alice.actor, opened, file)

    later(minutes=59)
    assert look(audit.told_lately, alice.actor, opened, file)
    assert not look(audit.told_lately, alice.actor, Event.FILE_PRINTED, file)
    assert not look(audit.told_lately, bob.actor, opened, file)
    later(minutes=2)

    assert not look(audit.told_lately, alice.actor, opened, file)


async def test_a_file_that_is_refused_is_not_told_of(bob, world):
    answer = await ask(f"/files/documents/{world.ids['document']}", bob)

    assert (answer.status_code, lines()) == (404, [])


@pytest.mark.parametrize("who", ["alice", "vera"])
async def test_what_is_printed_is_told_of(cast, world, who):
    answer = await ask(f"/print/pets/{world.pet_id}/notes.pdf", cast[who])

    assert answer.status_code == 200
    [line] = lines()
    assert (line.event, line.actor_id, line.pet_id, line.details) == (
        "file printed",
        cast[who].actor.id,
        world.pet_id,
        {"what": "notes"},
    )


async def test_a_file_seen_as_a_customer_is_told_of_as_the_staff_members(alice, vera, world):
    equip("vera@mail.test")
    run(viewing.begin, vera.actor, alice.actor.customer_id)

    for path in (
        f"/files/documents/{world.ids['document']}",
        f"/print/pets/{world.pet_id}/notes.pdf",
    ):
        answer = await ask(path, vera, headers={"referer": "http://localhost:8000/"})
        assert answer.status_code == 200

    assert told()[1:] == [("file downloaded", "staff"), ("file printed", "staff")]
    assert {line.actor_id for line in lines()} == {vera.actor.id}


async def test_what_is_uploaded_is_told_of(alice, vera):
    picture = BytesIO()
    Image.new("RGB", (40, 40), "red").save(picture, "PNG")
    record = run(writing.start, vera.actor, alice.pet_id, "note")

    for address, person in (
        (f"/uploads/pets/{alice.pet_id}/photo", alice),
        (f"/uploads/records/{record.id}", vera),
    ):
        answer = await ask(address, person, method="POST", content=picture.getvalue())
        assert answer.status_code == 200

    assert told()[1:] == [("pet's photo changed", "customer"), ("attachment added", "staff")]


async def test_coming_and_going_of_customers_is_told_of(alice):
    entered = sign_in(remember=True, origin="192.0.2.5")
    person = type(alice)(alice.actor, entered.session)
    code_for(browser=BROWSER)
    run(by_code, Visitor(BROWSER, origin="192.0.2.6"), "no code", remember=False)
    await ask("/auth/sign-out", person, method="POST")
    await ask("/auth/forget-device", device=entered.device, method="POST")

    assert told() == [
        ("signed in", "customer"),
        ("sign-in failed", "nobody"),
        ("signed out", "customer"),
        ("device forgotten", "nobody"),
    ]
    assert [line.customer_id for line in lines()] == [alice.actor.customer_id] * 4


async def test_pins_are_told_of_from_the_first_to_the_last_wrong_one():
    entered = sign_in(remember=True)
    visitor = Visitor(device=entered.device, origin="192.0.2.1")
    run(_keep_pin, await pins.hashed("493817"))
    attempt = run(pins.attempt, entered.device)
    run(by_pin, visitor, attempt, right=True)
    run(_spend_tries)
    last = run(pins.attempt, entered.device)
    run(by_pin, visitor, last, right=False)

    assert told()[1:] == [
        ("PIN changed", "customer"),
        ("signed in", "customer"),
        ("PIN removed", "system"),
        ("sign-in failed", "nobody"),
    ]


def _keep_pin(db, pin_hash) -> None:
    row = db.exec(select(AuthSession).where(col(AuthSession.device_id).is_not(None))).one()
    customer = db.get(Customer, row.customer_id)
    pins.keep(db, actors.of_customer(row, customer), pin_hash)


def _spend_tries(db) -> None:
    db.exec(select(Pin)).one().wrong_tries = pins.MOST_WRONG - 1


async def test_coming_and_going_of_staff_is_told_of(vera):
    equip("vera@mail.test")
    await staff_sign_in("vera@mail.test", password="wrong")
    await staff_sign_in("vera@mail.test")
    await ask("/auth/sign-out", vera, method="POST")

    assert told() == [("sign-in failed", "nobody"), ("signed in", "staff"), ("signed out", "staff")]


async def test_confirming_and_looking_as_a_customer_are_told_of(alice, vera):
    equip("vera@mail.test")

    for secret in ("wrong", PASSWORD):
        form = {"secret": secret, "next": "/admin/staff"}
        answer = await ask("/auth/staff/confirm", vera, method="POST", data=form)
    vera = type(vera)(vera.actor, answer.cookies[cookies.SESSION])
    form = {"customer": str(alice.actor.customer_id)}
    await ask("/auth/staff/view-as", vera, method="POST", data=form)

    assert told() == [
        ("sign-in failed", "staff"),
        ("identity confirmed again", "staff"),
        ("viewed as customer", "staff"),
    ]
    assert lines()[-1].customer_id == alice.actor.customer_id


async def test_a_language_that_is_chosen_is_told_of_once(alice):
    for _ in range(2):
        await ask("/language", alice, method="POST", data={"language": "de", "next": "/"})

    assert [(line.event, line.details) for line in lines()] == [
        ("customer changed", {"fields": ["language"]})
    ]


def test_a_way_in_by_invitation_is_told_of(rita):
    link = run(lambda db: invitations.make(db, db.get(StaffMember, rita.actor.id)))
    visitor = Visitor(origin="192.0.2.1")

    run(invitations.accept, visitor, link.rpartition("/")[2], "hash", "not a code")

    assert told() == [("sign-in failed", "nobody")]
