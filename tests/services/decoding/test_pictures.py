"""Pictures that come in: right way up, cut, without what their camera told, and never a crash."""

import random
import struct
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageCms, ImageDraw, PngImagePlugin

from services.decoding import pictures
from services.decoding.pictures import Square, TooLarge, Unreadable

HEIC = Path("tests/fixtures/photo.heic").read_bytes()  # red above blue, lying, with its place
PLACE = (b"GPS", b"Exif", b"Kamera", b"xmpmeta", b"52,31", b"2026:03:04")
RED, BLUE = (200, 40, 40), (40, 40, 200)
LEFT, RIGHT, TOP, BOTTOM = (9, 32), (87, 32), (32, 9), (32, 87)


def drawn(width: int = 96, height: int = 64) -> Image.Image:
    """A picture with a red left and a blue right half."""
    image = Image.new("RGB", (width, height), RED)
    ImageDraw.Draw(image).rectangle((width // 2, 0, width, height), fill=BLUE)
    return image


def tagged(orientation: int = 1) -> bytes:
    """What a camera notes beside the pixels: make, place, which side is up."""
    noted = Image.Exif()
    noted[0x0112], noted[0x010F] = orientation, "Kamera"
    place = noted.get_ifd(0x8825)
    place[1], place[2], place[29] = "N", (52.0, 31.0, 12.0), "2026:03:04"
    return noted.tobytes()


def written(form: str, image: Image.Image | None = None, **options) -> bytes:
    content = BytesIO()
    (image or drawn()).save(content, form, **options)
    return content.getvalue()


def only(content: bytes, size: int = 400, **options) -> Image.Image:
    """Remake to one size and open what comes of it."""
    [made] = pictures.remake(content, [size], **options)
    return Image.open(BytesIO(made.content))


def close(pixel: tuple[int, ...], wanted: tuple[int, ...]) -> bool:
    return all(abs(a - b) < 30 for a, b in zip(pixel, wanted, strict=True))


@pytest.mark.spec("PET-5")
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_remake_reads_what_cameras_and_phones_write(form):
    made = only(written(form))

    assert (made.format, made.size) == ("JPEG", (96, 64))
    assert close(made.getpixel((10, 32)), RED)
    assert close(made.getpixel((85, 32)), BLUE)


@pytest.mark.spec("PET-5")
def test_remake_reads_heic_the_right_way_up():
    made = only(HEIC)

    assert (made.format, made.size) == ("JPEG", (64, 96))
    assert close(made.getpixel((32, 10)), RED)
    assert close(made.getpixel((32, 85)), BLUE)


@pytest.mark.spec("PET-5")
@pytest.mark.parametrize(
    ("orientation", "red_at"),
    list(zip(range(1, 9), [LEFT, RIGHT, RIGHT, LEFT, TOP, TOP, BOTTOM, BOTTOM], strict=True)),
)
def test_remake_turns_a_picture_upright(orientation, red_at):
    made = only(written("JPEG", exif=tagged(orientation)))

    assert made.size == ((96, 64) if orientation < 5 else (64, 96))
    assert close(made.getpixel(red_at), RED)


@pytest.mark.spec("PET-5", "GEN-11")
@pytest.mark.parametrize("part", [None, Square()])
@pytest.mark.parametrize(
    "content",
    [
        written("JPEG", exif=tagged(), comment=b"Kamera", xmp=b"<x:xmpmeta>52,31</x:xmpmeta>"),
        written("WEBP", exif=tagged(), xmp=b"<x:xmpmeta>52,31</x:xmpmeta>"),
        written("PNG", exif=tagged()),
        HEIC,
    ],
    ids=["jpeg", "webp", "png", "heic"],
)
def test_remake_keeps_nothing_but_pixels(content, part):
    assert any(word in content for word in PLACE)

    found = pictures.remake(content, [400, 48], part=part)

    for made in found:
        assert not [word for word in PLACE if word in made.content]
        assert not Image.open(BytesIO(made.content)).getexif()


def test_remake_strips_a_comment_of_a_png():
    noted = PngImagePlugin.PngInfo()
    noted.add_text("Comment", "taken by my Kamera")

    made = pictures.remake(written("PNG", pnginfo=noted), [400])

    assert b"Kamera" not in made[0].content


@pytest.mark.parametrize(
    ("part", "size", "left", "right"),
    [
        (Square(), (64, 64), RED, BLUE),
        (Square(0, 0, 0.5), (32, 32), RED, RED),
        (Square(1, 1, 0.5), (32, 32), BLUE, BLUE),
    ],
)
@pytest.mark.spec("PET-5")
def test_remake_cuts_the_square_that_was_chosen(part, size, left, right):
    made = only(written("PNG"), part=part)

    assert made.size == size
    assert close(made.getpixel((2, 9)), left)
    assert close(made.getpixel((size[0] - 3, 9)), right)


@pytest.mark.parametrize("size", [(1, 1), (1, 900), (3, 2)])
def test_remake_cuts_even_the_smallest(size):
    assert only(written("PNG", drawn(*size)), part=Square(1, 1, 0.02)).size == (1, 1)


def test_remake_makes_each_size_and_none_larger_than_it_was():
    found = pictures.remake(written("JPEG", drawn(900, 600)), [1600, 450, 90])

    assert [(made.width, made.height) for made in found] == [(900, 600), (450, 300), (90, 60)]


def test_remake_shows_what_is_transparent_on_white():
    made = only(written("PNG", Image.new("RGBA", (20, 20), (0, 0, 0, 0))))

    assert close(made.getpixel((9, 9)), (255, 255, 255))


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "I;16", "CMYK"])
def test_remake_reads_pictures_of_every_depth(mode):
    image = Image.new("L", (20, 20), 128)
    image = image.convert("I;16") if mode == "I;16" else image.convert(mode)

    assert only(written("JPEG" if mode == "CMYK" else "PNG", image)).mode == "RGB"


