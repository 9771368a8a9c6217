"""A portal of our own on a free port of this machine, with its demo clinic."""

import json
import os
import random
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

from playwright.sync_api import Page
from pyotp.totp import TOTP

from services.auth import second_factor
from services.demo.clinic import totp_secret

ROOT = Path(__file__).parents[2]
PORTS = range(8210, 8290)
READY = "Pawgate is ready at"
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass
class Portal:
    """A portal that runs, or ran."""

    url: str
    folder: Path
    environment: dict[str, str] = field(repr=False)
    _server: subprocess.Popen | None = field(default=None, repr=False)
    _used: dict[str, int] = field(default_factory=dict, repr=False)  # steps of authenticators

    def start(self) -> None:
        """Start the server, with the clinic's desk (desk.py), and wait until it answers.

        It says so itself: whatever else answers on its port is not taken for it.
        """
        ready = self.log.count(READY)
        program = [sys.executable, "-m", "tests.browser.desk"]
        with (self.folder / "log").open("a") as out:
            self._server = subprocess.Popen(
                program,
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.PIPE,
                stdout=out,
                stderr=out,
            )
        for _ in range(1800):
            if self.log.count(READY) > ready:
                return
            if self._server.poll() is not None:
                break
            time.sleep(0.1)
        raise AssertionError(self.log)

    def stop(self, *, kindly: bool = True) -> None:
        """Stop the server, or kill it as a power cut would."""
        self._server.terminate() if kindly else self._server.kill()
        self._server.wait(20)
        self._server.stdin.close()

    def command(self, *arguments: str) -> str:
        """Run the `portal` command beside the running one."""
        program = [sys.executable, "-m", "portal_app", *arguments]
        done = subprocess.run(
            program, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=True
        )
        return done.stdout

    def have_clinic(self, deed: str, **arguments: str) -> None:
        """Have the clinic do something inside the server; return once it is done."""
        before = self.log.count(f"done: {deed}")
        self._server.stdin.write(f"{json.dumps([deed, arguments])}\n".encode())
        self._server.stdin.flush()
        for _ in range(1200):
            if self.log.count(f"done: {deed}") > before:
                return
            time.sleep(0.01)
        raise AssertionError(self.log)

    def codes(self, contact: str) -> list[str]:
        """List the codes that the terminal has shown for a contact, newest first."""
        letters = self.log.split("  To ")[1:]
        sent = [letter for letter in letters if letter.startswith(f"{contact}\n")]
        return [code[0] for letter in sent[::-1] if (code := re.search(r"\b\d{6}\b", letter))]

    def ask_for_code(self, page: Page, contact: str) -> None:
        """Type a contact on the sign-in page and go on to the code step."""
        page.get_by_label("E-mail or mobile number").fill(contact)
        page.get_by_role("button", name="Send code").click()
        page.get_by_label("Code", exact=True).wait_for()

    def new_code(self, contact: str, *, after: int) -> str:
        """Wait until more codes than before have been sent; return the newest."""
        for _ in range(200):
            if len(codes := self.codes(contact)) > after:
                return codes[0]
            time.sleep(0.1)
        raise AssertionError(self.log)

    def enter_code(self, page: Page, contact: str, *, after: int = 0) -> None:
        """Wait for one code more than before and type it; the form submits itself."""
        page.get_by_label("Code", exact=True).fill(self.new_code(contact, after=after))
        page.wait_for_url(f"{self.url}/")

    def authenticator(self, email: str) -> str:
        """Return a code of a staff member's authenticator that was not used before."""
        used, now = self._used.get(email, 0), int(time.time()) // second_factor.STEP
        while used > now:  # the code after the present one is good already, but no later one
            time.sleep(1)
            now = int(time.time()) // second_factor.STEP
        self._used[email] = max(now, used + 1)
        return TOTP(totp_secret(email.partition("@")[0])).generate_otp(self._used[email])

    @property
    def log(self) -> str:
        """All that the server has written to its terminal."""
        written = self.folder / "log"
        return written.read_text() if written.exists() else ""


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
    if environment["PORTAL_DEMO"] == "1":
        environment["PORTAL_PUSH_ANYWHERE"] = "1"  # the tests' push service is on this machine
    made = Portal(f"http://localhost:{port}", folder, environment)
    try:
        made.start()
        yield made
    finally:
        made.stop()
        shutil.rmtree(folder, ignore_errors=True)


def chromium() -> str:
    """Return the machine's Chromium; Playwright's own is never downloaded."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    assert found, "the browser tests need a Chromium (Debian: apt-get install chromium)"
    return found


def _free_port() -> int:
    for port in random.sample(PORTS, len(PORTS)):  # others who begin now look, too
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                return port
    raise AssertionError("no free port")
