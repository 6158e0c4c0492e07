"""Files of other tools, broken files, and captures put together from records."""

import gzip
import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator as FastIterator
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from archive.errors import TruncatedRecord, WarcError
from archive.http.inflate import inflate
from archive.warc import (
    Damage,
    Member,
    block_pieces,
    captures,
    digest,
    digest_mismatches,
    read_member,
    read_members,
    reblock,
    scan,
)
from archive.warc import file as warc_file
from archive.warc.file import opened
from archive.warc.members import Inflated, whole
from archive.warc.parse import plain_record
from archive.warc.record import Record, new_id
from archive.warc.writer import member

DATE = "2026-09-23T01:02:03Z"
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"


def record(
    kind: str = "response", block: bytes = CHUNKED, uri: str = "http://a.example/", *fields
) -> Record:
    message = {"response": "response", "revisit": "response", "request": "request"}.get(kind)
    headers = [
        ("WARC-Type", kind), ("WARC-Record-ID", new_id()), ("WARC-Date", DATE),
        ("WARC-Target-URI", uri), *fields,
        ("Content-Type", f"application/http; msgtype={message}" if message else "text/plain"),
        ("Content-Length", str(len(block))),
    ]  # fmt: skip
    return Record(tuple(headers), block)


def request(uri: str = "http://a.example/", *fields, method: bytes = b"GET") -> Record:
    return record("request", method + b" / HTTP/1.1\r\nHost: a.example\r\n\r\n", uri, *fields)


def plain(*records: Record) -> bytes:
    return b"".join(r.to_bytes() for r in records)


def blocked(*records: Record) -> bytes:
    return b"".join(member(r) for r in records)


def kept(folder: Path, content: bytes, name: str = "x.warc.gz") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


THREE = (request(), record(), record(block=b"\x00" * 70_000))


@pytest.mark.parametrize("wrap", [plain, blocked, lambda *r: gzip.compress(plain(*r))])
def test_every_form_of_file_gives_the_same_records(tmp_path: Path, wrap) -> None:
    path = kept(tmp_path, wrap(*THREE))
    found = list(read_members(path))
    assert [m.record for m in found] == list(THREE)
    assert [m.complaint for m in found] == [None] * 3
    for one in found:
        assert read_member(path, one.offset, inner=one.inner).record == one.record
    assert not [d for d in scan(path) if isinstance(d, Damage)]
    target = tmp_path / "again.warc.gz"
    assert reblock(path, target) == 3
    assert [m.record.to_bytes() for m in read_members(target)] == [r.to_bytes() for r in THREE]
    assert all(m.length for m in read_members(target))


@pytest.mark.parametrize("wrap", [plain, blocked, lambda *r: gzip.compress(plain(*r))])
def test_a_long_block_is_read_in_pieces(tmp_path: Path, wrap) -> None:
    long = bytes(range(256)) * 30_000
    records = (request(), record(block=long), record())
    path = kept(tmp_path, wrap(*records))
    found = list(read_members(path, block_limit=1000))
    assert [m.record.whole for m in found] == [True, False, True]
    assert found[1].record.block == long[:1000]
    assert b"".join(block_pieces(path, found[1])) == long
    assert reblock(path, tmp_path / "t.warc.gz", block_limit=1000) == 3
    assert [m.record.block for m in read_members(tmp_path / "t.warc.gz")] == [
        r.block for r in records
    ]


def test_odd_heads_are_kept_byte_for_byte(tmp_path: Path) -> None:
    odd = (
        b"WARC/1.0\r\nWARC-Type:response\r\nWARC-Target-URI:   <http://a.example/\xff>\r\n"
        b"X-Folded: one\r\n two\r\ncontent-length:3\r\n\r\nabc\r\n\r\n"
    )
    (found,) = read_members(kept(tmp_path, odd))
    assert found.record.target_uri == "http://a.example/%FF"
    assert found.record.get("x-folded") == "one two"
    assert found.record.to_bytes() == odd


@pytest.mark.parametrize("wrap", [plain, blocked, lambda *r: gzip.compress(plain(*r))])
def test_a_head_that_is_too_long_is_an_error_in_every_form_of_file(tmp_path: Path, wrap) -> None:
    path = kept(tmp_path, wrap(record("metadata", b"", "http://a.example/" + "a" * (1 << 20))))
    with pytest.raises(WarcError, match="head is longer"):
        list(read_members(path))


