"""A visit over Streamlit's own channel, without a browser: what a page sends once, and its fields for files."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

from tests.attack.site import MOST_SECONDS, Site


@dataclass
class Visit:
    """A visit's id, and the addresses of the fields for files that its page shows."""

    id: str = ""
    fields: list[str] = field(default_factory=list)


@contextmanager
def opened(site: Site, by: str = "") -> Iterator[ClientConnection]:
    """The channel, until the end of the block. by: the address of this machine that it comes from."""
    address = f"ws{site.address.removeprefix('http')}/_stcore/stream"
    more = {"source_address": (by, 0)} if by else {}
    more |= {"max_size": None, "max_queue": None, "close_timeout": 2}  # what is never read hinders no closing
    with connect(address, subprotocols=["streamlit"], origin=site.address, **more) as channel:
        yield channel


def asked(site: Site, page: str, query: str = "") -> bytes:
    """The message that asks for a page."""
    message = BackMsg()
    message.rerun_script.page_name, message.rerun_script.query_string = page, query
    message.rerun_script.context_info.url = f"{site.address}/{page}"
    return message.SerializeToString()


@contextmanager
def visiting(site: Site, page: str, query: str = "") -> Iterator[Visit]:
    """A visit whose page has run, open until the end of the block."""
    with opened(site) as channel:
        channel.send(asked(site, page, query))
        visit = Visit()
        while True:
            message = ForwardMsg()
            message.ParseFromString(channel.recv(timeout=MOST_SECONDS))
            kind = message.WhichOneof("type")
            if kind == "new_session":
                visit = Visit(message.new_session.initialize.session_id)
            drawn = message.delta.new_element.bidi_component.json if kind == "delta" else ""
            if "megabytes" in (field := json.loads(drawn or "{}")):
                visit.fields.append(field["address"])
            # A page that runs once more at once says that it ended early.
            if kind == "script_finished" and visit.id and message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                break
        yield visit
