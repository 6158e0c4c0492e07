"""Fuzzing of what reads bytes from strangers: ``python -m tests.fuzz [TARGET…] [--runs N]``.

Guided by coverage where atheris is installed (``pip install atheris``), else by
chance alone. A target takes bytes and raises where a promise is broken; errors
that the code is meant to raise are caught inside. ``tests/test_fuzz.py`` runs each a
few hundred times.
"""

import argparse
import gzip
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from archive import cdxj
from archive.http import entity, open_message
from archive.http.inflate import CODINGS, inflate
from archive.warc import Member, digest_mismatches, scan
from archive.warc.record import Record
from archive.warc.recovery import recover
from archive.warc.writer import member
from portal_spider.extract import open_page, read_page
from portal_spider.page import RawPage
from portal_spider.profile import SiteProfile

SLOWEST = 10.0  # seconds that one input may take
_PROFILE = SiteProfile(name="fuzz", hosts=("a.example",))
_FOLDER = tempfile.TemporaryDirectory(prefix="fuzz-")


def fuzz_scan(content: bytes) -> None:
    """The reader never raises, and accounts for every byte, once."""
    path = _kept("x.warc.gz", content)
    position, whole_file = 0, False  # records in one gzip member have no stretch of their own
    for found in scan(path):
        whole_file |= isinstance(found, Member) and not found.length
        assert found.offset == position or whole_file, "a stretch was left out"
        position = max(position, found.offset + found.length)
        if isinstance(found, Member):
            digest_mismatches(path, found)
            with suppress(ValueError):
                _ = found.record.date, found.record.refers_to


def fuzz_recover(content: bytes) -> None:
    """The repair keeps every byte: what is in the file, then what is in the tail."""
    path = _kept("a.warc.gz.open", content)
    root = path.parent
    manifest = root / "manifest-sha256.jsonl"
    found = recover(path, root / "recovered", manifest)
    kept = b"" if found.removed else (root / found.file).read_bytes()
    tail = (root / "recovered" / found.tail).read_bytes() if found.tail else b""
    assert kept + tail == content, "bytes were lost or changed"
    for left in (root / found.file, manifest, *(root / "recovered").glob("*")):
        left.unlink(missing_ok=True)


def fuzz_cdxj(content: bytes) -> None:
    """A line is an entry that comes back as it was, or a ValueError."""
    with suppress(ValueError):
        entry = cdxj.parse_line(content)
        assert cdxj.parse_line(entry.to_line()) == entry


def fuzz_http(content: bytes) -> None:
    """Any bytes are some message, within the limit whatever the coding; read in pieces or whole."""
    limit = 1 << 16
    message = open_message(content, limit=limit)
    assert message.payload == entity(content)
    assert len(message.content) <= max(limit, len(message.payload))
    for coding in CODINGS:
        assert len(inflate(coding, content, limit)[0]) <= limit


def fuzz_page(content: bytes) -> None:
    """Any bytes are some page: read twice alike."""
    split = content[:1][0] % 8 if content else 0
    charsets = (None, "gb2312", "utf-8", "big5", "shift_jis", "euc-kr", "x-none", "utf-16")
    kind = "text/html" + (f"; charset={charsets[split]}" if charsets[split] else "")
    raw = RawPage(
        url="http://a.example/2026-01/1.html", captured=datetime(2026, 1, 2, tzinfo=UTC),
        status=200, content_type=kind, body=content,
    )  # fmt: skip
    readings = [read_page(open_page(raw), _PROFILE, None, article_url=True) for _ in range(2)]
    assert readings[0] == readings[1], "the same page was read in two ways"


TARGETS: dict[str, Callable[[bytes], None]] = {
    "scan": fuzz_scan, "recover": fuzz_recover, "cdxj": fuzz_cdxj, "http": fuzz_http,
    "page": fuzz_page,
}  # fmt: skip


def _kept(name: str, content: bytes) -> Path:
    path = Path(_FOLDER.name) / name
    path.write_bytes(content)
    return path


