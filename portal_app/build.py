"""What we do to the compiled pages, once, right after Reflex has built them.

The pages come out with marks instead of texts (services/core/i18n.py). Each language gets a copy
of its own, with the texts in place: the default at the root, the others in a folder of their
name, scripts included. So a page arrives in the right language, and choosing costs nothing.
"""

import base64
import hashlib
import html
import json
import re
import shutil
from pathlib import Path
from typing import Any

from reflex.plugins import Plugin

from services.core import i18n

HASHES = "csp-hashes.json"  # next to the folder of the compiled pages
_SCRIPT = re.compile(r"<script(?P<attributes>[^>]*)>(?P<body>.*?)</script>", re.DOTALL)
_ASSET = re.compile(r"assets/(?=[\w.-]+\.(?:js|css)\b)")
_TEXTUAL = {".html", ".js", ".css"}


class PortalBuild(Plugin):
    """Runs before the files are compressed."""

    def post_build(self, *, static_dir: Path, **_context: Any) -> None:
        """Make one build fit every address and language, and note which inline scripts are ours."""
        for file in static_dir.glob("assets/reflex-env-*.js"):
            file.write_text(_from_here(file.read_text()))
        pages = [*static_dir.rglob("*.html"), *(static_dir / "assets").rglob("*")]
        for language in i18n.LANGUAGES:
            if language != i18n.DEFAULT:
                _copy(pages, static_dir, language)
        for file in pages:
            _put_texts(file, file, i18n.DEFAULT)
        found = [page.read_text() for page in static_dir.rglob("*.html")]
        hashes = sorted({digest for page in found for digest in _inline_scripts(page)})
        (static_dir.parent / HASHES).write_text(json.dumps(hashes))


def _copy(files: list[Path], static_dir: Path, language: str) -> None:
    for file in files:
        if file.is_file():
            target = _place(file.relative_to(static_dir), static_dir, language)
            target.parent.mkdir(parents=True, exist_ok=True)
            _put_texts(file, target, language)


def _place(file: Path, static_dir: Path, language: str) -> Path:
    if file.parts[0] == "assets":
        return static_dir / _assets_of(language) / file.relative_to("assets")
    return static_dir / language / file


def _assets_of(language: str) -> str:
    """Name a folder by what the catalogue says: its files are kept by browsers for good."""
    said = repr([(message.id, message.string) for message in i18n.catalog(language)])
    return f"{language}/assets-{hashlib.sha256(said.encode()).hexdigest()[:8]}"


def _put_texts(source: Path, target: Path, language: str) -> None:
    if source.suffix not in _TEXTUAL:
        if source != target:
            shutil.copyfile(source, target)
        return
    content = source.read_text()
    if language != i18n.DEFAULT:
        content = _ASSET.sub(f"{_assets_of(language)}/", content)
    if source.suffix == ".html":
        content = _SCRIPT.sub(lambda found: _in_script(found[0], language), content)
        content = i18n.MARK.sub(lambda found: html.escape(i18n.unmark(found[0], language)), content)
    else:
        content = _in_script(content, language)
    target.write_text(content)


def _in_script(script: str, language: str) -> str:
    """Put texts where they stand between quotes of whatever kind."""
    return i18n.MARK.sub(lambda found: _quoted(i18n.unmark(found[0], language)), script)


def _quoted(text: str) -> str:
    plain = json.dumps(text)[1:-1].replace('\\"', '"')
    return re.sub("""["'`$<>&]""", lambda found: f"\\u{ord(found[0]):04x}", plain)


def _from_here(script: str) -> str:
    """Have the browser talk to wherever the page came from, not to the address at build time."""
    script = re.sub(r"`https?://[^/`]+/", "`${location.origin}/", script)
    return re.sub(r"`wss?://[^/`]+/", '`${location.origin.replace(/^http/,"ws")}/', script)


def _inline_scripts(page: str) -> list[str]:
    return [
        "sha256-" + base64.b64encode(hashlib.sha256(found["body"].encode()).digest()).decode()
        for found in _SCRIPT.finditer(page)
        if "src=" not in found["attributes"] and found["body"]
    ]
