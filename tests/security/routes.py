"""What each route is tried with. Add a line for whatever is new."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.security.world import World


@dataclass(frozen=True)
class Route:
    """How a route is asked for what is Alice's, and what it answers to outsiders.

    `pictured`: it answers with a picture, in which no word can stand.
    """

    address: Callable[[World], str]
    method: str = "GET"
    refusal: int = 404
    owned: bool = True
    pictured: bool = False


PUBLIC_ROUTES = {  # what they tell or change is the sender's own: test_hostile_socket.py
    "/healthz",
    "/api/v1/openapi.json",
    "/readyz",
    "/language",
    "/brand.css",
    "/brand/{digest}.png",
    "/app/manifest-{language}.webmanifest",
    "/app/{version}/{name}.png",
    "/apple-touch-icon.png",
    "/sw.js",
    "/offline",
    "/auth/challenge",
    "/auth/code",
    "/auth/code/again",
    "/auth/sign-in",
    "/auth/sign-up",
    "/auth/pin",
    "/auth/sign-out",
    "/auth/forget-device",
    "/notices/unsubscribe/{token}",
    "/webhooks/twilio",
    "/webhooks/vonage",
    "/webhooks/sendgrid",
    "/webhooks/sendgrid/mail",  # of what SendGrid has not signed: test_mails.py
    "/auth/staff/sign-in",
    "/auth/staff/set-up",
    "/auth/staff/first-run",
}

ROUTES: dict[str, Route] = {
    "/api/v1/messages/my": Route(  # of another customer: test_messages.py
        lambda _world: "/api/v1/messages/my", refusal=401, owned=False
    ),
    "/api/v1/messages/my/unread-count": Route(
        lambda _world: "/api/v1/messages/my/unread-count", refusal=401, owned=False
    ),
    "/api/v1/messages": Route(lambda _world: "/api/v1/messages", "POST", refusal=401, owned=False),
    "/files/pets/{id}/photo": Route(lambda world: f"/files/pets/{world.pet_id}/photo"),
    "/files/attachments/{id}": Route(
        lambda world: f"/files/attachments/{world.ids['note attachment']}"
    ),
    "/files/messages/{id}": Route(  # not yet sent, or in a note: test_message_files.py
        lambda world: f"/files/messages/{world.ids['message file']}"
    ),
    "/files/messages/{id}/small": Route(
        lambda world: f"/files/messages/{world.ids['message file']}/small"
    ),
    "/uploads/messages": Route(  # in the other modes: test_message_files.py
        lambda _world: "/uploads/messages", "POST", refusal=401, owned=False
    ),
    "/print/pets/{id}/{what}.pdf": Route(
        lambda world: f"/print/pets/{world.pet_id}/vaccinations.pdf"
    ),
    "/imaging/records/{id}": Route(
        lambda world: f"/imaging/records/{world.ids['imaging medicalrecord']}"
    ),
    "/imaging/{id}/frames/{number:int}": Route(
        lambda world: f"/imaging/{world.ids['scan']}/frames/0", pictured=True
    ),
    "/imaging/{id}/previews/{number:int}": Route(
        lambda world: f"/imaging/{world.ids['scan']}/previews/0", pictured=True
    ),
    "/imaging/{id}/thumbs/{number:int}": Route(
        lambda world: f"/imaging/{world.ids['scan']}/thumbs/0", pictured=True
    ),
    "/uploads/documents": Route(  # for another customer's pet: test_documents.py
        lambda _world: "/uploads/documents", "POST", refusal=401, owned=False
    ),
    "/files/documents/{id}/pages/{number:int}": Route(
        lambda world: f"/files/documents/{world.ids['document']}/pages/1"
    ),
    "/files/documents/{id}": Route(lambda world: f"/files/documents/{world.ids['document']}"),
    "/push/subscription": Route(  # of another customer: test_pushing.py
        lambda _world: "/push/subscription", "POST", refusal=401, owned=False
    ),
    "/uploads/logo": Route(  # to staff without the permission: test_brand.py
        lambda _world: "/uploads/logo", "POST", refusal=401, owned=False
    ),
    "/uploads/records/{id}": Route(  # to staff without the permission: test_attachments.py
        lambda world: f"/uploads/records/{world.pet_id}", "POST", refusal=401, owned=False
    ),
    "/uploads/pets/{id}/photo": Route(  # to another customer: test_receiving.py
        lambda world: f"/uploads/pets/{world.pet_id}/photo", "POST", refusal=401, owned=False
    ),
}
