"""What portals wrote between 2005 and today, in forms that are easily missed, and what becomes of it."""

import pytest

from archive.replay import style
from archive.replay.address import Place
from tests.replaying import HOST

PLACE = Place(b"/r/", f"{HOST}/d/p.html")
LED = b"/r/http://news.example"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b'@import"/a.css";@import\n"/b.css";', b'@import"%s/a.css";@import\n"%s/b.css";'),
        (rb'p{a:url("\/i\/a.png")}', b'p{a:url("%s/i/a.png")}'),
        (rb"p{a:url(\2f i\2f a.png?b=1&c=2)}", b"p{a:url(%s/i/a.png?b=1&c=2)}"),
        (rb"p{a:url(http\:\/\/cdn.example/a.png)}", b"p{a:url(/r/http://cdn.example/a.png)}"),
        (rb"p{a:url(/i/a\(1\).png)}", b"p{a:url(%s/i/a%%281%%29.png)}"),
        # Shift_JIS: the backslash is half of a character
        (b"p{a:url(/\x95\x5c)}b{a:url(/b)}", b"p{a:url(%s/\x95\x5c)}b{a:url(%s/b)}"),
        (b"@importx", b"@importx"),
    ],
)
def test_addresses_in_sheets(before: bytes, after: bytes) -> None:
    assert style.rewrite(before, PLACE) == after.replace(b"%s", LED).replace(b"%%", b"%")
