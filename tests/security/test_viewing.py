"""Looking at the portal as a customer: all that they see, nothing more, and nothing changes.

The lists come from the live registries, as in test_authorization.py.
"""

import httpx
import pytest

from portal_app import api, cookies
from services.auth import viewing
from services.core.db import run
from services.core.errors import PortalError
from tests import pdf
from tests.security import world as worlds
from tests.security.matrix import HANDLERS
from tests.security.registry import registered
from tests.security.routes import ROUTES
from tests.security.rows import rows
from tests.staff_signing_in import equip

pytestmark = pytest.mark.spec("AUTH-28")

HIDDEN = "Hemlock"  # stands in everything that is a draft
TOLD = "nothing can be changed"
SILENT = {"messaging_state.mark_read"}  # a page does it by itself: nobody is to be told


@pytest.fixture
def world(alice):
    """All that is Alice's, drafts included."""
    worlds.make(alice.actor.customer_id, alice.pet_id, word=HIDDEN, status="draft")
    return worlds.make(alice.actor.customer_id, alice.pet_id)


@pytest.fixture
def looking(world, alice, vera):
    """Vera, who looks as Alice."""
    equip("vera@mail.test")
    run(viewing.begin, vera.actor, alice.actor.customer_id)
    return vera


async def _call(tab, handler: str, world) -> str:
    """Call a handler after those that come before it; return what the person is told."""
    case, told = HANDLERS[handler], ""
    for name in (*case.after, handler):
        payload = HANDLERS[name].payload(world)
        try:
            await tab.send(registered()[name], route=case.route(world), **payload)
        except PortalError as refusal:
            told = str(refusal)
    return told


@pytest.mark.parametrize("handler", sorted(HANDLERS))
async def test_a_handler_changes_nothing_for_who_only_looks(
    handler, world, looking, alice, open_tab
):
    before, tab = rows(), open_tab(looking)

    told = await _call(tab, handler, world)

    assert rows() == before
    assert HIDDEN not in tab.heard
    assert worlds.SECRET not in tab.heard
    await _call(open_tab(alice), handler, world)
    if rows() != before and handler not in SILENT:  # it does change something for Alice
        assert TOLD in told + tab.heard


@pytest.mark.parametrize("handler", sorted(name for name in HANDLERS if HANDLERS[name].shows))
async def test_a_handler_shows_what_the_customer_sees(handler, world, looking, open_tab):
    tab = open_tab(looking)

    await _call(tab, handler, world)

    assert worlds.WORD in tab.heard


async def _ask(path: str, method: str, token: str, page: str) -> httpx.Response:
    headers = {"Cookie": f"{cookies.SESSION}={token}", "Referer": f"http://localhost:8000{page}"}
    transport = httpx.ASGITransport(api.routes())
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost:8000") as client:
        return await client.request(method, path, headers=headers, content=b"x")


def _said(answer: httpx.Response) -> bytes:
    if answer.headers["content-type"] == "application/pdf":
        return pdf.read(answer.content).text.encode()
    return answer.content


@pytest.mark.parametrize("path", sorted(path for path in ROUTES if ROUTES[path].owned))
async def test_a_route_shows_what_the_customer_sees(path, world, looking, alice):
    case = ROUTES[path]
    address = case.address(world)

    seen = await _ask(address, "GET", looking.token, "/")
    hers = await _ask(address, "GET", alice.token, "/")

    assert seen.status_code == 200
    assert _said(seen) == _said(hers)
    assert case.pictured or worlds.WORD.encode() in _said(seen)


@pytest.mark.parametrize("path", sorted(path for path in ROUTES if ROUTES[path].owned))
async def test_a_route_shows_no_draft_from_a_customers_page(path, alice, vera):
    drafts = worlds.make(alice.actor.customer_id, alice.pet_id, word=HIDDEN, status="draft")
    run(viewing.begin, vera.actor, alice.actor.customer_id)

    answer = await _ask(ROUTES[path].address(drafts), "GET", vera.token, "/")

    assert answer.status_code == 404 or HIDDEN.encode() not in _said(answer)


@pytest.mark.parametrize(
    "path", sorted(path for path, case in ROUTES.items() if case.method != "GET")
)
@pytest.mark.parametrize("page", ["/", "/pets/x/overview", ""])
async def test_a_route_that_changes_something_is_refused_from_a_customers_page(
    path, page, world, looking
):
    before = rows()

    answer = await _ask(ROUTES[path].address(world), ROUTES[path].method, looking.token, page)

    assert answer.status_code == 403
    problem = path.startswith(("/api/", "/push/"))  # these answer with problem details
    assert TOLD in answer.json()["detail" if problem else "refusal"]
    assert rows() == before


async def test_language_is_chosen_for_the_browser_and_not_for_the_customer(looking):
    before = rows()

    transport = httpx.ASGITransport(api.routes())
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost:8000") as client:
        headers = {"Cookie": f"{cookies.SESSION}={looking.token}"}
        await client.post("/language", data={"language": "de", "next": "/"}, headers=headers)

    assert rows() == before


async def test_on_the_staffs_own_pages_one_stays_oneself(looking, world, open_tab):
    route = {"pet_id": str(world.pet_id), "tab": "overview"}
    tab = open_tab(looking)
    await tab.send(registered()["pet_state.open"], route=route)

    answer = await _ask(
        f"/files/attachments/{world.ids['note attachment']}", "GET", looking.token, "/admin"
    )

    assert answer.status_code == 200
    assert "Alice Archer" in tab.heard


async def test_who_looks_may_not_change_staffs_things_from_a_customers_page(looking, open_tab):
    before, tab = rows(), open_tab(looking)

    answers = await tab.send(registered()["my_account_state.end_others"])

    assert answers == ["_redirect"]
    assert rows() == before
