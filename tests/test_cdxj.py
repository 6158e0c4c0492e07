"""The index: lines that round-trip, merges that add nothing twice, lookups that compare URLs."""

import io
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive import cdxj
from archive.capture import Exchange
from archive.cdxj import CdxjEntry
from archive.errors import CdxjError
from archive.surt import surt
from archive.warc import Original, WarcSeries, digest, read_record

VECTORS = json.loads((Path(__file__).parent / "vectors" / "cdxj.json").read_text("utf-8"))
WHEN = datetime(2026, 9, 23, 1, 2, 3, tzinfo=UTC)


def entry(url: str = "https://news.example/a", **changes: object) -> CdxjEntry:
    made = CdxjEntry(
        surt=surt(url), timestamp="20260923010203", url=url, mime="text/html", status="200",
        digest=digest(b""), filename="p.warc.gz", offset=0, length=1,
    )  # fmt: skip
    return replace(made, **changes)


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["why"])
def test_vector(vector: dict) -> None:
    extra = tuple((name, value) for name, value in vector["entry"]["extra"])
    expected = CdxjEntry(**vector["entry"] | {"extra": extra})
    line = vector["line"].encode() + b"\n"
    assert cdxj.parse_line(line) == expected
    assert expected.to_line() == line


TEXT = st.text(max_size=20)


@given(
    url=TEXT,
    mime=st.none() | TEXT,
    status=st.none() | TEXT,
    offset=st.integers(0, 10**15),
    extra=st.dictionaries(
        TEXT.filter(lambda name: name not in cdxj._FIELDS), TEXT | st.integers() | st.none()
    ),
)
def test_an_entry_comes_back_from_its_line(
    url: str, mime: str | None, status: str | None, offset: int, extra: dict
) -> None:
    made = entry(url, mime=mime, status=status, offset=offset, extra=tuple(extra.items()))
    line = made.to_line()
    assert line.count(b"\n") == 1
    assert cdxj.parse_line(line) == made
    assert cdxj.parse_line(line).to_line() == line


@given(st.binary(max_size=80) | st.sampled_from([v["line"].encode() for v in VECTORS]), st.data())
def test_anything_else_is_a_value_error(line: bytes, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(line)))
    broken = line[:place] + data.draw(st.binary(max_size=3)) + line[place + 1 :]
    try:
        cdxj.parse_line(broken)
    except ValueError:
        return


def test_merge_sorts_by_bytes_and_keeps_each_line_once(tmp_path: Path) -> None:
    index = tmp_path / "indexes" / "index.cdxj"
    urls = [f"https://news.example/{name}" for name in ("b", "a", "ä", "a%20", "a!", "a/b", "~")]
    lines = [entry(url).to_line() for url in urls]
    cdxj.merge(index, lines[:4])
    cdxj.merge(index, lines[2:])
    once = index.read_bytes()
    assert once == b"".join(sorted(lines))
    cdxj.merge(index, lines)
    cdxj.merge(index, [])
    assert index.read_bytes() == once


def test_sorting_by_way_of_the_disk_is_the_same() -> None:
    lines = [f"{number * 7919 % 1000:04}\n".encode() for number in range(1000)] * 2
    assert list(cdxj.sorted_lines(lines, run=90)) == sorted(set(lines))


@pytest.mark.parametrize(
    ("content", "line", "why"), [(b"b\na\n", 2, "out of order"), (b"a\nb", 2, "cut short")]
)
def test_an_unsorted_index_is_refused_and_stays(
    tmp_path: Path, content: bytes, line: int, why: str
) -> None:
    index = tmp_path / "index.cdxj"
    index.write_bytes(content)
    with pytest.raises(CdxjError, match=why) as caught:
        cdxj.merge(index, [b"c\n"])
    assert caught.value.line == line
    assert index.read_bytes() == content
    assert [path.name for path in tmp_path.iterdir()] == ["index.cdxj"]


@pytest.fixture
def index(tmp_path: Path) -> Path:
    path = tmp_path / "index.cdxj"
    lines = []
    for number in range(3000):
        url = f"https://news.example/{number % 60:03}/{number // 60}.html"
        stamp = cdxj.timestamp(WHEN + timedelta(seconds=number))
        lines.append(entry(url, timestamp=stamp, offset=number).to_line())
    for day in range(4):
        for url in ("https://news.example/News", "https://news.example/news"):
            stamp = cdxj.timestamp(WHEN + timedelta(days=day))
            lines.append(entry(url, timestamp=stamp, offset=day).to_line())
    lines.append(entry("https://news.example/newsroom").to_line())
    lines.append(entry("https://news.example/news/1").to_line())
    cdxj.merge(path, lines)
    return path


