"""An e-mail's text as a page: the same words, under the clinic's name in its colour.

Everything that is not ours is escaped. There is no picture, font or script, so that nothing is
fetched when it is opened; colours are given for light and dark, and readable without either.
"""

from html import escape

from services import branding
from services.core import links
from services.delivery.letter import Letter
from services.settings import is_color

_FONT = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif"
_PARAGRAPH = "margin:0 0 16px;line-height:1.5;white-space:pre-line;overflow-wrap:anywhere"


def write(letter: Letter) -> str:
    """Write a letter's text as HTML."""
    light, dark = _colors(letter.accent)
    said = "".join(
        f'<p style="{_PARAGRAPH}">{_text(part)}</p>' for part in _paragraphs(letter.body)
    )
    return f"""<!doctype html>
<html>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>{escape(letter.subject)}</title>
<style>
:root {{ color-scheme: light dark; supported-color-schemes: light dark; }}
body {{ background: #faf8f5; color: #1f1d1a; }}
a, .clinic {{ color: {light}; }}
@media (prefers-color-scheme: dark) {{
  body {{ background: #161412 !important; color: #f2efe9 !important; }}
  a, .clinic {{ color: {dark} !important; }}
}}
</style>
</head>
<body style="margin:0;padding:24px 16px;font-size:16px;{_FONT}">
<div style="max-width:560px;margin:0 auto">
<p class="clinic" style="margin:0 0 24px;font-size:20px;font-weight:700">{escape(letter.clinic)}</p>
{said}
</div>
</body>
</html>
"""


def _colors(accent: str) -> tuple[str, str]:
    """Return colours that can be read as text on light and on dark ground."""
    if not is_color(accent):
        return "inherit", "inherit"
    return branding.light(accent.lower()).accent, branding.dark(accent.lower()).accent


def _paragraphs(body: str) -> list[str]:
    return [part.strip("\n") for part in body.strip().split("\n\n") if part.strip()]


def _text(part: str) -> str:
    """Escape a paragraph, and let its addresses be followed."""
    return "".join(
        f'<a href="{escape(piece.href)}">{escape(piece.text)}</a>'
        if piece.href
        else escape(piece.text)
        for piece in links.split(part)
    )
