"""The portal as an app of its own on a phone: what it is called, and its icons."""

from services.installing.icons import Icon, draw, version
from services.installing.manifest import address, manifest

__all__ = ["Icon", "address", "draw", "manifest", "version"]