def seeds(target: str) -> list[bytes]:
    """Well-formed inputs to start from."""
    response = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"
    fields = (
        ("WARC-Type", "response"), ("WARC-Record-ID", "<urn:uuid:1>"),
        ("WARC-Date", "2026-09-23T01:02:03Z"), ("WARC-Target-URI", "http://a.example/"),
        ("Content-Type", "application/http; msgtype=response"),
        ("Content-Length", str(len(response))),
    )  # fmt: skip
    record = Record(fields, response)
    if target in ("scan", "recover"):
        return [member(record) * 3, record.to_bytes() * 2, gzip.compress(record.to_bytes() * 2)]
    if target == "cdxj":
        return [
            b'example,a)/ 20260923010203 {"url": "http://a.example/", "mime": "text/html",'
            b' "status": "200", "digest": "sha1:AAAA", "length": "7", "offset": "9",'
            b' "filename": "a.warc.gz"}\n'
        ]
    if target == "http":
        return [response, b"GET / HTTP/1.1\r\nHost: a\r\n\r\n", gzip.compress(response)]
    page = (
        "<!doctype html><meta charset=utf-8><title>标题_某网</title><h1>标题</h1><div class=info>"
        "2026-01-02 09:10 来源：某报 作者：甲</div><div class=content><p>第一段，有些话。</p><br>"
        "<table><tr><td>1<td>2</table><ul><li>项</ul><p>责任编辑：乙</p></div><script>{\"a\":1}</script>"
    )  # fmt: skip
    return [page.encode(), page.encode("gb18030"), page.encode("utf-16")]


def mutated(seed: bytes, chance: random.Random) -> bytes:
    """Change *seed* in a few places: bytes flipped, runs cut, doubled, swapped or made up."""
    content = bytearray(seed)
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        place = chance.randint(0, len(content))
        size = chance.choice((1, 1, 2, 8, 64))
        match chance.randint(0, 4):
            case 0 if place < len(content):
                content[place] ^= 1 << chance.randint(0, 7)
            case 1:
                del content[place : place + size]
            case 2:
                content[place:place] = content[place : place + size] * chance.choice((1, 3, 50))
            case 3:
                content[place : place + size] = chance.randbytes(size)
            case 4:
                content = content[:place]
    return bytes(content)


def inputs(target: str, seed: int) -> Iterator[bytes]:
    """Yield inputs without end, the same for the same *seed*."""
    chance, known = random.Random(f"{target} {seed}"), seeds(target)
    yield from known
    while True:
        yield mutated(chance.choice(known), chance)


def once(target: str, content: bytes) -> None:
    """Give one input to a target; whoever breaks a promise is told with the input."""
    began = time.monotonic()
    try:
        TARGETS[target](content)
        assert time.monotonic() - began < SLOWEST, "an input took too long"
    except Exception as error:
        kept = Path(tempfile.gettempdir()) / f"fuzz-{target}-{hash(content) & 0xFFFFFFFF:08x}"
        kept.write_bytes(content)
        error.add_note(f"the input of {target} is kept in {kept}")
        raise


def main() -> None:
    """Fuzz each target for a number of runs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=", ".join(TARGETS))
    parser.add_argument("--runs", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    for target in arguments.targets or TARGETS:
        began = time.monotonic()
        for number, content in enumerate(inputs(target, arguments.seed), 1):
            once(target, content)
            if number == arguments.runs:
                break
        print(f"{target}: {arguments.runs:,} inputs, {time.monotonic() - began:.0f} s", flush=True)


def guided(target: str) -> None:
    """Fuzz one target without end, guided by coverage: ``python -m tests.fuzz guided TARGET``."""
    import atheris

    atheris.instrument_all()
    corpus = Path(_FOLDER.name) / "corpus"
    corpus.mkdir()
    for number, seed in enumerate(seeds(target)):
        (corpus / str(number)).write_bytes(seed)
    atheris.Setup([sys.argv[0], *sys.argv[3:], str(corpus)], lambda content: once(target, content))
    atheris.Fuzz()


if __name__ == "__main__":
    if sys.argv[1:2] == ["guided"]:
        guided(sys.argv[2])
    else:
        main()
