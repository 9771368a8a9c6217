"""What the clinic's colours may look like, and that each stays legible."""

import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from services import branding
from services.settings import Settings

CSS = Path(__file__).parents[2] / "assets" / "portal.css"
colors = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def least_contrast(brand, grounds):
    return min(branding.contrast(brand.accent, ground) for ground in (*grounds, brand.soft))


def variables(selector):
    """Return the variables of one block of the stylesheet."""
    block = re.search(re.escape(selector) + r" \{(.*?)\}", CSS.read_text(), re.DOTALL)
    return dict(re.findall(r"--([\w-]+): (#\w{6});", block[1]))


@pytest.mark.spec("GEN-7")
@given(colors)
@example("#000000")
@example("#ffffff")
@example("#ffff00")
@example("#0000ff")
def test_every_accent_becomes_legible_in_light_and_dark(color):
    light, dark = branding.light(color), branding.dark(color)

    assert least_contrast(light, branding.LIGHT_GROUNDS) >= 4.5
    assert least_contrast(dark, branding.DARK_GROUNDS) >= 4.5
    assert branding.contrast(light.accent, light.ink) >= 4.5
    assert branding.contrast(dark.accent, dark.ink) >= 4.5


@pytest.mark.spec("GEN-7")
@given(colors)
def test_text_stays_legible_on_the_soft_accent(color):
    for selector, brand in ((":root", branding.light(color)), (":root.dark", branding.dark(color))):
        text = variables(selector)

        assert branding.contrast(text["ink"], brand.soft) >= 4.5
        assert branding.contrast(text["muted"], brand.soft) >= 4.5


def test_an_accent_that_is_legible_already_is_kept():
    assert branding.light("#0d6b5b").accent == "#0d6b5b"


@pytest.mark.spec("SET-1")
@given(colors)
def test_shades_say_when_a_color_was_corrected_and_only_then(color):
    light, dark = branding.shades(color)

    assert light.corrected == (light.brand.accent != color)
    assert min(light.contrast, dark.contrast) >= branding.LEGIBLE


@pytest.mark.spec("SET-1")
@pytest.mark.parametrize(
    ("color", "corrected"),
    [("#0d6b5b", (False, True)), ("#ffff00", (True, False)), ("#000000", (False, True))],
)
def test_shades_tell_light_from_dark(color, corrected):
    assert tuple(shade.corrected for shade in branding.shades(color)) == corrected


def test_contrast_knows_its_ends():
    assert branding.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert branding.contrast("#777777", "#777777") == 1


@pytest.mark.spec("GEN-7")
@pytest.mark.parametrize(
    ("selector", "grounds"),
    [(":root", branding.LIGHT_GROUNDS), (":root.dark", branding.DARK_GROUNDS)],
)
def test_the_stylesheet_keeps_its_own_colors_legible(selector, grounds):
    found = variables(selector)

    assert (found["canvas"], found["surface"], found["sunken"]) == grounds
    for text in ("ink", "muted", "accent", "danger", "success", "warning"):
        assert min(branding.contrast(found[text], ground) for ground in grounds) >= 4.5, text
    for tone in ("danger", "success", "warning", "accent"):
        assert branding.contrast(found[tone], found[f"{tone}-soft"]) >= 4.5, tone
    assert branding.contrast(found["edge"], found["surface"]) >= 3


def test_the_shipped_accent_is_the_stylesheets_own():
    light, dark = variables(":root"), variables(":root.dark")
    bright, dim = branding.light(Settings().accent_color), branding.dark(Settings().accent_color)

    assert (light["accent"], light["accent-ink"], light["accent-soft"]) == (
        bright.accent,
        bright.ink,
        bright.soft,
    )
    assert (dark["accent"], dark["accent-ink"], dark["accent-soft"]) == (
        dim.accent,
        dim.ink,
        dim.soft,
    )


@pytest.mark.spec("OPS-11")
def test_the_stylesheet_holds_nothing_but_colors():
    written = branding.stylesheet(Settings(clinic_name="</style>"))

    assert re.fullmatch(
        r":root\{(--[a-z-]+:#[0-9a-f]{6};?){3}\}\n:root\.dark\{(--[a-z-]+:#[0-9a-f]{6};?){3}\}\n",
        written,
    )


@pytest.mark.spec("MSG-1")
@pytest.mark.parametrize(
    ("mode", "hidden"), [("full", False), ("read_only", True), ("disabled", True)]
)
def test_no_composer_shows_at_first_where_customers_write_nothing(mode, hidden):
    written = branding.stylesheet(Settings(messaging_mode=mode))

    assert (".customer-writes{display:none}" in written) is hidden
