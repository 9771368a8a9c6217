"""What is told of a refusal or a bug is told in the language of whoever it is told to."""

import pytest

from portal_app import errors
from services.core import i18n
from services.core.errors import NotFound
from states.admin.lists import ListState
from states.feedback import FeedbackState

pytestmark = pytest.mark.spec("GEN-9")


def _shown(answer) -> dict[str, str]:
    return {str(name): str(value) for name, value in answer.args}


@pytest.mark.parametrize("language", i18n.LANGUAGES)
async def test_show_error_speaks_as_the_tab_does_wherever_it_is_called(open_tab, vera, language):
    tab = open_tab(vera, language=language)

    with pytest.raises(NotFound) as refusal:
        await tab.send(ListState.move, id="nothing of ours", up=True)

    with i18n.speaking(language):
        wanted = i18n.translate(refusal.value.message)
    assert wanted in str(_shown(errors.show_error(refusal.value)))


@pytest.mark.parametrize("language", i18n.LANGUAGES)
async def test_fail_owns_up_in_the_language_of_the_tab(open_tab, vera, language):
    tab = open_tab(vera, language=language)

    await tab.send(FeedbackState.fail, reference="1a2b3c4d")

    with i18n.speaking(language):
        said = i18n.translate(
            "Something went wrong. Please quote {reference} to us.", reference="1a2b3c4d"
        )
    assert (await tab.state(FeedbackState)).text == said
