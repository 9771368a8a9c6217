"""The portal as it is served, with its demo clinic, on a free port of this machine."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[2]
PORTS = range(8210, 8290)


@dataclass(frozen=True)
class Portal:
    """A running portal."""

    url: str
    folder: Path
    environment: dict[str, str] = field(repr=False)

    def command(self, *arguments: str) -> str:
        """Run the `portal` command beside the running one."""
        program = [sys.executable, "-m", "portal_app", *arguments]
        done = subprocess.run(
            program, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=True
        )
        return done.stdout

    def codes(self, contact: str) -> list[str]:
        """List the codes sent to a contact, newest first."""
        notices = json.loads(self.command("outbox", "--json", "--to", contact))
        found = [notice for notice in notices if notice["kind"] == "sign-in-code"]
        return ["".join(filter(str.isdecimal, _code_line(notice["body"]))) for notice in found]

    def code_for(self, contact: str, *, after: int) -> str:
        """Return the newest code for a contact, waiting until there is one more than before."""
        for _ in range(40):
            codes = self.codes(contact)
            if len(codes) > after and len(codes[0]) == 6:
                return codes[0]
            time.sleep(0.1)
        raise AssertionError(f"no code came for {contact}")

    @property
    def log(self) -> str:
        """All that the server has written to its terminal."""
        return (self.folder / "log").read_text()


def _code_line(body: str) -> str:
    words = body.replace(".", " ").replace("\n", " ").split()
    return next((word for word in words if word.isdecimal() and len(word) == 6), "")


@pytest.fixture(scope="session")
def portal(tmp_path_factory) -> Portal:
    """Serve the built pages. `make test` has built them."""
    folder = tmp_path_factory.mktemp("portal")
    port = _free_port()
    environment = {
        **os.environ,
        "PORTAL_DATA_DIR": str(folder / "data"),
        "PORTAL_PORT": str(port),
        "PORTAL_PUBLIC_URL": f"http://localhost:{port}",
        "PORTAL_DEMO": "1",
    }
    made = Portal(f"http://localhost:{port}", folder, environment)
    with (folder / "log").open("w") as out:
        server = subprocess.Popen(
            [sys.executable, "-m", "portal_app", "serve"],
            cwd=ROOT,
            env=environment,
            stdout=out,
            stderr=out,
        )
    try:
        _wait_for(made)
        yield made
    finally:
        server.terminate()
        server.wait(20)


def _free_port() -> int:
    for port in PORTS:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                return port
    raise AssertionError("no free port")


def _wait_for(portal: Portal) -> None:
    for _ in range(600):
        try:
            httpx.get(f"{portal.url}/healthz").raise_for_status()
            return
        except httpx.HTTPError:
            time.sleep(0.1)
    raise AssertionError(portal.log)


@pytest.fixture(scope="module")  # Playwright holds the event loop, which other tests need
def browser() -> Browser:
    """The machine's Chromium; Playwright's own is never downloaded."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    assert found, "the browser tests need a Chromium (Debian: apt-get install chromium)"
    quiet = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=found, args=quiet)
        yield launched
        launched.close()


@pytest.fixture
def new_page(browser):
    """Open browsers of their own; no page may log an error or break the content policy."""
    faults, contexts = [], []

    def open_page(**options) -> Page:
        options = {"viewport": {"width": 360, "height": 740}, "locale": "en-US", **options}
        context = browser.new_context(**options)
        contexts.append(context)
        context.on("weberror", lambda error: faults.append(str(error.error)))
        context.on("console", lambda line: line.type == "error" and faults.append(line.text))
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture
def signed_in(portal, new_page):
    """Sign people in by code, each in a browser of their own."""

    def sign_in(contact: str, **options) -> Page:
        page = new_page(**options)
        before = len(portal.codes(contact))
        page.goto(portal.url)
        page.get_by_label("E-mail or mobile number").fill(contact)
        page.get_by_role("button", name="Send code").click()
        code = page.get_by_label("Code", exact=True)
        code.wait_for()
        code.fill(portal.code_for(contact, after=before))  # submits itself
        page.wait_for_url(f"{portal.url}/")
        return page

    return sign_in
