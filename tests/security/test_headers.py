"""What stands around every answer of a running portal, and where its redirects lead."""

import re
from urllib.parse import urljoin, urlsplit

import httpx
import pytest

from tests.browser.serving import serve
from tests.security.hostile import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.spec("OPS-11")]

ALWAYS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(self), microphone=(), geolocation=()",
}
ELSEWHERE = {"Origin": "https://evil.example"}
PREFLIGHT = {**ELSEWHERE, "Access-Control-Request-Method": "POST"}
KINDS = {  # of answers: the request, and the status it gets
    "a page": ("GET", "/sign-in", {}, 200),
    "a page in German": ("GET", "/sign-in", {"Accept-Language": "de"}, 200),
    "a redirect": ("GET", "/account", {}, 303),
    "a static file": ("GET", "/portal.js", {}, 200),
    "the colours": ("GET", "/brand.css", {}, 200),
    "no such page": ("GET", "/nothing/here", {}, 404),
    "no such file": ("GET", "/files/documents/nothing", {}, 404),
    "no such method": ("DELETE", "/auth/code", {}, 405),
    "no such method of a page": ("DELETE", "/nothing", {}, 405),
    "another site's form": ("POST", "/auth/code", ELSEWHERE, 403),
    "another site's preflight": ("OPTIONS", "/auth/code", PREFLIGHT, 400),
    "another host": ("GET", "/", {"Host": "evil.example"}, 421),
    "another host's preflight": ("OPTIONS", "/", {**PREFLIGHT, "Host": "evil.example"}, 421),
    "too much": ("POST", "/auth/code", {"Content-Length": "70000"}, 413),
    "health": ("GET", "/healthz", {}, 200),
    "readiness": ("GET", "/readyz", {}, 200),
    "Reflex's own": ("GET", "/ping", {}, 200),
    "a challenge": ("GET", "/auth/challenge", {}, 200),
    "uploads": ("POST", "/_upload", {}, 404),
    "a socket without one": ("GET", "/_event/?EIO=4&transport=polling", {}, 400),
    "a broken form": ("POST", "/auth/code", {"Content-Type": "multipart/form-data"}, 400),
    "out of the folder": ("GET", "/%2e%2e/%2e%2e/etc/passwd", {}, 404),
}
LEADING_AWAY = [
    "//evil.example",
    "///evil.example",
    "////evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "\\/evil.example",
    "/\\/evil.example",
    "https://evil.example",
    "http:evil.example",
    "https:/evil.example",
    "https:///evil.example",
    "HTTPS://evil.example",
    "javascript:alert(1)",
    "JavaScript:alert(1)//",
    "data:text/html,x",
    "vbscript:x",
    "mailto:x@mail.test",
    " //evil.example",
    "\t//evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/\r/evil.example",
    "/%09/evil.example",
    "/%2f/evil.example",
    "/%2fevil.example",
    "%2f%2fevil.example",
    "/%5cevil.example",
    "/.evil.example",
    "/..//evil.example",
    "/./\\evil.example",
    "/?next=//evil.example",
    "/#//evil.example",
    "/@evil.example",
    "//localhost@evil.example",
    "/:80@evil.example",
    "evil.example",
    "//evil。example",
    "/\u2215evil.example",
    "\uff0f\uff0fevil.example",
    "/\u2028/evil.example",
    "/\u00a0/evil.example",
    "/\x00/evil.example",
    "//[::1]",
    "//0x7f000001",
    "//evil.example:443/%2e%2e",
    "/account\r\nSet-Cookie: portal_session=x",
    "/account\r\nLocation: https://evil.example",
    "/account%0d%0aSet-Cookie:x=y",
    "/account\u560a\u560dSet-Cookie:x=y",
    "/" + "a" * 5000,
]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_answer_carries_the_headers(portal, kind):
    method, path, headers, status = KINDS[kind]

    body = b"x" * int(headers.get("Content-Length", "0"))
    answer = httpx.request(method, f"{portal.url}{path}", headers=headers, content=body, timeout=60)

    assert answer.status_code == status
    assert {name: answer.headers.get(name) for name in ALWAYS} == ALWAYS
    assert "server" not in answer.headers
    assert "access-control-allow-origin" not in answer.headers
    assert "cache-control" in answer.headers
    is_page = answer.headers.get("content-type", "").startswith("text/html")
    assert ("content-security-policy" in answer.headers) == (is_page or "files" in path)


