"""What is told of a page."""

from collections.abc import Callable
from dataclasses import dataclass

import reflex as rx

from states.base import Audience


@dataclass(frozen=True)
class Page:
    """One address, who may open it, what it shows, and what fills it: the frame's badge, too."""

    route: str
    title: rx.Var[str] | str
    audience: Audience
    component: Callable[[], rx.Component]
    on_load: rx.event.EventType[()] | None = None
    demo_only: bool = False