@pytest.mark.parametrize("ends", [b"\r\n", b"", b"\n\n", b"\r\n\r\n\r\n"])
def test_a_record_that_ends_oddly_is_read_with_a_complaint(tmp_path: Path, ends: bytes) -> None:
    one = record().to_bytes()[:-4] + ends
    for path in (kept(tmp_path, one + one, "a"), kept(tmp_path, gzip.compress(one) * 2, "b")):
        found = list(read_members(path))
        assert [m.record.block for m in found] == [CHUNKED] * 2
        assert all(m.complaint for m in found)


def test_lines_that_end_in_lf_alone_are_read(tmp_path: Path) -> None:
    (found,) = read_members(kept(tmp_path, b"WARC/1.0\nWARC-Type: x\nContent-Length: 1\n\na\n\n"))
    assert (found.record.type, found.record.block) == ("x", b"a")
    assert found.complaint


@pytest.mark.parametrize("value", ["", "-1", "²", "1e3", "9" * 19, "3 3", "0x3"])
def test_a_content_length_that_is_none_is_an_error(tmp_path: Path, value: str) -> None:
    content = f"WARC/1.1\r\nContent-Length: {value}\r\n\r\nabc\r\n\r\n".encode()
    for path in (kept(tmp_path, content, "a"), kept(tmp_path, gzip.compress(content), "b")):
        with pytest.raises(WarcError, match="Content-Length"):
            list(read_members(path))


def test_two_content_lengths_are_an_error_unless_they_agree(tmp_path: Path) -> None:
    for fields in (b"Content-Length: 3\r\ncontent-length: 4", b"Content-Length: 3\r\n" * 2):
        one = b"WARC/1.1\r\n" + fields.strip() + b"\r\n\r\nabc\r\n\r\n"
        path = kept(tmp_path, gzip.compress(one))
        if b"4" in fields:
            with pytest.raises(WarcError, match="Content-Length"):
                list(read_members(path))
        else:
            assert next(read_members(path)).record.block == b"abc"


@pytest.mark.parametrize("length", [b"2", b"40", b"999999999999"])
def test_a_content_length_that_lies_is_an_error(tmp_path: Path, length: bytes) -> None:
    one = b"WARC/1.1\r\nContent-Length: " + length + b"\r\n\r\nabcdef\r\n\r\n"
    for path in (kept(tmp_path, one, "a"), kept(tmp_path, gzip.compress(one), "b")):
        with pytest.raises(WarcError):
            list(read_members(path))


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"<html>", "no WARC record"),
        (b"\x28\xb5\x2f\xfdxxxx", "zstandard"),
        (gzip.compress(b"hello", mtime=0), "no WARC record"),
        (b"PK\x03\x04", "no WARC record"),
        (b"\x1f\x8b", "cut short"),
        (b"WARC/1.1\r\n" + b"a: b\r\n" * 200_000, "head is longer"),
    ],
)
def test_what_is_no_warc_is_one_sentence(tmp_path: Path, content: bytes, why: str) -> None:
    with pytest.raises(WarcError, match=why) as caught:
        list(read_members(kept(tmp_path, content)))
    assert caught.value.offset == 0


def test_a_bomb_is_held_in_part_only(tmp_path: Path) -> None:
    path = kept(tmp_path, blocked(record(block=bytes(50_000_000)), record()))
    first, second = read_members(path, block_limit=1 << 20)
    assert len(first.record.block) == 1 << 20
    assert first.length + second.length == path.stat().st_size


@pytest.mark.parametrize("wrap", [plain, blocked])
def test_records_hidden_behind_a_torn_one_are_found(tmp_path: Path, wrap) -> None:
    torn = wrap(record(block=bytes(range(256)) * 8))[:-60]
    before = wrap(request())
    path = kept(tmp_path, before + torn + wrap(*THREE))
    found = list(scan(path))
    assert [m.record for m in found if isinstance(m, Member)][-2:] == list(THREE[1:])
    (damage,) = [d for d in found if isinstance(d, Damage)]
    assert damage.offset == len(before)
    assert not damage.tail


@pytest.mark.parametrize(
    "kinds", ["gpXpp", "gpXg", "pXgg", "pXpg", "pgXggp", "ggXgg", "gpXppg", "ppXppg"]
)
def test_behind_damage_gzip_members_and_plain_records_are_sought_alike(
    tmp_path: Path, kinds: str
) -> None:
    """``g``: a gzip member, ``p``: a plain record; the one behind ``X`` is damaged."""
    wraps = [plain if kind == "p" else blocked for kind in kinds.replace("X", "")]
    records = [record("resource", f"the {n}th".encode() * 90) for n in range(len(wraps))]
    blocks = [wrap(one) for wrap, one in zip(wraps, records, strict=True)]
    broken = kinds.index("X")
    block = bytearray(blocks[broken])
    block[:40] = bytes(40)
    before, after = b"".join(blocks[:broken]), b"".join(blocks[broken + 1 :])
    found = list(scan(kept(tmp_path, before + bytes(block) + after)))
    (damage,) = [d for d in found if isinstance(d, Damage)]
    assert (damage.offset, damage.length) == (len(before), len(block))
    assert [m.record for m in found if isinstance(m, Member)] == [
        one for number, one in enumerate(records) if number != broken
    ]