def test_a_page_is_asked_for_anew_and_runs_only_our_scripts(portal):
    page = httpx.get(f"{portal.url}/sign-in")

    policy = page.headers["content-security-policy"]
    scripts = re.findall(r"script-src ([^;]*)", policy)[0]
    assert page.headers["cache-control"] in ("no-cache", "no-store")
    assert "unsafe" not in scripts
    assert "*" not in policy
    for rule in ("object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"):
        assert rule in policy
    asset = re.findall(r'"(/assets/[^"]+\.js)"', page.text)[0]
    kept = httpx.get(f"{portal.url}{asset}").headers
    assert kept["cache-control"] == "public, max-age=31536000, immutable"
    assert httpx.get(f"{portal.url}{asset}.map").status_code == 404


def test_files_are_asked_for_anew_and_cannot_run(portal, her):
    document = _photo(portal)
    answer = her.get(document)
    stranger = httpx.get(f"{portal.url}{document}")

    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "private, no-cache"
    assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert stranger.status_code == 404
    etag = {"If-None-Match": answer.headers["etag"]}
    assert her.get(document, headers=etag).status_code == 304
    assert httpx.get(f"{portal.url}{document}", headers=etag).status_code == 404


def _photo(portal) -> str:
    from uuid import UUID

    from pysqlite3 import dbapi2

    with dbapi2.connect(portal.folder / "data" / "portal.db") as database:
        found = database.execute(
            "SELECT pet.id FROM pet JOIN customer ON customer.id = pet.customer_id "
            "WHERE customer.email = 'alice@demo.test' AND pet.photo != ''"
        )
        return f"/files/pets/{UUID(found.fetchone()[0])}/photo"


@pytest.mark.parametrize(
    "path",
    [
        "/../../etc/passwd",
        "/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
        "/assets/..%2f..%2f..%2fcsp-hashes.json",
        "/..%5c..%5csecret",
        "/files/documents/..%2f..%2f..%2fsecret",
        "/files/pets/..%2f..%2fportal.db/photo",
        "/files/attachments/%00",
        "/_upload/../secret",
        "/_upload/portal.db",
        "/_all_routes",
        "/.git/config",
        "/.env",
        "/csp-hashes.json",
        "/server/index.js",
        "/auth-codespace",
        "//evil.example/%2e%2e",
    ],
)
def test_nothing_but_the_build_is_handed_out(portal, her, path):
    port = portal.url.rpartition(":")[2]
    request = httpx.Request("GET", f"http://localhost:{port}", headers={"Cookie": her.cookie})
    request.url = request.url.copy_with(raw_path=path.encode())
    with httpx.Client(timeout=60) as client:
        answer = client.send(request)

    assert answer.status_code in (303, 307, 400, 404)
    if answer.is_redirect:
        assert urlsplit(urljoin(portal.url, answer.headers["location"])).netloc in portal.url
    assert "root:" not in answer.text
    assert "SQLite" not in answer.text


@pytest.mark.parametrize("target", LEADING_AWAY, ids=range(len(LEADING_AWAY)))
def test_no_next_leads_elsewhere(portal, target):
    visitor = Visitor(portal)

    answers = [
        visitor.post("/language", data={"language": "en", "next": target}),
        visitor.post("/auth/code", data={"contact": "x@mail.test", "next": target}),
        visitor.post("/auth/pin", data={"pin": "493817", "next": target}),
    ]

    for answer in answers:
        location = answer.headers["location"]
        assert answer.status_code == 303
        assert location.startswith(("/sign-in?", "/"))
        assert "evil" not in location
        assert urlsplit(urljoin(portal.url, location)).netloc == urlsplit(portal.url).netloc
        assert answer.headers.get_list("location") == [location]
        assert "portal_session" not in str(answer.headers)


def test_signing_out_clears_what_the_browser_keeps(portal):
    visitor = Visitor(portal)
    visitor.sign_in("bob@demo.test")
    session = visitor.cookies["portal_session"]

    answer = visitor.post("/auth/sign-out")

    assert '"storage"' in answer.headers["clear-site-data"]
    assert "portal_session" not in visitor.cookies
    assert httpx.get(portal.url, cookies={"portal_session": session}).status_code == 303


@pytest.mark.spec("AUTH-6")
def test_behind_https_cookies_are_ours_alone():
    with serve(PORTAL_PUBLIC_URL="https://pets.example.org") as portal:
        visitor = Visitor(portal, headers={"Host": "pets.example.org"})
        proof = {"contact": "alice@demo.test", "proof": ""}
        refused = visitor.post("/auth/code", data=proof)
        chosen = visitor.post("/language", data={"language": "de"})

    for answer in (refused, chosen):
        assert answer.headers["strict-transport-security"].startswith("max-age=31536000")
        for cookie in answer.headers.get_list("set-cookie"):
            assert cookie.startswith("__Host-portal_")
            for flag in ("HttpOnly", "Secure", "Path=/", "SameSite=lax"):
                assert flag in cookie
            assert "Domain" not in cookie
    assert refused.headers.get_list("set-cookie")
