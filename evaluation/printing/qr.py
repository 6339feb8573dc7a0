"""Addresses as QR codes, in black: grey ink is printed as dots, which phones read badly."""

import base64
import io

import segno

LEVEL = "m"
"""A seventh of the code may be creased or stained (ISO/IEC 18004, level M) while it stays small enough for a card."""
QUIET_ZONE = 4
"""Modules of white on every side, as the standard asks."""


def qr_picture(address: str) -> str:
    """A drawing of an address as a QR code, with its quiet zone, as a data: address for an image."""
    drawn = io.BytesIO()
    code = segno.make(address, error=LEVEL, micro=False)
    code.save(drawn, kind="svg", border=QUIET_ZONE, omitsize=True, svgclass=None, lineclass=None, xmldecl=False)
    return f"data:image/svg+xml;base64,{base64.b64encode(drawn.getvalue()).decode()}"
