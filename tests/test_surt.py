"""SURT keys: the vectors, the referee, and that once is enough."""

import json
import random
import socket
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.surt import canonicalize, split, surt

VECTORS = json.loads((Path(__file__).parent / "vectors" / "surt.json").read_text("utf-8"))


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["why"])
def test_vector(vector: dict) -> None:
    assert surt(vector["url"]) == vector["surt"]


def test_gbk_and_utf8_escapes_keep_two_keys() -> None:
    assert surt("http://news.example/%D0%C2") != surt("http://news.example/%E6%96%B0")


LABEL = st.text("abcABC019-新例", min_size=1, max_size=6)
HOST = st.lists(LABEL, min_size=1, max_size=4).map(".".join).filter(lambda h: "www" not in h)
TEXT = st.text(st.characters(blacklist_categories=["Cs"]), max_size=12)


@given(
    scheme=st.sampled_from(["http", "https", "HTTPS", "ftp"]),
    host=HOST,
    port=st.one_of(st.none(), st.integers(1, 65535)),
    path=TEXT,
    query=TEXT,
)
def test_twice_is_once(scheme: str, host: str, port: int | None, path: str, query: str) -> None:
    url = f"{scheme}://{host}{f':{port}' if port else ''}/{path}?{query}"
    once = canonicalize(split(url))
    assert canonicalize(once) == once


@given(st.text(max_size=60))
def test_anything_has_a_key_that_fits_a_line(url: str) -> None:
    key = surt(url)
    assert key.isascii()
    assert " " not in key
    assert "\n" not in key


ATOMS = [
    "a", "B", "%41", "%2541", "%E6%96%B0", "%D0%C2", "新", "闻", "%", "%2", "/", "//", "..", ".",
    "/../", "/./", "?", "&", "=", "#", "@", ":", "80", "443", "8080", "www.", "WWW2.", "example",
    "News.com", "例子.中国", "xn--fsqu00a.xn--fiqs8s", "[::1]", "127.0.0.1", "127.1", "2130706433",
    " ", "+", "%20", "%2F", "%3F", "%23", "\t", "z=1", "y=2", '"', "<", "|", "{", "^", "\\", "'",
    "(", "~", "!", "*", ",", "http://", "HTTP://", "ftp://", "dns:", "urn:uuid:", "x.aspx",
    "jsessionid=0123456789abcdef0123456789ABCDEF", "PHPSESSID=0123456789abcdef0123456789abcdef",
    "sid=0123456789abcdef0123456789abcdef", "(0123456789abcdefghijklmn)/",
    "(a(0123456789abcdefghijklmn))/", "ASPSESSIONIDabcdefgh=abcdefghabcdefghabcdefgh",
    "cfid=1&cftoken=2",
]  # fmt: skip
STARTS = [
    "http://", "https://", "", "http://www.", "https://news.example/", "HTTPS://a.b:443",
    "http://user:pw@h.example:81/",
]  # fmt: skip


@pytest.mark.referee
@pytest.mark.filterwarnings("ignore")  # the referee's own: escapes in its regular expressions
def test_the_surt_package_agrees(monkeypatch: pytest.MonkeyPatch) -> None:
    referee = pytest.importorskip("surt").surt

    def no_lookup(host: bytes) -> tuple[bytes, list, list]:
        # What it gets wrong: 999.1.1.1 is asked of the name server. Ours never leaves the machine.
        return host, [], [socket.inet_ntoa(socket.inet_aton(host.decode()))]

    monkeypatch.setattr(socket, "gethostbyname_ex", no_lookup)
    choose = random.Random(7)
    compared = 0
    for _ in range(20_000):
        parts = (choose.choice(ATOMS) for _ in range(choose.randint(0, 8)))
        url = choose.choice(STARTS) + "".join(parts)
        try:
            expected = referee(url)
        except Exception:  # it raises on ports that are none; cdxj-indexer then takes the URL
            continue
        assert surt(url) == expected, url
        compared += 1
    assert compared > 10_000
