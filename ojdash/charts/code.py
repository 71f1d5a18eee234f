"""An address as a QR code, drawn as SVG."""

from __future__ import annotations

import io

import segno

from ojdash.charts.theme import Theme

MOST = 2000  # signs; more would be too fine for a camera at the back of a room


def code(address: str, theme: Theme, name: str) -> str:
    """An SVG that a phone's camera reads as the address; "" where it is too long for that. name: what it is."""
    if len(address.encode()) > MOST:
        return ""
    drawn = io.BytesIO()
    segno.make(address, error="m", boost_error=False, micro=False).save(
        drawn, kind="svg", scale=4, border=4, dark=theme.ink, light=theme.background, xmldecl=False, svgns=True,
        title=name, svgclass="qr", lineclass=None, omitsize=True, nl=False,
    )  # fmt: skip
    return drawn.getvalue().decode()
