"""The QR code of a link as a picture that needs no request of its own."""

from typing import Any

import segno


def data_address(address: str) -> str:
    """An SVG as a data address; dark on white with its quiet zone, also in dark mode."""
    code: Any = segno.make(address, error="m", micro=False)
    picture: str = code.svg_data_uri(scale=6, border=4, light="#fff", omitsize=False)
    return picture