@pytest.mark.parametrize("window", [7, 12, 1 << 16])
@pytest.mark.parametrize("level", [0, 9])
def test_a_plain_record_right_behind_a_damaged_member_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, level: int, window: int
) -> None:
    """And what a member holds uncompressed is no record of its own."""
    monkeypatch.setattr(warc_file, "WINDOW", window)
    them = [record("resource", f"the {n}th".encode() * 90) for n in range(4)]
    torn = bytearray(gzip.compress(them[1].to_bytes(), level))
    torn[-8] ^= 1  # its CRC
    before = blocked(them[0])
    found = list(scan(kept(tmp_path, before + torn + plain(*them[2:]))))
    assert [m.record for m in found if isinstance(m, Member)] == [them[0], *them[2:]]
    (damage,) = [d for d in found if isinstance(d, Damage)]
    assert (damage.offset, damage.length) == (len(before), len(torn))


def test_a_torn_tail_is_the_last_thing_found(tmp_path: Path) -> None:
    whole = blocked(*THREE)
    *_, damage = scan(kept(tmp_path, whole[:-5]))
    assert isinstance(damage, Damage)
    assert damage.tail
    assert damage.offset + damage.length == len(whole) - 5


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_a_scan_accounts_for_every_byte(tmp_path_factory, data: st.DataObject) -> None:
    wrap = data.draw(st.sampled_from([plain, blocked]))
    content = bytearray(wrap(*THREE[:2], *THREE[:2]))
    for _ in range(data.draw(st.integers(0, 3))):
        place = data.draw(st.integers(0, len(content)))
        content[place : place + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=30))
    path = kept(tmp_path_factory.mktemp("s"), bytes(content))
    position = 0
    for found in scan(path):
        assert found.offset == position or (isinstance(found, Member) and not found.length)
        position = max(position, found.offset + found.length)
        if isinstance(found, Member):
            digest_mismatches(path, found)
    assert position == len(content) or any(
        isinstance(m, Member) and not m.length for m in scan(path)
    )


@pytest.mark.parametrize("wrap", [plain, blocked])
@pytest.mark.parametrize("window", [*range(1, 40), 97, 1000])
def test_where_a_window_ends_does_not_matter(tmp_path, monkeypatch, wrap, window: int) -> None:
    path = kept(tmp_path, wrap(*THREE[:2], *THREE[:2]))
    expected = list(scan(path))
    monkeypatch.setattr(warc_file, "WINDOW", window)
    assert list(read_members(path)) == expected


def test_what_does_not_begin_as_a_gzip_member_is_none(tmp_path: Path) -> None:
    content = member(record())
    for place in range(3):
        for value in {*range(256)} - {content[place]}:
            other = content[:place] + bytes([value]) + content[place + 1 :]
            with opened(kept(tmp_path, other)) as source:
                assert whole(source, 0, 1 << 16) is None


@pytest.mark.parametrize("flags", [0x20, 0x40, 0x80, 0xE1])
def test_a_flag_that_gzip_does_not_know_is_damage(tmp_path, flags: int) -> None:
    content = bytearray(blocked(*THREE))
    content[3] = flags
    path = kept(tmp_path, bytes(content))
    with opened(path) as source:
        assert whole(source, 0, 1 << 16) is None
    first, *others = scan(path)
    assert isinstance(first, Damage)
    assert "unknown header flags" in first.why
    assert len(others) == len(list(scan(kept(tmp_path, blocked(*THREE))))) - 1
    assert inflate(b"gzip", bytes(content), 1 << 16)[1] is not None


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_the_quick_inflater_reads_what_zlib_reads_and_no_more(tmp_path_factory, data) -> None:
    noise = data.draw(st.binary(max_size=40))
    content = bytearray(blocked(Record((), noise * 700), Record((), b"GET / HTTP/1.1")))
    for _ in range(data.draw(st.integers(0, 2))):
        place = data.draw(st.integers(0, len(content) - 1))
        content[place : place + data.draw(st.integers(0, 9))] = data.draw(st.binary(max_size=9))
    path = kept(tmp_path_factory.mktemp("q"), bytes(content))
    with opened(path) as source:
        found = whole(source, 0, 1 << 16)
        slow, read = Inflated(source, path, 0), b""
        try:
            while piece := slow.read(1 << 16):
                read += piece
        except WarcError:
            assert found is None
        else:
            assert found in (None, (read, slow.end))


