"""Only addresses of the web and of e-mail are ever links."""

from __future__ import annotations

import pytest

from ojdash.domain.web_address import followed

FOLLOWED = {
    **{same: same for same in ("https://www.kolada.se/?kpi=U21468", "http://exempel.se", "HTTPS://exempel.se/å?a=b#c")},
    "mailto:oj@exempel.se": "mailto:oj@exempel.se",
    "oj@exempel.se": "mailto:oj@exempel.se",
    " https://exempel.se ": "https://exempel.se",
}
NEVER = (
    *(
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "java\tscript:alert(1)",
        "\x01javascript:alert(1)",
        "javascript:x@y",
    ),
    *("data:text/html,<script>1</script>", "vbscript:x", "file:///etc/passwd", "ftp://exempel.se", "blob:https://a/b"),
    *("//exempel.se/x", "/x", "www.exempel.se", "http:exempel.se", "https://", "https:///x", "http://[1", "", "Kolada"),
    *("https://exempel.se\\@annan.se", "https://exempel.se@annan.se", 'https://a" onclick="x', "https://a/ b"),
    *("mailto:a@b?cc=c@d", "mailto:", "a@b?subject=x", "a@b@c", "https://a\n.se", "oj@exempel.se eller ring"),
)


@pytest.mark.parametrize("spelled", FOLLOWED)
def test_an_address_of_the_web_or_of_e_mail_is_a_link(spelled: str) -> None:
    assert followed(spelled) == FOLLOWED[spelled]


@pytest.mark.parametrize("spelled", NEVER)
def test_any_other_address_is_only_text(spelled: str) -> None:
    assert followed(spelled) == ""
