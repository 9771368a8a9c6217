"""Being told of news on a device: switched on by hand, without words, gone after signing out."""

import base64
import json
import re
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_phone import have_worker, until
from tests.browser.test_writing import begin
from tests.fakes.push import FakePush, encoded

pytestmark = [pytest.mark.browser, pytest.mark.spec("NOTE-1", "NOTE-4")]

# The browser's own push service is on the internet: only that is replaced.
SUBSCRIBES = """
  (given) => {
    const made = () => JSON.parse(localStorage.getItem("fake push") ?? "null");
    const as = (told) => told && {
      endpoint: told.endpoint,
      toJSON: () => told,
      unsubscribe: async () => { localStorage.removeItem("fake push"); return true; },
    };
    PushManager.prototype.getSubscription = async () => as(made());
    PushManager.prototype.subscribe = async ({ applicationServerKey }) => {
      const key = btoa(String.fromCharCode(...applicationServerKey));
      localStorage.setItem("fake key", key);
      localStorage.setItem("fake push", given);
      return as(made());
    };
  }
"""
SHOWN = """
  navigator.serviceWorker.ready
    .then((worker) => worker.getNotifications())
    .then((all) => all.map(({ title, tag, body }) => [title, tag, body]))
"""
# The browser lets a worker open and focus tabs only while a person presses.
FOLLOWED = """
  () => {
    self.gone = [];
    clients.openWindow = async (page) => { self.gone.unshift(["open", page]); };
    WindowClient.prototype.focus = async function () {
      self.gone.unshift(["focus", new URL(this.url).pathname]);
    };
  }
"""
PRESSED = """
  (page) => {
    const pressed = new ExtendableEvent("notificationclick");
    pressed.notification = { data: page, close: () => self.gone.push("closed") };
    dispatchEvent(pressed);
  }
"""
NUMBERS = "localStorage.getItem('badge')"
COUNTS = """
  navigator.setAppBadge = async (count) => localStorage.setItem("badge", String(count));
  navigator.clearAppBadge = async () => localStorage.setItem("badge", "none");
"""


@pytest.fixture
def push():
    """A push service on this machine, which takes any key until it is told the portal's."""
    with FakePush("") as server:
        yield server


def prepare(page: Page, portal, push: FakePush) -> None:
    """Give a browser that may show notices, with the fake for its push service."""
    page.context.grant_permissions(["notifications"], origin=portal.url)
    page.add_init_script(f"({SUBSCRIBES})({json.dumps(json.dumps(push.subscription()))})")
    page.add_init_script(COUNTS)


def came(page: Page, push: FakePush) -> dict:
    """Wait for the one message that the push service is handed."""
    for _ in range(200):
        if push.accepted:
            break
        page.wait_for_timeout(50)
    (sent,) = push.accepted
    return sent


def deliver(page: Page, portal, said: dict) -> None:
    """Hand a message to the worker as the browser does once it has come."""
    cdp = page.context.new_cdp_session(page)
    found = []
    cdp.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda event: found.extend(one["registrationId"] for one in event["registrations"]),
    )
    cdp.send("ServiceWorker.enable")
    for _ in range(100):
        if found:
            break
        page.wait_for_timeout(50)
    asked = {"origin": portal.url, "registrationId": found[0], "data": json.dumps(said)}
    cdp.send("ServiceWorker.deliverPushMessage", asked)


def test_a_customer_switches_it_on_is_told_and_signs_out(portal, signed_in, push):
    page = signed_in("carla@demo.test", anew=True)
    prepare(page, portal, push)
    address = begin(page, portal.url, "Pushed", "Is she well?")
    thread = address.rpartition("/")[2]
    portal.have_clinic("never_be_quiet")
    page.goto(f"{portal.url}/account")
    have_worker(page)

    page.get_by_role("button", name="Tell me on this device").click()
    expect(page.get_by_text("You are told of news on this device")).to_be_visible()
    push.key = encoded(base64.b64decode(page.evaluate("localStorage.getItem('fake key')")))
    page.reload()
    expect(page.get_by_role("button", name="Tell me no more on this device")).to_be_visible()

    portal.have_clinic("write", thread=thread, body="She is very well.")
    expect(page.get_by_text(re.compile("^[1-9]")).first).to_be_visible()
    sent = came(page, push)
    said = sent["said"]
    assert said["title"] == "New message from Willow Lane Veterinary Clinic"
    assert said["page"] == f"/messages/{thread}"
    assert "well" not in json.dumps(sent)
    until(page, NUMBERS, str(said["unread"]))

    deliver(page, portal, said)
    until(page, SHOWN, [[said["title"], said["page"], ""]])

    page.get_by_role("button", name="Sign out", exact=True).click()
    expect(page.get_by_label("E-mail or mobile number")).to_be_visible()
    until(page, NUMBERS, "none")
    portal.have_clinic("write", thread=thread, body="And hungry.")
    page.wait_for_timeout(1500)  # as long as the worker takes twice
    assert len(push.accepted) == 1


def test_what_somebody_looks_at_is_not_shown_to_them_once_more(portal, signed_in, push):
    page = signed_in("carla@demo.test")
    prepare(page, portal, push)
    page.goto(f"{portal.url}/messages")
    have_worker(page)

    page.bring_to_front()
    deliver(page, portal, {"title": "Here", "page": "/messages", "unread": 2})
    deliver(page, portal, {"title": "There", "page": "/messages/elsewhere", "unread": 2})

    until(page, SHOWN, [["There", "/messages/elsewhere", ""]])


@pytest.mark.parametrize("open_there", [False, True])
def test_pressing_a_notice_leads_to_its_thread_and_no_other_tab_away(portal, let_in, open_there):
    page = let_in("carla@demo.test")
    page.goto(f"{portal.url}/account")
    have_worker(page)
    (worker,) = page.context.service_workers
    worker.evaluate(FOLLOWED)
    thread = f"/messages/{uuid4()}"
    if open_there:
        other = page.context.new_page()
        other.goto(f"{portal.url}{thread}")
        expect(other.get_by_role("heading", level=1)).to_be_visible()

    worker.evaluate(PRESSED, thread)

    gone = ["focus", thread] if open_there else ["open", thread]
    until(worker, "self.gone", [gone, "closed"])
    assert page.url == f"{portal.url}/account"


def test_who_refused_is_told_how_to_change_that(portal, signed_in):
    page = signed_in("carla@demo.test")
    page.add_init_script("Object.defineProperty(Notification, 'permission', { value: 'denied' })")
    page.goto(f"{portal.url}/account")

    expect(page.get_by_text("allow notifications for this page")).to_be_visible()
    expect(page.get_by_role("button", name="Tell me on this device")).to_have_count(0)


def test_nobody_is_asked_before_they_press(portal, signed_in):
    page = signed_in("carla@demo.test")
    page.add_init_script(
        "window.asked = 0;"
        "Notification.requestPermission = async () => { asked += 1; return 'default'; };"
        "Object.defineProperty(Notification, 'permission', { value: 'default' })"
    )
    page.goto(f"{portal.url}/account")
    button = page.get_by_role("button", name="Tell me on this device")
    expect(button).to_be_visible()
    assert page.evaluate("asked") == 0

    button.click()

    until(page, "asked", 1)
    expect(button).to_be_visible()
