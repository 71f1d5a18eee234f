"""The pages' own time: each page run with a Streamlit that does nothing, `python -m tests.benchmarks.silent <runs>`.

What is left is what ojdash does: settling, the values, the answer, the figure as JSON, texts, and every option's label.
"""

from __future__ import annotations

import importlib
import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import CodeType
from typing import Any

ROOT = Path(__file__).parents[2]
PAGES = (
    *("oversikt", "kvalitet", "enkat", "indikator", "over_tid", "jamfor", "signaler", "snabbanalys", "mote", "laget"),
    *("lansrapport", "om_data"),
)
# What the sign-in needs of Streamlit's own modules, imported before the stand-in takes the name.
REAL = ("streamlit.auth_util", "streamlit.web.server.server_util", "streamlit.web.server.starlette")


class Silent:
    """Anything of Streamlit's: takes every call, opens every `with`, shows nothing."""

    type = "light"
    url = "http://localhost/"
    followed = None
    ip_address = "127.0.0.1"
    headers: dict[str, str] = {}  # noqa: RUF012
    cookies: dict[str, str] = {}  # noqa: RUF012

    def __getattr__(self, name: str) -> Silent:
        return self

    def __call__(self, *_: Any, **__: Any) -> Silent:
        return self

    def __enter__(self) -> Silent:
        return self

    def __exit__(self, *_: object) -> None:
        return None


class Address(dict):
    """The address bar."""

    def to_dict(self) -> dict[str, str]:
        """What it says."""
        return dict(self)

    def from_dict(self, said: dict[str, str]) -> None:
        """Make it say something else."""
        self.clear()
        self.update(said)


class Streamlit(Silent):
    """What the site asks of Streamlit; the parts that cost ojdash something are called as Streamlit calls them."""

    def __init__(self) -> None:
        self.session_state: dict[str, Any] = {"told": []}
        self.query_params = Address()

    def columns(self, widths: Sequence[int] | int, **_: Any) -> list[Silent]:
        """As many as asked for."""
        return [Silent() for _ in (range(widths) if isinstance(widths, int) else widths)]

    def text_area(self, *_: Any, value: str = "", **__: Any) -> str:
        """What stands in it."""
        return value

    text_input = text_area

    def multiselect(self, *_: Any, default: Sequence[Any] = (), **__: Any) -> list[Any]:
        """What is chosen from the start."""
        return list(default)

    def button(self, *_: Any, **__: Any) -> bool:
        """Nobody has pressed it."""
        return False

    def selectbox(self, label: str, options: Sequence[Any], format_func: Callable[[Any], str] = str, **_: Any) -> None:
        """Every option is labelled, as it is to be sent."""
        for option in options:
            format_func(option)

    def component(self, *_: Any, **__: Any) -> Callable[..., Silent]:
        """A component's data is spelled as JSON, as it is to be sent."""
        return lambda data=None, **_: (json.dumps(data), Silent())[1]

    @property
    def v2(self) -> Streamlit:
        """st.components.v2"""
        return self

    components = v2


def main() -> None:
    """Print, for each page, the milliseconds of every run: another kommun each time, then the same one again."""
    for module in REAL:
        importlib.import_module(module)
    sys.modules["streamlit"] = st = Streamlit()
    from ojdash import store
    from ojdash.domain.question import WRITTEN

    kommuner = list(store.open_edition(store.data_folder()).kommuner)
    runs = int(sys.argv[1])
    found = {}
    for page in PAGES:
        path = ROOT / "pages" / f"{page}.py"
        script = compile(path.read_text("utf-8"), str(path), "exec")
        chosen = kommuner[5 :: len(kommuner) // (runs + 3)][: runs + 2]
        more = an_analys(chosen) if page in WRITTEN else {}
        st.session_state = {"told": []}  # a page of figures is measured without an analys open beside it
        others = [_run(st, script, {"kommun": kommun} | more) for kommun in chosen][2:]
        found[page] = {
            "other": others,
            "same": [_run(st, script, {"kommun": chosen[-1]} | more) for _ in range(runs)],
        }
    print(json.dumps(found))


def an_analys(kommuner: Sequence[str]) -> dict[str, str]:
    """The address of an analys: ten indikatorer of LSS in each kommun's form, every column written, one shown."""
    from ojdash import saved, store
    from ojdash.domain.analys import Author
    from ojdash.domain.places import COLUMNS, JUDGED

    edition = store.open_edition(store.data_folder())
    ids = edition.by_omrade["lss"][:10]
    fields = {"om/kommuner": "-".join(kommuner), "om/omrade": "lss", "om/year": "2025", "ar/2025/utgava": edition.id}
    for kommun in kommuner:
        for id in ids:
            row = f"rad/2025/{kommun}/{id}/"
            fields[f"{row}vald"] = "ja"
            fields |= {f"{row}{name}": "ja" if name in JUDGED else "Det pågår. " * 20 for name in COLUMNS}
    token = saved.open_saved(store.data_folder()).create(Author("Chef"), fields).writer
    return {"analys": token, "steg": "2", "indikator": ids[2]}


def _run(st: Streamlit, script: CodeType, said: dict[str, str]) -> float:
    st.query_params.from_dict(said)
    start = time.perf_counter()
    exec(script, {"__name__": "__main__"})
    return 1000 * (time.perf_counter() - start)


if __name__ == "__main__":
    main()