def test_remake_takes_the_colours_of_a_profile_along():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    made = only(written("JPEG", icc_profile=profile))

    assert close(made.getpixel((10, 32)), RED)
    assert "icc_profile" not in made.info


def test_remake_reads_a_picture_with_a_broken_profile():
    assert only(written("JPEG", icc_profile=b"nonsense")).size == (96, 64)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GIF89a" + bytes(64),
        b"%PDF-1.7",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"\xff\xd8\xff",
        b"\x89PNG\r\n\x1a\n" + bytes(64),
        b"\x00\x00\x00\x18ftypheic" + bytes(64),
        written("BMP"),
        written("GIF"),
        written("TIFF"),
    ],
)
@pytest.mark.spec("PET-5", "GEN-5")
def test_remake_refuses_what_is_no_picture(content):
    with pytest.raises(Unreadable):
        pictures.remake(content, [400])


@pytest.mark.parametrize("side", [7_200, 10_000, 30_000, 2**31 - 1])
def test_remake_refuses_a_bomb_before_it_is_decoded(side):
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(bytes(10**6), 9)), (b"IEND", b"")]
    bomb = b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in chunks
    )

    with pytest.raises((TooLarge, Unreadable)):
        pictures.remake(bomb, [400])


def test_remake_refuses_a_heic_that_lies_about_its_size():
    stated = struct.pack(">4sIII", b"ispe", 0, 96, 64)
    assert stated in HEIC

    with pytest.raises((TooLarge, Unreadable)):
        pictures.remake(HEIC.replace(stated, struct.pack(">4sIII", b"ispe", 0, 30_000, 9_000)), [9])


def test_remake_reads_from_a_file(tmp_path):
    place = tmp_path / "photo"
    place.write_bytes(HEIC)

    assert pictures.remake(place, [400]) == pictures.remake(HEIC, [400])


def _mutated(content: bytes, dice: random.Random) -> bytes:
    """Change, cut out, repeat or append a few bytes."""
    made = bytearray(content)
    for _ in range(dice.randint(1, 12)):
        at = dice.randrange(len(made) or 1)
        match dice.randrange(5):
            case 0:
                made[at : at + 1] = bytes([dice.randrange(256)])
            case 1:
                made[at : at + 4] = dice.choice((b"\xff" * 4, bytes(4), b"\x7f\xff\xff\xff"))
            case 2:
                del made[at : at + dice.randint(1, 40)]
            case 3:
                made[at:at] = made[at : at + dice.randint(1, 40)]
            case 4:
                made = made[: max(at, 1)]
    return bytes(made)


def _survives(seed: int, count: int) -> int:
    """Remake mutants; return how many were read all the same. All others must be refused."""
    dice, read = random.Random(seed), 0
    seeds = [
        HEIC,
        written("JPEG", exif=tagged(6)),
        written("JPEG", progressive=True),
        written("PNG", exif=tagged()),
        written("WEBP", exif=tagged()),
        written("WEBP", lossless=True),
    ]
    for number in range(count):
        mutant = _mutated(seeds[number % len(seeds)], dice)
        try:
            found = pictures.remake(mutant, [48], part=dice.choice((None, Square())))
        except (TooLarge, Unreadable):
            continue
        assert not any(word in made.content for made in found for word in PLACE)
        read += 1
    return read


@pytest.mark.spec("PET-5")
def test_remake_survives_a_thousand_damaged_pictures():
    assert _survives(seed=20261122, count=1_200) > 50


@pytest.mark.slow
@pytest.mark.spec("PET-5")
@pytest.mark.parametrize("seed", range(10))
def test_remake_survives_ten_thousand_damaged_pictures(seed):
    assert _survives(seed, count=1_000) > 40
