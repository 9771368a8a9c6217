"""The assembly: pages, guard, HTTP routes and the tasks that run beside them."""

from pathlib import Path
from typing import Any

import reflex as rx
from reflex.utils.prerequisites import get_web_dir
from starlette.types import ASGIApp

from portal_app import api, errors, pump, upkeep
from portal_app.build import HASHES
from portal_app.frames import WellFormed
from portal_app.front_door import FrontDoor
from portal_app.guard import Guard
from portal_app.headers import Headers
from portal_app.hosts import KnownHost
from portal_app.limits import BodyLimit, SocketLimit, UploadGuard
from portal_app.page import Page
from portal_app.problems import Problems
from portal_app.routes import PAGES
from portal_app.same_origin import SameOrigin
from services import branding
from services.core import log
from services.core.i18n import t
from states.admin.bell import BellState
from states.base import Audience, PortalState
from states.messaging import MessagingState

_BUILD = get_web_dir() / "build"


def build_app() -> rx.App:
    """Put the portal together. The last transformer is the first to see a request."""
    made = rx.App(
        html_lang=t("en"),
        stylesheets=["/portal.css"],
        head_components=[
            rx.el.link(rel="icon", href="/icon.svg", type="image/svg+xml"),
            rx.el.link(rel="apple-touch-icon", href="/apple-touch-icon.png"),
            rx.el.link(rel="manifest", href=f"/app/manifest-{t('en')}.webmanifest"),
            *_bars(),
            rx.el.link(rel="stylesheet", href="/brand.css"),
            rx.el.script(src="/portal.js"),
        ],
        hydrate_fallback=rx.el.div(t("Loading…"), class_name="p-8 text-muted"),
        toaster=None,
        backend_exception_handler=errors.show_error,
        frontend_exception_handler=errors.log_browser_error,
        api_transformer=[api.routes(), *_wrappers(_BUILD)],
    )
    made.app_wraps.pop((5, "Overlay"))  # Reflex's own "cannot connect" toast; ours is in the layout
    made.add_middleware(Guard())
    for page in PAGES:
        _add(made, page)
    for task in (
        upkeep.patience,
        pump.pump,
        upkeep.housekeeping,
        upkeep.filing,
        upkeep.outbox,
        upkeep.reading,
        upkeep.reminding,
        upkeep.mailbox,
    ):
        made.register_lifespan_task(task)
    return made


def _bars() -> list[rx.Component]:
    """Colour the phone's own bar above a page like the page's header; see assets/portal.js."""
    shades = {"light": branding.LIGHT_GROUNDS[1], "dark": branding.DARK_GROUNDS[1]}
    return [
        rx.el.meta(
            name="theme-color",
            content=shade,
            custom_attrs={"media": f"(prefers-color-scheme: {mode})"},
        )
        for mode, shade in shades.items()
    ]


def _wrappers(build: Path) -> list:
    if not (build / HASHES).exists():  # the pages are being built right now
        return []
    return [
        UploadGuard,
        WellFormed,
        SocketLimit,
        lambda app: FrontDoor(app, build / "client", PAGES),
    ]


def served() -> ASGIApp:
    """Return the portal as it is served.

    What Reflex puts around its transformers, for other origins and for errors, answers some
    requests by itself; so these stand around all of it.
    """
    return Headers(Problems(KnownHost(SameOrigin(BodyLimit(app())))), _BUILD)


def _add(app: rx.App, page: Page) -> None:
    named = f"{page.title} · {PortalState.clinic}"
    unread = MessagingState.unread
    app.add_page(
        page.component,
        route=page.route,
        title=rx.cond(unread > 0, f"({unread}) {named}", named),
        description=t("The customer portal of your veterinary clinic."),
        on_load=_on_load(page),
    )


def _on_load(page: Page) -> list[Any]:
    """Return what fills a page; on those of the staff what hangs in their frame, too."""
    own: Any = page.on_load or []
    filling = [*(own if isinstance(own, list) else [own]), PortalState.arrive]
    if page.audience is not Audience.STAFF:
        return filling
    return [*filling, MessagingState.load_badge, BellState.load]


log.set_up()
app = build_app()