ODD = (
    b"\r", b"\n", b"\r\n", b"\r\n\r\n", b" ", b"\t", b":", b": ", b"\x85", b"\xc2\x85", b"\x1c", b"\xff",
    b"Content-Length: 4\r\n", b"content-length: 4\r\n", b"WARC-Protocol: h2\r\n", b"X: y\r\n", b"0",
    b"A:b\r\n", b"WARC-Type:\r\n", b"WARC-Type: \r\n", b" folded\r\n",
)  # fmt: skip


@given(st.data())
@settings(max_examples=400, deadline=None)
def test_what_is_read_at_once_is_what_a_closer_look_finds(tmp_path_factory, data) -> None:
    content = record("metadata", b"text", "http://a.example/\u00e4\u2028").to_bytes()
    for _ in range(data.draw(st.integers(0, 3))):
        place = data.draw(st.integers(0, len(content)))
        behind = content[place + data.draw(st.integers(0, 3)) :]
        content = content[:place] + data.draw(st.sampled_from(ODD)) + behind
    at_once = plain_record(content)
    if at_once is None:
        return
    (closer,) = read_members(kept(tmp_path_factory.mktemp("o"), content))
    assert (closer.record, closer.length, closer.complaint) == (at_once, len(content), None)
    assert closer.record.head_bytes() == at_once.head_bytes()
    for name in ("WARC-Type", "WARC-Protocol", "WARC-Record-ID", "Content-Length", "X"):
        assert at_once.get(name) == closer.record.get(name)
        assert at_once.all(name.lower()) == closer.record.all(name.lower())


def test_what_has_nothing_odd_about_it_is_read_at_once() -> None:
    twice = (("WARC-Protocol", "h2"), ("WARC-Protocol", "tls/1.3"), ("WARC-Filename", "a: b\rc"))
    for one in (request(), record(), record("response", b"", "http://a.example/\udcff", *twice)):
        assert plain_record(one.to_bytes()) == one


@pytest.mark.parametrize("block", [b"\0" * 70_000, bytes(range(256)) * 9, b"small"])
def test_a_payload_that_holds_the_first_bytes_of_its_own_member_is_read(
    tmp_path: Path, block: bytes
) -> None:
    first = member(record())[:10]
    content = b"".join(
        gzip.compress(record(block=first + b"1" + first + block).to_bytes(), level, mtime=0)
        for level in (0, 9)
    )
    content = content.replace(gzip.compress(b"", 0, mtime=0)[:10], first)  # both as the writer's
    them = list(read_members(kept(tmp_path, content + member(record()))))
    assert content.count(first) > 2
    assert [len(it.record.block) for it in them[:2]] == [21 + len(block)] * 2
    assert them[0].length + them[1].length == len(content)


@given(st.binary(max_size=300))
@settings(max_examples=150, deadline=None)
def test_no_bytes_are_more_than_an_error(tmp_path_factory, noise: bytes) -> None:
    folder = tmp_path_factory.mktemp("n")
    for content in (noise, b"WARC/1.1\r\n" + noise, gzip.compress(b"WARC/1.1\r\n" + noise)):
        path = kept(folder, content)
        try:
            list(captures(path, revisits=True))
        except WarcError as error:
            assert 0 <= error.offset <= len(content)
        list(scan(path))


def test_a_digest_of_the_chunks_is_found_wrong_and_of_the_payload_right(tmp_path: Path) -> None:
    right = record(
        "response", CHUNKED, "http://a.example/", ("WARC-Payload-Digest", digest(b"abc"))
    )
    wrong = record(
        "response", CHUNKED, "http://a.example/",
        ("WARC-Payload-Digest", digest(CHUNKED.partition(b"\r\n\r\n")[2])),
        ("WARC-Block-Digest", "sha256:" + "0" * 64),
    )  # fmt: skip
    path = kept(tmp_path, blocked(right, wrong))
    first, second = read_members(path)
    assert not digest_mismatches(path, first)
    assert [m.kind for m in digest_mismatches(path, second)] == ["block", "payload"]
    # warcio has it the other way round: it digests the chunk framing.
    with path.open("rb") as file:
        theirs = []
        for one in ArchiveIterator(file, check_digests=True):
            one.raw_stream.read()
            theirs.append(one.digest_checker.passed)
    assert theirs[0] is False