def test_every_url_is_found(index: Path) -> None:
    for held in cdxj.read(index):
        assert held in list(cdxj.captures_of(index, held.url))


def test_urls_that_share_a_key_are_told_apart(index: Path) -> None:
    assert {e.url for e in cdxj.captures_of(index, "https://news.example/News")} == {
        "https://news.example/News"
    }
    assert cdxj.lookup(index, "https://news.example/NEWS") is None
    assert cdxj.lookup(index, "https://news.example/news#top")


def test_a_fragment_that_was_recorded_is_no_part_of_the_url(tmp_path: Path) -> None:
    index = tmp_path / "index.cdxj"
    cdxj.write(index, [entry("https://news.example/%7Ca#rss").to_line()])
    for asked in ("https://news.example/%7Ca", "https://news.example/%7Ca#rss"):
        assert [e.url for e in cdxj.captures_of(index, asked)] == ["https://news.example/%7Ca#rss"]
    assert len(list(cdxj.nearest_first(index, "http://news.example/|a"))) == 1


@pytest.mark.parametrize(
    ("hours", "day"), [(-99, 0), (0, 0), (11, 0), (12, 0), (13, 1), (49, 2), (999, 3)]
)
def test_the_nearest_capture_is_found(index: Path, hours: int, day: int) -> None:
    found = cdxj.lookup(index, "https://news.example/news", WHEN + timedelta(hours=hours))
    assert found
    assert found.offset == day


def test_without_a_time_the_latest_is_found(index: Path) -> None:
    found = cdxj.lookup(index, "https://news.example/news")
    assert found
    assert found.offset == 3


def test_no_index_no_captures(tmp_path: Path) -> None:
    assert cdxj.lookup(tmp_path / "none.cdxj", "https://news.example/") is None


PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=gbk\r\nContent-Length: 3\r\n\r\nabc"
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"


def write_warc(folder: Path) -> Path:
    (folder / "archive").mkdir()
    series = WarcSeries(
        folder / "archive", "p", manifest_path=folder / "manifest-sha256.jsonl",
        description={"software": "test"}, clock=lambda: WHEN,
    )  # fmt: skip
    request = b"GET / HTTP/1.1\r\nHost: news.example\r\n\r\n"
    urls = [
        "https://news.example/b",
        "https://www.news.example/A?z=1&a=%D0%C2",
        "https://news.example/%E6%96%B0",
    ]
    for url, response in zip(urls, (PAGE, CHUNKED, b"HTTP/1.0 404 Not Found\r\n\r\n"), strict=True):
        series.write(Exchange(uri=url, date=WHEN, request=request, response=response))
    first = Original(
        record_id="<urn:uuid:0>", uri=urls[0], date=WHEN, payload_digest=digest(b"abc")
    )
    series.write(
        Exchange(uri=urls[0], date=WHEN + timedelta(1), request=request, response=PAGE),
        revisit_of=first,
    )
    series.close()
    return folder / "archive" / str(series.filename)


def test_every_line_hits_its_record(tmp_path: Path) -> None:
    path = write_warc(tmp_path)
    entries = list(cdxj.entries_of(path))
    assert [e.status for e in entries] == ["200", "200", "404", "200"]
    assert entries[3].mime == "warc/revisit"
    for found in entries:
        record = read_record(path, found.offset)
        assert record.target_uri == found.url
        assert record.payload_digest == found.digest


@pytest.mark.referee
@pytest.mark.filterwarnings("ignore")
def test_cdxj_indexer_agrees(tmp_path: Path) -> None:
    main = pytest.importorskip("cdxj_indexer.main")
    path = write_warc(tmp_path)
    out = io.StringIO()
    main.CDXJIndexer(out, [str(path)]).process_all()
    ours = [e.to_line().decode() for e in cdxj.entries_of(path)]
    # What it gets wrong: unsorted without -s, which is why both sides are compared so.
    assert out.getvalue().splitlines(keepends=True) == ours
