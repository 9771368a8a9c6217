"""Every page of the portal: the table of contents."""

from collections.abc import Callable
from dataclasses import dataclass

import reflex as rx

from components import account, auth, errors, kit, messaging, pets, search
from services.core.i18n import t
from states.account import AccountState
from states.auth import SignInState
from states.base import Audience
from states.messaging import MessagingState
from states.pets import PetsState, PetState
from states.search import SearchState


@dataclass(frozen=True)
class Page:
    """One address, who may open it, what it shows, and what fills it: the frame's badge, too."""

    route: str
    title: rx.Var[str] | str
    audience: Audience
    component: Callable[[], rx.Component]
    on_load: rx.event.EventType[()] | None = None
    demo_only: bool = False


PAGES = (
    Page("/sign-in", t("Sign in"), Audience.PUBLIC, auth.sign_in_page, SignInState.load),
    Page("/sign-in/code", t("Enter your code"), Audience.PUBLIC, auth.code_page, SignInState.load),
    Page(
        "/account",
        t("Account"),
        Audience.CUSTOMERS,
        account.account_page,
        [AccountState.load, MessagingState.load_badge],
    ),
    Page(
        "/",
        t("Your pets"),
        Audience.CUSTOMERS,
        pets.dashboard_page,
        [PetsState.load, MessagingState.load_badge],
    ),
    *(
        Page(
            route,
            rx.cond(PetState.head.name != "", PetState.head.name, t("Pet")),
            Audience.CUSTOMERS,
            pets.pet_page,
            [PetState.open, MessagingState.load_badge],
        )
        for route in ("/pets/[pet_id]", "/pets/[pet_id]/[tab]")
    ),
    Page(
        "/search",
        t("Search"),
        Audience.CUSTOMERS,
        search.search_page,
        [SearchState.load, MessagingState.load_badge],
    ),
    Page(
        "/messages",
        t("Messages"),
        Audience.CUSTOMERS,
        messaging.threads_page,
        MessagingState.load_threads,
    ),
    Page(
        "/messages/[thread_id]",
        t("Messages"),
        Audience.CUSTOMERS,
        messaging.thread_page,
        MessagingState.load_thread,
    ),
    Page("/ui", t("Design system"), Audience.PUBLIC, kit.kit_page, demo_only=True),
    Page("404", t("Page not found"), Audience.PUBLIC, errors.not_found_page),
)
