"""A bad or dangerous environment stops the start with one sentence."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from services.core import config, db

ROOT = Path(__file__).parents[3]
SECRET = "s" * 32
SAFE = {"PORTAL_PUBLIC_URL": "https://pets.example.org"}
TWILIO = {
    "PORTAL_TWILIO_ACCOUNT_SID": "AC1",
    "PORTAL_TWILIO_AUTH_TOKEN": "t",
    "PORTAL_TWILIO_FROM": "+12025550100",
}
MAIL = {"PORTAL_MAIL_FROM": "desk@example.org"}


def start(folder, **env):
    made = config.read({"PORTAL_DATA_DIR": str(folder / "data"), **env})
    config.check(made)
    return made


@pytest.mark.spec("OPS-4", "OPS-13")
def test_read_knows_every_default(tmp_path):
    made = start(tmp_path)

    assert (made.host, made.port, made.public_url) == ("127.0.0.1", 8000, "http://localhost:8000")
    assert (made.demo, made.trusted_proxies) == (False, 0)
    assert made.database_url == f"sqlite:///{tmp_path}/data/portal.db"
    assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "data" / "secret").stat().st_mode & 0o777 == 0o600
    assert start(tmp_path).secret == made.secret
    assert not made.https


@pytest.mark.spec("OPS-4")
@pytest.mark.parametrize(
    "env",
    [
        SAFE,
        {**SAFE, **MAIL, "PORTAL_SMTP_URL": "smtps://desk:pw@mail.example.org:465"},
        {**SAFE, **MAIL, "PORTAL_SENDGRID_API_KEY": "SG.x"},
        {**SAFE, **TWILIO},
        {**SAFE, "PORTAL_SECRET": SECRET, "PORTAL_TRUSTED_PROXIES": "1"},
        {"PORTAL_PUBLIC_URL": "http://10.0.0.7:8000", "PORTAL_DEMO": "1"},
        {"PORTAL_PUBLIC_URL": "http://[::1]:8000"},
    ],
)
def test_check_lets_sound_environments_pass(tmp_path, env):
    start(tmp_path, **env)


@pytest.mark.spec("OPS-4", "OPS-5")
@pytest.mark.parametrize(
    ("env", "says"),
    [
        ({"PORTAL_PUBLIC_URL": "http://pets.example.org"}, "must begin with https"),
        ({"PORTAL_PUBLIC_URL": "https://*"}, "the one address"),
        ({"PORTAL_PUBLIC_URL": "https://*.example.org"}, "the one address"),
        ({"PORTAL_PUBLIC_URL": "*"}, "the one address"),
        ({"PORTAL_PUBLIC_URL": "ftp://pets.example.org"}, "the one address"),
        ({"PORTAL_PUBLIC_URL": "https://me:pw@pets.example.org"}, "the one address"),
        ({"PORTAL_PUBLIC_URL": "https://pets.example.org:99999"}, "the one address"),
        ({"PORTAL_PUBLIC_URL": "https://example.org/pets"}, "must not have a path"),
        ({"PORTAL_PUBLIC_URL": "https://example.org?x=1"}, "must not have a path"),
        ({"PORTAL_HOST": "*"}, "PORTAL_HOST must be an address"),
        ({"PORTAL_PORT": "0"}, "PORTAL_PORT must be a number from 1 to 65535"),
        ({"PORTAL_PORT": "65536"}, "PORTAL_PORT must be a number"),
        ({"PORTAL_PORT": "eighty"}, "PORTAL_PORT must be a number"),
        ({"PORTAL_PORT": "-1"}, "PORTAL_PORT must be a number"),
        ({"PORTAL_TRUSTED_PROXIES": "all"}, "PORTAL_TRUSTED_PROXIES must be a number"),
        ({"PORTAL_DEMO": "true"}, "PORTAL_DEMO must be 0 or 1"),
        ({"PORTAL_SECRET": "short"}, "at least 32 characters"),
        ({"PORTAL_SECRET": SECRET, "PORTAL_SECRET_FILE": "/x"}, "both set"),
        ({"PORTAL_SECRET_FILE": "/nowhere/secret"}, "cannot be read: No such file"),
        ({"PORTAL_DATA_DIR": "/dev/null/data"}, "PORTAL_DATA_DIR cannot be made"),
        ({"PORTAL_DATABASE_URL": "sqlite://"}, "must name a SQLite file"),
        ({"PORTAL_DATABASE_URL": "sqlite:///:memory:"}, "must name a SQLite file"),
        ({"PORTAL_DATABASE_URL": "mysql://root@db/portal"}, "must name a SQLite file"),
        ({"PORTAL_SENDGRID_API_KEY": "SG.x"}, "PORTAL_MAIL_FROM must name"),
        ({"PORTAL_SMTP_URL": "smtp://mail.example.org"}, "PORTAL_MAIL_FROM must name"),
        ({**MAIL, "PORTAL_SMTP_URL": "mail.example.org"}, "PORTAL_SMTP_URL must look like"),
        ({"PORTAL_MAIL_FROM": "the desk"}, "PORTAL_MAIL_FROM must be an e-mail address"),
        ({"PORTAL_SENDGRID_URL": "http://proxy.example.org"}, "PORTAL_SENDGRID_URL must begin"),
        ({**TWILIO, "PORTAL_TWILIO_AUTH_TOKEN": ""}, "must all be set for Twilio"),
        ({**TWILIO, "PORTAL_TWILIO_FROM": ""}, "must all be set for Twilio"),
        ({"PORTAL_TWILIO_AUTH_TOKEN": "t"}, "must all be set for Twilio"),
        ({**TWILIO, "PORTAL_TWILIO_URL": "http://proxy.example.org"}, "PORTAL_TWILIO_URL must"),
    ],
)
def test_dangerous_environments_stop_the_start(tmp_path, env, says):
    with pytest.raises(config.Dangerous) as stopped:
        start(tmp_path, **env)

    said = str(stopped.value)
    assert says in said
    assert said.endswith(".")
    assert "\n" not in said


@pytest.mark.spec("OPS-4")
@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o620])
def test_read_refuses_secrets_that_others_can_read(tmp_path, mode):
    file = tmp_path / "key"
    file.write_text(SECRET)
    file.chmod(mode)

    with pytest.raises(config.Dangerous, match="chmod 600"):
        start(tmp_path, PORTAL_SECRET_FILE=str(file))
    start(tmp_path)
    (tmp_path / "data" / "secret").chmod(mode)
    with pytest.raises(config.Dangerous, match="chmod 600"):
        start(tmp_path)


@pytest.mark.spec("OPS-4")
def test_read_takes_secrets_from_files(tmp_path):
    for name in config.HIDDEN:
        file = tmp_path / name
        file.write_text(f"  {name.lower():_<40}\n")
        file.chmod(0o600)

    made = config.read(
        {
            "PORTAL_DATA_DIR": str(tmp_path),
            **{f"{name}_FILE": str(tmp_path / name) for name in config.HIDDEN},
        }
    )

    assert made.secret == f"{'portal_secret':_<40}".encode()
    assert made.smtp_url == f"{'portal_smtp_url':_<40}"
    assert "portal_smtp_url" not in repr(made)
    assert "portal_secret" not in repr(made)


@pytest.mark.spec("OPS-4")
def test_check_refuses_a_data_folder_open_to_others(tmp_path):
    made = start(tmp_path)
    made.data_dir.chmod(0o755)

    with pytest.raises(config.Dangerous, match="chmod 700"):
        config.check(made)


@pytest.mark.spec("OPS-4")
@pytest.mark.parametrize(
    "env",
    [
        {"REFLEX_ENV_MODE": "dev"},
        {"REFLEX_ADD_ALL_ROUTES_ENDPOINT": "1"},
        {"REFLEX_LOGLEVEL": "debug"},
        {"PYTHONASYNCIODEBUG": "1"},
        {"CODESPACES": "true"},
    ],
)
def test_refuse_debugging_stops_development_switches(env):
    config.refuse_debugging({"REFLEX_ENV_MODE": "prod", "REFLEX_LOGLEVEL": "info"})

    with pytest.raises(config.Dangerous, match=next(iter(env))):
        config.refuse_debugging(env)


@pytest.mark.spec("OPS-5")
def test_engine_refuses_a_sqlite_with_the_wal_reset_fault(monkeypatch):
    monkeypatch.setattr(db.sqlite, "sqlite_version_info", (3, 51, 2))
    db.engine.cache_clear()
    try:
        with pytest.raises(SystemExit, match=r"3\.51\.3"):
            db.engine()
    finally:
        monkeypatch.undo()
        db.engine.cache_clear()


@pytest.mark.spec("OPS-4")
def test_unknown_names_what_is_most_likely_misspelt():
    given = {"PORTAL_PORT": "1", "PORTAL_SECRET_FILE": "x", "PORTAL_PORT_FILE": "x", "HOME": "/"}

    assert config.unknown({**given, "PORTAL_SENDGRID_KEY": "x"}) == [
        "PORTAL_PORT_FILE",
        "PORTAL_SENDGRID_KEY",
    ]


@pytest.mark.spec("OPS-4")
@pytest.mark.parametrize("mode", [0o600, 0o644])
def test_env_file_with_secrets_must_be_private(tmp_path, mode):
    (tmp_path / ".env").write_text(f"PORTAL_SECRET={SECRET}\nPORTAL_PORT=8123\n")
    (tmp_path / ".env").chmod(mode)
    asks = "from services.core.config import config; print(config().port)"
    plain = {name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")}

    ran = subprocess.run(
        [sys.executable, "-c", asks],
        cwd=tmp_path,
        env={**plain, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )

    if mode == 0o600:
        assert (ran.returncode, ran.stdout) == (0, "8123\n")
    else:
        assert ran.returncode == 1
        assert ran.stderr == ".env, which holds secrets, can be read by others: chmod 600 it.\n"


@pytest.mark.spec("OPS-4", "OPS-12")
def test_every_variable_is_in_the_docs_with_its_default():
    rows = re.findall(
        r"^\| `(PORTAL_\w+)` \| (.+?) \| .{10,} \|$",
        (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    written = {name: default.replace("`", "") for name, default in rows}

    assert written == {name: default or "not set" for name, default in config.VARIABLES.items()}


@pytest.mark.spec("OPS-4", "OPS-12")
def test_every_variable_is_in_the_template_and_starts_nothing(tmp_path):
    template = (ROOT / ".env.example").read_text(encoding="utf-8")

    assert re.findall(r"^#?(PORTAL_\w+)=", template, re.MULTILINE) == list(config.VARIABLES)
    assert re.findall(r"^PORTAL_", template, re.MULTILINE) == []


@pytest.mark.spec("OPS-4")
def test_read_asks_for_exactly_these_variables(tmp_path):
    asked = set()

    class Asked(dict):
        def get(self, name, default=None):
            asked.add(name)
            return str(tmp_path) if name == "PORTAL_DATA_DIR" else default

    config.read(Asked())

    assert asked == {*config.VARIABLES, *(f"{name}_FILE" for name in config.HIDDEN)}
