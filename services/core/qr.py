"""QR codes, as pictures that a page can hold without asking anybody for them."""

import segno


def data_uri(text: str) -> str:
    """Return a QR code of a text as the address of an SVG picture."""
    return segno.make(text, error="m", micro=False).svg_data_uri(
        scale=5, border=3, dark="#000", light="#fff"
    )
