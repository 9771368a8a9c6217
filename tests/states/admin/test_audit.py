"""The page of the audit trail."""

from functools import partial

import pytest

from models.customers import Customer
from services import audit
from services.audit import Event
from services.core.db import run
from states.admin.audit import AuditState

pytestmark = pytest.mark.spec("PRIV-6")

WORDS = {"en": "How: password and code; later: 7", "de": "Wie: Passwort und Code; later: 7"}


@pytest.mark.parametrize("language", WORDS)
async def test_details_are_told_in_the_readers_words(open_tab, vera, alice, language):
    told = partial(audit.record, way="password and code", later=7)
    run(lambda db: told(db, alice.actor, Event.SIGNED_IN, db.get(Customer, alice.actor.id)))
    tab = open_tab(vera, language=language)

    await tab.send(AuditState.load)

    assert (await tab.state(AuditState)).lines[0].details == WORDS[language]
