"""Telling: what a visitor is told of an error, over HTTP and in the browser; the terminal tells the whole message."""

from __future__ import annotations

import logging

from ojdash.domain.errors import OjdashError
from ojdash.text import broken


def told(error: OjdashError) -> str:
    """The sentence for a visitor. A message that names what lies where on the server goes whole to its log."""
    if error.public != str(error):
        logging.getLogger("ojdash").error("%s", error)
    return error.public or broken.NOT_PUBLIC
