"""Registering over HTTP."""

import httpx
import pytest

from portal_app import api
from services import settings
from services.auth import proofs
from services.core.db import run
from tests.signing_in import newest, solve


@pytest.mark.spec("AUTH-10", "GEN-9")
async def test_a_sign_up_keeps_the_language_of_the_page_also_for_the_next_code(later):
    run(settings.put, allow_registration=True)
    form = {"first_name": "Zoe", "contact": "zoe@mail.test"}
    steps = (("/auth/sign-up", form), ("/auth/code/again", {}))
    spoken = []

    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(api.routes()),
        base_url="http://localhost:8000",
        headers={"accept-language": "de-DE"},
    ) as browser:
        for path, given in steps:
            proof = solve(run(proofs.challenge, "192.0.2.9"))
            await browser.post(path, data=given | {"proof": proof})
            spoken.append((newest().id, newest().language))
            later(minutes=2)

    assert [language for _id, language in spoken] == ["de", "de"]
    assert len(dict(spoken)) == 2
