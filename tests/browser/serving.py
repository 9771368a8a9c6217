"""A portal of our own on a free port of this machine, with its demo clinic."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
from playwright.sync_api import Page

ROOT = Path(__file__).parents[2]
PORTS = range(8210, 8290)
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


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
        sent = [notice for notice in notices if notice["kind"] == "sign_in_code"]
        return [code[0] for notice in sent if (code := re.search(r"\b\d{6}\b", notice["body"]))]

    def ask_for_code(self, page: Page, contact: str) -> None:
        """Type a contact on the sign-in page and go on to the code step."""
        page.get_by_label("E-mail or mobile number").fill(contact)
        page.get_by_role("button", name="Send code").click()
        page.get_by_label("Code", exact=True).wait_for()

    def enter_code(self, page: Page, contact: str, *, after: int = 0) -> None:
        """Wait for one code more than before and type it; the form submits itself."""
        for _ in range(40):
            codes = self.codes(contact)
            if len(codes) > after:
                break
            time.sleep(0.1)
        page.get_by_label("Code", exact=True).fill(codes[0])
        page.wait_for_url(f"{self.url}/")

    @property
    def log(self) -> str:
        """All that the server has written to its terminal."""
        return (self.folder / "log").read_text()


@contextmanager
def serve(**variables: str) -> Iterator[Portal]:
    """Serve the built pages until the caller is done. `make` has built them."""
    folder, port = Path(tempfile.mkdtemp(prefix="pawgate-")), _free_port()
    environment = {
        **os.environ,
        "PORTAL_DATA_DIR": str(folder / "data"),
        "PORTAL_PORT": str(port),
        "PORTAL_PUBLIC_URL": f"http://localhost:{port}",
        "PORTAL_DEMO": "1",
        **variables,
    }
    made = Portal(f"http://localhost:{port}", folder, environment)
    program = [sys.executable, "-m", "portal_app", "serve"]
    with (folder / "log").open("w") as out:
        server = subprocess.Popen(program, cwd=ROOT, env=environment, stdout=out, stderr=out)
    try:
        _wait_for(made)
        yield made
    finally:
        server.terminate()
        server.wait(20)
        shutil.rmtree(folder, ignore_errors=True)


def chromium() -> str:
    """Return the machine's Chromium; Playwright's own is never downloaded."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    assert found, "the browser tests need a Chromium (Debian: apt-get install chromium)"
    return found


def _free_port() -> int:
    for port in PORTS:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                return port
    raise AssertionError("no free port")


def _wait_for(portal: Portal) -> None:
    for _ in range(900):
        try:
            httpx.get(f"{portal.url}/healthz").raise_for_status()
            return
        except httpx.HTTPError:
            time.sleep(0.1)
    raise AssertionError(portal.log)