def named(response_names: bool, request_names: bool) -> tuple[Record, Record]:
    sent = request()
    names_request = [("WARC-Concurrent-To", sent.id)] if response_names else []
    answer = record("response", CHUNKED, "http://a.example/", *names_request)
    if request_names:
        sent = Record((*sent.headers[:-1], ("WARC-Concurrent-To", answer.id), sent.headers[-1]),
                      sent.block)  # fmt: skip
    return sent, answer


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
@pytest.mark.parametrize("names", [(True, True), (True, False), (False, True), (False, False)])
def test_a_request_is_found_before_or_behind_its_response(tmp_path: Path, order, names) -> None:
    pair = named(*names)
    other = record("response", CHUNKED, "http://b.example/")
    for records in ([pair[i] for i in order], [other, *(pair[i] for i in order), other]):
        found = [c for c in captures(kept(tmp_path, blocked(*records))) if "//a." in c.uri]
        assert [c.request for c in found] == [pair[0]]
        assert [c.payload for c in found] == [b"abc"]


def test_captures_stand_in_record_order_whoever_waits(tmp_path: Path) -> None:
    waits = record("response", CHUNKED, "http://1.example/", ("WARC-Concurrent-To", new_id()))
    others = [record("response", CHUNKED, f"http://{n}.example/") for n in range(2, 30)]
    path = kept(tmp_path, blocked(waits, *others))
    assert [c.uri for c in captures(path)] == [f"http://{n}.example/" for n in range(1, 30)]


def test_an_answer_to_head_has_no_payload(tmp_path: Path) -> None:
    sent = request(method=b"HEAD")
    answer = record("response", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n")
    (found,) = captures(kept(tmp_path, blocked(sent, answer)))
    assert (found.method, found.payload, found.status) == (b"HEAD", b"", 200)


def test_a_date_that_is_none_is_an_error_with_its_place(tmp_path: Path) -> None:
    broken = Record(
        tuple((n, "yesterday" if n == "WARC-Date" else v) for n, v in record().headers), CHUNKED
    )
    path = kept(tmp_path, blocked(record(), broken))
    with pytest.raises(WarcError, match="yesterday") as caught:
        list(captures(path))
    assert caught.value.offset == len(blocked(record())) or caught.value.offset > 0


# warcio leaves the temporary files of its revisits to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_what_warcio_writes_is_read(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=True, warc_version="1.1")
    head = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
    sent = StatusAndHeaders("GET / HTTP/1.1", [("Host", "a.example")], is_http_request=True)
    answer = writer.create_warc_record(
        "http://a.example/", "response", payload=io.BytesIO(b"<p>"), http_headers=head
    )
    asked = writer.create_warc_record("http://a.example/", "request", http_headers=sent)
    writer.write_record(writer.create_warcinfo_record("f.warc.gz", {"isPartOf": "p"}))
    writer.write_request_response_pair(asked, answer)
    writer.write_record(
        writer.create_revisit_record(
            "http://a.example/", digest(b"<p>"), "http://a.example/", DATE, http_headers=head
        )
    )
    path = kept(tmp_path, buffer.getvalue())
    first, again = captures(path, revisits=True)
    assert first.payload == b"<p>"
    assert first.request
    assert first.warcinfo
    assert first.warcinfo.fields["isPartOf"] == "p"
    assert again.refers_to
    assert again.refers_to.date == datetime(2026, 9, 23, 1, 2, 3, tzinfo=UTC)
    assert not any(digest_mismatches(path, m) for m in read_members(path))


def test_no_record_behind_the_end(tmp_path: Path) -> None:
    path = kept(tmp_path, blocked(record()))
    with pytest.raises(TruncatedRecord):
        read_member(path, path.stat().st_size)
    assert list(read_members(kept(tmp_path, b"", "empty"))) == []


def test_offsets_are_those_of_fastwarc(tmp_path: Path) -> None:
    path = kept(tmp_path, blocked(*THREE, *THREE))
    with path.open("rb") as file:
        fast = [(r.stream_pos, r.record_id) for r in FastIterator(file, parse_http=False)]
    assert [(m.offset, m.record.id) for m in read_members(path)] == fast


def test_a_file_put_together_from_plain_and_compressed_ones_is_read_whole(tmp_path: Path) -> None:
    them = [record("resource", b"%d" % n) for n in range(6)]
    path = tmp_path / "a.warc"
    path.write_bytes(plain(*them[:2]) + b"".join(map(member, them[2:4])) + plain(*them[4:]))
    assert [found.record for found in scan(path)] == them
    for found in scan(path):
        assert read_member(path, found.offset, found.length).record == found.record
