"""A QR code for a screen: a phone reads an address off it instead of typing it."""

import segno


def qr_picture(text: str) -> str:
    """The code as a picture inside an address (`data:`), so that no request is needed for it."""
    return str(segno.make(text, error="m", micro=False).svg_data_uri(scale=4, border=4))
