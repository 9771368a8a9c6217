"""The event handlers that are registered, as the browser's side can name them."""

from reflex_base.registry import RegistrationContext

from portal_app import portal_app  # noqa: F401 (importing it registers them)
from portal_app.guard import ROOT


def registered() -> dict[str, str]:
    """Our handlers by their short name, such as pets_state.load."""
    names = RegistrationContext.get().event_handlers
    ours = [name for name in names if name.startswith(f"{ROOT}.states___")]
    short = {name.split("___")[-1].lstrip("_"): name for name in ours}
    return {said: name for said, name in short.items() if not said.endswith(".setvar")}
