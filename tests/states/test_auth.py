"""What the sign-in page shows to nobody in particular."""

import pytest

from services import settings
from services.core.db import run
from states.auth import SignInState
from states.live import LiveState


@pytest.mark.spec("AUTH-10", "GEN-3")
async def test_the_way_to_sign_up_follows_the_setting_in_an_open_tab(open_tab):
    tab = open_tab()
    await tab.send(SignInState.load)
    shown = [(await tab.state(SignInState)).registers]

    for allowed in (True, False):
        run(settings.put, allow_registration=allowed)
        await tab.send(LiveState.dress)
        shown.append((await tab.state(SignInState)).registers)

    assert shown == [False, True, False]
