"""What whoever hosts decides: every kind of setting read in all its spellings, and told where it can't be."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from ipaddress import ip_network
from pathlib import Path

import pytest

from ojdash import __main__, settings
from ojdash.domain.errors import SettingError
from ojdash.settings import Setting
from ojdash.settings.kinds import ADDRESSES, BOOLEAN, SITE, SITES, TEXT, Kind, choice, number

ROOT = Path(__file__).parents[2]
HOSTING = (ROOT / "docs" / "hosting.md").read_text("utf-8")
LOOPBACK = (ip_network("127.0.0.0/8"), ip_network("::1"))
WORDS = choice("agare", "vardar")


def read(kind: Kind, said: str, monkeypatch: pytest.MonkeyPatch, default: str = "") -> object:
    monkeypatch.setenv("OJDASH_DRAWN", said)
    return Setting("OJDASH_DRAWN", kind, default, "Drawn.").value


@pytest.mark.parametrize("on", ["1", "true", "yes", "ja", "on", "på", "True", "JA", " 1 "])
def test_every_yes_is_on(on: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert read(BOOLEAN, on, monkeypatch) is True


@pytest.mark.parametrize("off", ["0", "false", "no", "nej", "off", "av", "", "False", "NEJ", "  "])
def test_every_no_is_off(off: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert read(BOOLEAN, off, monkeypatch) is False
    assert read(ADDRESSES, off, monkeypatch) == ()


@pytest.mark.parametrize(
    ("kind", "said", "value"),
    [
        (TEXT, " /srv/data ", "/srv/data"),
        (number(0, 100), "100", 100),
        (number(1), "99999", 99999),
        (WORDS, "AGARE", "agare"),
        (ADDRESSES, "1", LOOPBACK),
        (ADDRESSES, "ja", LOOPBACK),
        (ADDRESSES, "10.0.0.5, 10.1.0.7/16", (ip_network("10.0.0.5"), ip_network("10.1.0.0/16"))),
        (ADDRESSES, "2001:db8::/32 ,10.0.0.5,", (ip_network("2001:db8::/32"), ip_network("10.0.0.5"))),
        (SITE, "https://oj.exempel.se", "https://oj.exempel.se/"),
        (SITE, "http://localhost:8501/oj/", "http://localhost:8501/oj/"),
        (SITE, "", ""),
        (
            SITES,
            "https://www.exempel.se http://*.exempel.se:8080",
            ("https://www.exempel.se", "http://*.exempel.se:8080"),
        ),
        (SITES, "", ()),
    ],
)
def test_a_setting_is_read(kind: Kind, said: str, value: object, monkeypatch: pytest.MonkeyPatch) -> None:
    assert read(kind, said, monkeypatch) == value


def test_what_is_left_empty_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read(number(1), " ", monkeypatch, default="7") == 7
    monkeypatch.delenv("OJDASH_DRAWN")
    assert Setting("OJDASH_DRAWN", WORDS, "vardar", "Drawn.").value == "vardar"


@pytest.mark.parametrize(
    ("kind", "said", "may_be"),
    [
        (BOOLEAN, "kanske", "eller av (0, false, no, nej"),
        (BOOLEAN, "2", "på (1, true, yes, ja"),
        (number(1, 30), "31", "ett helt tal från 1 till 30"),
        (number(1), "tio", "ett helt tal från 1."),
        (WORDS, "alla", "agare eller vardar"),
        (ADDRESSES, "proxy.exempel.se", "IP-adresser eller nät"),
        *(
            (SITE, said, "en hel adress till webbplatsen")
            for said in ("oj.exempel.se", "https://", "ftp://a.se", "javascript:x")
        ),
        *(
            (SITE, said, "en hel adress till webbplatsen")
            for said in ("https://a.se/?x=1", "https://a.se/<b>", "https://a.se:x")
        ),
        *(
            (SITES, said, "webbplatser med mellanslag")
            for said in ("*", "www.exempel.se", "https://a.se/x", "https://a.se; b")
        ),
        (ADDRESSES, "10.0.0.5 10.0.0.999", "IP-adresser eller nät"),
    ],
)
def test_a_wrong_value_is_told_with_setting_value_and_what_it_may_be(
    kind: Kind, said: str, may_be: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(SettingError) as raised:
        read(kind, said, monkeypatch)
    assert all(part in str(raised.value) for part in ("OJDASH_DRAWN", f"”{said}”", may_be))
    assert raised.value.public is None  # it tells of the server, and is for whoever keeps it


def test_every_setting_has_a_name_a_default_that_it_can_have_and_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    names = [setting.name for setting in settings.SETTINGS]
    for name in names:
        monkeypatch.delenv(name, raising=False)
    settings.check()
    assert len(set(names)) == len(names)
    assert {name for name in names if not re.fullmatch(r"OJDASH_[A-Z_]+", name)} == set()
    assert {s.name for s in settings.SETTINGS if not re.fullmatch(r"[A-Z`][^|\n]+\.", s.says)} == set()
    # What is left empty is the default, and an empty boolean is off.
    assert {s.name for s in settings.SETTINGS if s.kind is BOOLEAN and s.value} == set()
    assert {v.name for v in vars(settings).values() if isinstance(v, Setting)} == set(names)


def test_the_table_of_the_documentation_is_the_table_of_the_code() -> None:
    rows = [
        f"| `{s.name}` | {s.kind.name} | {f'`{s.default}`' if s.default else ''} | {s.says} |".replace("|  |", "| |")
        for s in settings.SETTINGS
    ]
    assert [line for line in HOSTING.splitlines() if line.startswith("| `OJDASH_")] == rows


def test_the_terminal_and_the_server_tell_of_a_wrong_setting_before_they_begin(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    monkeypatch.setenv("OJDASH_READ_ONLY", "kanske")
    assert __main__.main(["editions", "list"]) == 2
    assert "OJDASH_READ_ONLY är ”kanske”" in capsys.readouterr().err
    server = subprocess.run(
        [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless", "true", "--server.port", "0"],
        cwd=ROOT,
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )
    assert server.returncode != 0
    assert "OJDASH_READ_ONLY är ”kanske”" in server.stdout + server.stderr
    assert "Traceback" not in server.stdout + server.stderr
