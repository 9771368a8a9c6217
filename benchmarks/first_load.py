"""What a first visit downloads, beside an empty page built with the same settings.

`python -m benchmarks.first_load` counts the brotli files that a built page names. Nothing is
timed, so the figures are the same on every machine.
"""

import json
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from benchmarks.serving import ROOT

_NAMED = re.compile(r"(?:src|href)=\"(/[^\"]+\.(?:js|css))\"")
_SHELL = "__spa-fallback.html"
_EMPTY = '''
import reflex as rx


class EmptyState(rx.State):
    """One var and one handler: the least that needs a state."""

    count: int = 0

    @rx.event
    def more(self):
        """Count."""
        self.count += 1


app = rx.App(toaster=None)
app.app_wraps.pop((5, "Overlay"), None)
app.add_page(lambda: rx.el.button(EmptyState.count, on_click=EmptyState.more), route="/")
'''
_CONFIG = """
import reflex as rx

config = rx.Config(
    app_name="empty",
    plugins=[rx.plugins.TailwindV4Plugin()],
    disable_plugins=[rx.plugins.SitemapPlugin],
    frontend_compression_formats=["brotli", "gzip"],
    telemetry_enabled=False,
    show_built_with_reflex=False,
)
"""


def weight(client: Path, html: str, route: str) -> tuple[int, int]:
    """Return the bytes of a page with its scripts, and of its style sheets, brotli-compressed.

    Args:
        html: The file that is served for the page.
        route: Its route in the router's manifest, such as pets/:pet_id/:tab.
    """
    manifest = next(client.glob("assets/manifest-*.js")).read_text()
    routes = json.loads(manifest.partition("=")[2].rstrip(";\n"))["routes"].values()
    chosen = [found for found in routes if found.get("path", "") == route or found["id"] == "root"]
    named = set(_NAMED.findall((client / html).read_text()))
    named |= {path for found in chosen for path in (found["module"], *found["imports"])}
    named = {name for name in named if (client / name[1:]).exists()}  # /brand.css is made by us
    sheets = {name for name in named if name.endswith(".css")}
    for sheet in list(sheets):
        sheets |= _imports(client, sheet)
    scripts = sum(_size(client / name[1:]) for name in named - sheets)
    return _size(client / html) + scripts, sum(_size(client / name[1:]) for name in sheets)


def _imports(client: Path, sheet: str) -> set[str]:
    path = client / sheet[1:]
    return set(re.findall(r"@import\s+(?:url\()?\"(/[^\"]+)\"", path.read_text()))


def _size(path: Path) -> int:
    small = path.with_name(f"{path.name}.br")
    return (small if small.exists() else path).stat().st_size


def build_empty() -> Path:
    """Build an empty page with Reflex's own parts and our settings; return its folder."""
    folder = Path(tempfile.mkdtemp(prefix="pawgate-empty-"))
    (folder / "empty").mkdir()
    (folder / "empty/__init__.py").touch()
    (folder / "empty/empty.py").write_text(_EMPTY)
    (folder / "rxconfig.py").write_text(_CONFIG)
    shutil.copytree(ROOT / "reflex.lock", folder / "reflex.lock")
    program = ["reflex", "export", "--frontend-only", "--no-zip"]
    subprocess.run(program, cwd=folder, check=True, capture_output=True)
    return folder / ".web/build/client"


def main() -> None:
    """Print the table that stands in docs/performance.md."""
    empty = sum(weight(build_empty(), "index.html", ""))
    built = ROOT / ".web/build/client"
    print("| page | pages and scripts, kB | style, kB | to an empty Reflex page |")
    print("| --- | --- | --- | --- |")
    print(f"| empty | {empty / 1000:.1f} | | 1.00× |")
    for name, html, route in (
        ("sign-in", "sign-in/index.html", "sign-in"),
        ("dashboard", "index.html", ""),
        ("a pet", _SHELL, "pets/:pet_id/:tab"),
        ("messages", "messages/index.html", "messages"),
        ("a thread", _SHELL, "messages/:thread_id"),
        ("account", "account/index.html", "account"),
        ("search", "search/index.html", "search"),
    ):
        scripts, style = weight(built, html, route)
        ratio = (scripts + style) / empty
        print(f"| {name} | {scripts / 1000:.1f} | {style / 1000:.1f} | {ratio:.2f}× |")


if __name__ == "__main__":
    main()
