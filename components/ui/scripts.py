"""Scripts of our own beside the components that use them."""

from pathlib import Path
from uuid import uuid4

_ROOT = Path(__file__).parents[2]


def script(beside: str, name: str) -> str:
    """Put a script where the build of the pages finds it, and return where that is.

    rx.asset(shared=True) does the same, but reads the sources of all its callers to learn who
    they are: that made up a quarter of the portal's start.

    Args:
        beside: The __file__ of the module that it lies beside.
    """
    source = Path(beside).with_name(name).resolve(strict=True)
    place = Path("external") / source.relative_to(_ROOT)
    link = _ROOT / "assets" / place
    if link.resolve() != source:
        link.parent.mkdir(parents=True, exist_ok=True)
        made = link.with_name(f".{uuid4().hex}")  # others may be starting at the same moment
        made.symlink_to(source)
        made.replace(link)
    return f"$/public/{place.as_posix()}"
