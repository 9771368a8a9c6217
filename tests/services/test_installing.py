"""The portal as an app: its manifest, and icons that every phone can show."""

from io import BytesIO

import pytest
from PIL import Image

from services import branding, installing
from services.core import files
from services.installing import Icon
from services.settings import Settings

RED, WHITE = (200, 40, 40, 255), (255, 255, 255, 255)


def drawn(icon: Icon, **rules: str) -> Image.Image:
    return Image.open(BytesIO(installing.draw(Settings(**rules), icon))).convert("RGBA")


def logo(tmp_path, color, size=(64, 32), ground=(0, 0, 0, 0)) -> str:
    """Keep a logo with a margin round a field of one colour."""
    picture = Image.new("RGBA", size, ground)
    picture.paste(color, (4, 4, size[0] - 4, size[1] - 4))
    path = tmp_path / "logo.png"
    picture.save(path)
    return files.keep(path.read_bytes())


def test_an_app_has_the_clinics_name_colors_and_the_readers_language():
    rules = Settings(clinic_name="Tierklinik am See", accent_color="#8a1c4a")

    said = installing.manifest(rules, "de")

    assert (said["name"], said["short_name"]) == ("Tierklinik am See", "Tierklinik")
    assert (said["lang"], said["start_url"], said["scope"], said["id"]) == ("de", "/", "/", "/")
    assert said["theme_color"] == branding.light("#8a1c4a").accent
    assert [(one["name"], one["url"]) for one in said["shortcuts"]] == [
        ("Nachrichten", "/messages"),
        ("Ihre Tiere", "/"),
    ]


@pytest.mark.parametrize(
    ("name", "short", "below"),
    [
        ("Tierklinik am See", "Am See", "Am See"),
        ("Vetpoint", "", "Vetpoint"),
        (
            "Kleintierpraxisgemeinschaft Hohenstaufen",
            "",
            "Kleintierpraxisgemeinschaft Hohenstaufen",
        ),
    ],
)
def test_the_name_below_the_icon_is_short_where_that_can_be(name, short, below):
    rules = Settings(clinic_name=name, clinic_short_name=short)

    assert installing.manifest(rules, "en")["short_name"] == below


@pytest.mark.spec("MSG-1")
def test_an_app_leads_to_no_messages_that_the_clinic_does_not_use():
    said = installing.manifest(Settings(messaging_mode="disabled"), "en")

    assert [one["url"] for one in said["shortcuts"]] == ["/"]


@pytest.mark.parametrize("icon", list(Icon))
def test_an_icon_is_as_large_as_it_says(icon):
    assert drawn(icon).size == (icon.side, icon.side)


@pytest.mark.parametrize("icon", [Icon.MASKABLE, Icon.TOUCH])
def test_an_icon_that_a_phone_cuts_is_colored_to_its_corners(icon):
    picture = drawn(icon, accent_color="#8a1c4a")

    assert picture.getpixel((0, 0)) == (0x8A, 0x1C, 0x4A, 255)
    assert picture.getpixel((icon.side // 2, round(icon.side * 0.62))) == WHITE  # the paw


def test_other_icons_are_see_through_around_their_shape():
    for icon in (Icon.SMALL, Icon.LARGE, Icon.BADGE):
        assert drawn(icon).getpixel((0, 0))[3] == 0


def test_a_logo_stands_on_white_with_its_proportions(tmp_path):
    picture = drawn(Icon.TOUCH, logo=logo(tmp_path, RED))

    assert picture.getpixel((90, 90)) == RED
    assert picture.getpixel((90, 20)) == WHITE
    assert picture.getpixel((5, 90)) == WHITE


def test_a_white_logo_stands_on_the_clinics_color(tmp_path):
    picture = drawn(Icon.TOUCH, logo=logo(tmp_path, WHITE), accent_color="#8a1c4a")

    assert picture.getpixel((90, 90)) == WHITE
    assert picture.getpixel((0, 0)) == (0x8A, 0x1C, 0x4A, 255)


def test_all_of_a_logo_stays_when_a_phone_cuts_a_circle(tmp_path):
    made = logo(tmp_path, RED, size=(64, 64), ground=RED)

    picture = drawn(Icon.MASKABLE, logo=made)

    for x in range(0, picture.width, 8):
        for y in range(0, picture.height, 8):
            out = (x - 256) ** 2 + (y - 256) ** 2 > (0.4 * 512) ** 2
            assert not out or picture.getpixel((x, y)) == WHITE


def test_another_color_or_logo_is_another_address(tmp_path):
    looks = [
        Settings(),
        Settings(accent_color="#8a1c4a"),
        Settings(logo=logo(tmp_path, RED)),
        Settings(clinic_name="Other"),
    ]

    versions = [installing.version(rules) for rules in looks]

    assert len(set(versions)) == 3
    assert versions[3] == versions[0]
