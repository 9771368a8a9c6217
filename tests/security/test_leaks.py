"""Secrets, looked for wherever they must not be."""

import json

import httpx
import pytest

from tests.browser.serving import serve
from tests.security.hostile import HYDRATE, Socket, Visitor
from tests.security.test_hostile_socket import NAMES, PETS

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore::ResourceWarning")]


@pytest.mark.spec("AUTH-2", "AUTH-6", "OPS-9")
async def test_no_cookie_reaches_a_frame_a_page_or_the_log(portal, her):
    secrets = list(her.cookies.values())
    assert secrets
    async with Socket(portal, her.cookie) as alice:
        await alice.call(HYDRATE)
        for short in ("pets_state.load", "account_state.load", "messaging_state.load_threads"):
            await alice.call(NAMES[short])
        pages = [her.get(path).text for path in ("/", "/account", "/search", "/messages")]

    assert alice.tab not in portal.log
    for secret in secrets:
        for place in (alice.heard, portal.log, *pages):
            assert secret not in place


@pytest.mark.spec("AUTH-3", "OPS-9")
async def test_what_is_typed_into_sign_in_stays_in_a_sealed_cookie():
    contact, code, pin = "quincecanary@mail.test", "618243", "618249"
    with serve(PORTAL_DEMO="0") as portal:
        visitor = Visitor(portal)
        answers = [
            visitor.ask(contact, next="/account"),
            visitor.post("/auth/sign-in", data={"code": code}),
            visitor.post("/auth/pin", data={"pin": pin}),
            visitor.post("/auth/code", data={"contact": contact, "proof": "Quince"}),
        ]
        async with Socket(portal, visitor.cookie) as tab:
            await tab.visit("/sign-in/code", NAMES["sign_in_state.load"])
        log = portal.log

    told = json.dumps([[str(one.headers), one.text] for one in answers])
    for secret in ("quincecanary", code, pin):
        assert secret not in told
        assert secret not in log
    assert code not in tab.heard
    assert pin not in tab.heard


@pytest.mark.spec("AUTH-3")
def test_the_answer_is_the_same_for_whom_the_clinic_knows(portal):
    def asked(contact: str) -> tuple[int, str, list[str]]:
        answer = Visitor(portal).ask(contact)
        fixed = {name: value for name, value in answer.headers.items() if name != "set-cookie"}
        fixed.pop("date", None)
        sizes = [str(len(one)) for one in answer.headers.get_list("set-cookie")]
        return answer.status_code, answer.text + str(fixed), sizes

    assert asked("alice@demo.test") == asked("elice@demo.test")


@pytest.mark.spec("AUTH-6")
async def test_somebody_elses_code_does_not_sign_one_in(portal):
    """Neither a code that was read over a shoulder, nor a form that another site sends."""
    victim, thief = Visitor(portal), Visitor(portal)
    before = len(portal.codes("carla@demo.test"))
    thief.ask("bob@demo.test")
    victim.ask("carla@demo.test")
    code = portal.new_code("carla@demo.test", after=before)

    stolen = thief.post("/auth/sign-in", data={"code": code})
    cross = httpx.post(
        f"{portal.url}/auth/sign-in",
        data={"code": code},
        headers={"Cookie": victim.cookie, "Sec-Fetch-Site": "cross-site"},
    )

    assert "portal_session" not in thief.cookies
    assert stolen.headers["location"].startswith("/sign-in/code?")
    assert cross.status_code == 403
    assert victim.post("/auth/sign-in", data={"code": code}).headers["location"] == "/"


@pytest.mark.spec("GEN-1")
async def test_one_customers_pages_hold_nothing_of_anothers(portal, him):
    async with Socket(portal, him.cookie) as bob:
        await bob.visit("/", PETS)
        for short in ("account_state.load", "search_state.load", "messaging_state.load_threads"):
            await bob.call(NAMES[short])

    assert "bob@demo.test" in bob.heard
    for word in ("alice@demo.test", "Biscuit", "Pepper", "carla@demo.test"):
        assert word not in bob.heard
