"""One reader's visit, as AppTest runs it: from the entry script, with the address that a reader would have opened."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote

from streamlit.testing.v1 import AppTest

from ojdash import answers, links, store
from ojdash.domain.answer import Answer
from tests import asking

ROOT = Path(__file__).parents[2]


class Visit:
    """One reader's session: what the page shows, and what is in the address bar."""

    def __init__(self, address: str) -> None:
        self.at = AppTest.from_file(ROOT / "ojdash" / "ui" / "main.py", default_timeout=120)
        self.to(address)

    def to(self, address: str) -> Visit:
        """Open an address in the same session, as a link, Back or (without parameters) the menu does."""
        page, _, query = address.partition("?")
        if page not in ("", "oversikt"):
            self.at.switch_page(str(ROOT / "pages" / f"{page}.py"))
        elif hasattr(self, "page"):
            self.at.switch_page(str(ROOT / "pages" / "oversikt.py"))
        self.page = page or "oversikt"
        self.at.query_params.clear()
        for name, value in parse_qsl(query, keep_blank_values=True):
            self.at.query_params[name] = value
        self.at.run()
        return self

    @property
    def address(self) -> dict[str, str]:
        """The parameters in the address bar."""
        return {name: value if isinstance(value, str) else value[-1] for name, value in self.at.query_params.items()}

    @property
    def title(self) -> str:
        (only,) = re.findall('<h1 class="ojdash-title">(.*?)</h1>', self.html, re.DOTALL)
        return unescape(only)

    @property
    def headers(self) -> list[str]:
        """The headings within the page."""
        return [unescape(said) for said in re.findall('<h2 class="ojdash-header">(.*?)</h2>', self.html, re.DOTALL)]

    @property
    def sentence(self) -> str:
        return self.paragraphs("ojdash-answer")[0]

    @property
    def told(self) -> list[str]:
        """The notices above the answer."""
        boxes = re.findall(r'<div class="ojdash-told" role="status">(.*?)</div>', self.html, re.DOTALL)
        return ["\n".join(plain(line) for line in re.findall("<p>(.*?)</p>", box, re.DOTALL)) for box in boxes]

    @property
    def html(self) -> str:
        """Everything written as HTML, the style sheet left out."""
        return "\n".join(element.proto.body for element in self.at.get("html") if "<style>" not in element.proto.body)

    def paragraphs(self, name: str) -> list[str]:
        return [plain(said) for said in re.findall(rf'<p class="{name}">(.*?)</p>', self.html, re.DOTALL)]

    def component(self, key: str) -> dict[str, Any]:
        """What is sent to a figure or a sheet."""
        (found,) = [part for part in self.at.get("bidi_component") if part.proto.id.endswith(f"-{key}")]
        return json.loads(found.proto.json)

    @property
    def files(self) -> dict[str, dict[str, Any]]:
        """The fields for files, by label: what is sent to each."""
        every = [json.loads(part.proto.json) for part in self.at.get("bidi_component") if part.proto.json]
        return {data["label"]: data for data in every if "megabytes" in data}

    def send(self, label: str, name: str, content: bytes) -> None:
        """Send a file to a field, as the browser does; the page knows of it when it runs again."""
        field = self.files[label]
        path, headers = f"/api/filer/{field['address']}", {field["header"]: quote(name)}
        answer = asking.request(asking.app(), "PUT", path, content=content, headers=headers)
        assert (answer.status_code, answer.text) == (204, "")

    @property
    def key(self) -> str:
        """The address of the open analys that this tab alone keeps."""
        return self.component("keep")["key"]

    @property
    def components(self) -> list[str]:
        """The keys of what is shown by components."""
        keys = [part.proto.id.rpartition("-")[2] for part in self.at.get("bidi_component")]
        return [key for key in keys if key != "keep"]

    @property
    def errors(self) -> list[str]:
        """What went wrong, in words or as an exception."""
        boxes = re.findall(r'<div class="ojdash-told" role="alert">(.*?)</div>', self.html, re.DOTALL)
        return [plain(box) for box in boxes] + [error.message for error in self.at.exception]

    def picker(self, label: str) -> Any:
        """The picker of a label."""
        (found,) = [picker for picker in [*self.at.selectbox, *self.at.multiselect] if picker.label == label]
        return found

    @property
    def labels(self) -> list[str]:
        """The pickers, in order: the sidebar's first, then those beside the figure."""
        first = [picker.label for picker in self.at.sidebar.selectbox]
        return first + [picker.label for picker in self.at.main.selectbox if picker.label not in first]

    def chosen(self, label: str) -> str:
        """What a picker shows while it is closed."""
        picker = self.picker(label)
        return picker.format_func(picker.value)

    def choose(self, label: str, value: Any) -> Visit:
        """Choose in a picker."""
        self.picker(label).set_value(value)
        self.at.run()
        return self


def plain(html: str) -> str:
    """The text of a piece of HTML."""
    return unescape(re.sub(r"<[^>]+>", "", html))


def answer_to(address: str, edition: store.Store | None = None) -> Answer:
    """The answer to an address's question, without any page."""
    page, _, query = address.partition("?")
    question, _ = links.read(page or "oversikt", dict(parse_qsl(query)))
    edition = edition or store.open_edition(store.data_folder())
    return answers.answer(edition, answers.settle(edition, question)[0])
