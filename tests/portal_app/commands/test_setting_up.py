"""The commands that an operator sets a portal up with, each in a fresh data folder."""

import os
import subprocess
import sys
from pathlib import Path

import pyotp
import pytest

ROOT = Path(__file__).parents[3]


@pytest.fixture
def portal(tmp_path):
    """Run `portal` with a data folder of its own: `portal("check", PORTAL_PORT="1")`."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")}
    plain |= {"PYTHONPATH": str(ROOT), "PORTAL_DATA_DIR": str(tmp_path / "data"), "COLUMNS": "100"}

    def run(*words, typed="", **env):
        return subprocess.run(
            [sys.executable, "-W", "error", "-m", "portal_app", *words],
            cwd=ROOT,
            env=plain | env,
            input=typed,
            capture_output=True,
            text=True,
            check=False,
        )

    return run


@pytest.mark.spec("OPS-3", "AUTH-20", "AUTH-22")
def test_create_admin_adds_one_and_refuses_what_is_not_safe(portal, tmp_path):
    secret = tmp_path / "password"
    who = ("create-admin", "--name", "Ada Lovelace", "--email", "ada@mail.test")
    secret.write_text("lovelace-1843\n")
    refused = portal(*who, "--password-file", str(secret))
    secret.write_text("volcano7lamp\n")
    made = portal(*who, "--password-file", str(secret))
    again = portal(*who, "--password-file", str(secret))

    assert (refused.returncode, refused.stdout) == (1, "")
    assert "leave names out" in refused.stderr
    assert made.returncode == 0, made.stderr
    assert "volcano" not in made.stdout + made.stderr
    assert pyotp.parse_uri(made.stdout.splitlines()[-1]).name == "ada@mail.test"
    assert (again.returncode, again.stdout) == (1, "")
    assert "e-mail address already" in again.stderr


@pytest.mark.spec("OPS-3", "REC-14")
def test_import_takes_the_example_set_once_and_tells_bad_lines(portal, tmp_path):
    first = portal("import", "examples/import")
    second = portal("import", "examples/import")
    (tmp_path / "pets.csv").write_text("pet_id,customer_id,name,species\nP1,C1,Rex,dragon\n")
    bad = portal("import", str(tmp_path), "--dry-run")

    assert first.returncode == 0, first.stderr + first.stdout
    assert first.stdout.endswith("Imported.\n")
    assert second.returncode == 0
    assert second.stdout.endswith("There was nothing to change.\n")
    assert bad.returncode == 1
    assert "pets.csv:2: species: 'dragon' is not known here" in bad.stderr
    assert bad.stderr.endswith("\n1 problem; nothing was written.\n")


@pytest.mark.spec("OPS-3", "OPS-4")
def test_check_tells_one_line_for_each_thing_and_fails_when_one_does(portal, tmp_path):
    early = portal("check", "--offline")
    portal("migrate")
    sound = portal("check", "--offline", "--deep")
    dangerous = portal("check", PORTAL_PUBLIC_URL="http://pets.example.org")
    debugging = portal("check", REFLEX_ENV_MODE="dev")

    assert early.returncode == 1
    assert "FAIL  migrations: at None" in early.stdout
    assert sound.returncode == 0, sound.stdout
    assert [line.split(":")[0] for line in sound.stdout.splitlines()] == [
        "ok    configuration",
        "ok    disk",
        "ok    database engine",
        "ok    migrations",
        "ok    database",
        "ok    audit trail",
        "ok    files",
        "ok    files without a record",
    ]
    assert dangerous.returncode == debugging.returncode == 1
    assert dangerous.stderr == (
        "PORTAL_PUBLIC_URL must begin with https:// unless it is this machine.\n"
    )
    assert "REFLEX_ENV_MODE=dev is for development" in debugging.stderr
