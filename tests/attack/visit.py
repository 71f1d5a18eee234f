"""A visit over Streamlit's own channel, without a browser: what a page sends once, and the visit's id."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

from tests.attack.site import MOST_SECONDS, Site


@contextmanager
def visiting(site: Site, page: str, query: str = "") -> Iterator[str]:
    """The id of a visit whose page has run, open until the end of the block."""
    address = f"ws{site.address.removeprefix('http')}/_stcore/stream"
    with connect(address, subprotocols=["streamlit"], origin=site.address, max_size=None) as channel:
        asked = BackMsg()
        asked.rerun_script.page_name, asked.rerun_script.query_string = page, query
        asked.rerun_script.context_info.url = f"{site.address}/{page}"
        channel.send(asked.SerializeToString())
        visit = ""
        while True:
            message = ForwardMsg()
            message.ParseFromString(channel.recv(timeout=MOST_SECONDS))
            kind = message.WhichOneof("type")
            if kind == "new_session":
                visit = message.new_session.initialize.session_id
            # A page that runs once more at once says that it ended early.
            if kind == "script_finished" and visit and message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                break
        yield visit
