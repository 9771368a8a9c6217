"""The demo clinic: believable, made up, and the same on every machine on a given day."""

from services.demo.filling import fill

__all__ = ["fill"]
