"""One portal for all attacks on a running one, and people signed in on it."""

import pytest

from tests.browser.serving import Portal, serve
from tests.security.hostile import Visitor


@pytest.fixture(scope="session")
def portal() -> Portal:
    """One portal for all of them."""
    with serve() as made:
        yield made


@pytest.fixture(scope="session")
def her(portal) -> Visitor:
    return signed_in(portal, "alice")


@pytest.fixture(scope="session")
def him(portal) -> Visitor:
    return signed_in(portal, "bob")


def signed_in(portal: Portal, name: str) -> Visitor:
    visitor = Visitor(portal)
    assert visitor.sign_in(f"{name}@demo.test").status_code == 303
    assert "portal_session" in visitor.cookies
    return visitor
