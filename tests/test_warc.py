"""What went over the wire is what stands in the record, whoever reads it."""

import io
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator as FastIterator
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from archive import chain, manifest
from archive.capture import Connection, Exchange
from archive.errors import CannotKeep, TruncatedRecord, WarcError
from archive.warc import WarcSeries, captures, digest, read_members, read_record, recover

WHEN = datetime(2026, 9, 23, 1, 2, 3, 456789, tzinfo=UTC)
CHUNKED = (
    b"HTTP/1.1 200 OK\r\nsEt-cookie:  a=1\r\nSet-Cookie: b=\xe4\xb8\xad\r\n"
    b"Transfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n0\r\nT: 1\r\n\r\n"
)


def exchange(response: bytes = CHUNKED, **changes: object) -> Exchange:
    values: dict = {
        "uri": "https://news.example/a/1.html",
        "date": WHEN,
        "request": b"GET /a/1.html HTTP/1.1\r\nHost: news.example\r\n\r\n",
        "response": response,
        "connection": Connection(
            ip_address="192.0.2.1", protocol="http/1.1", tls_version="tls/1.3",
            cipher_suite="TLS_AES_128_GCM_SHA256",
        ),
    }  # fmt: skip
    return Exchange(**values | changes)


def series(folder: Path, **options: object) -> WarcSeries:
    (folder / "archive").mkdir(exist_ok=True)
    return WarcSeries(
        folder / "archive", "p", manifest_path=folder / "manifest-sha256.jsonl",
        description={"software": "test", "isPartOf": "p"}, clock=lambda: WHEN, **options,
    )  # fmt: skip


@given(
    st.lists(
        st.binary(max_size=200) | st.binary(max_size=99).map(lambda b: CHUNKED + b), max_size=4
    )
)
@settings(max_examples=40, deadline=None)
def test_every_reader_gives_back_the_bytes(tmp_path_factory, responses: list[bytes]) -> None:
    folder = tmp_path_factory.mktemp("w")
    writing = series(folder)
    for response in responses:
        writing.write(exchange(response))
    writing.close()
    kept = [response for response in responses if response]
    if not responses:
        assert not list((folder / "archive").iterdir())
        return
    path = folder / "archive" / "p-20260923010203-00000.warc.gz"
    ours = [m.record for m in read_members(path)]
    assert ours[0].type == "warcinfo"
    assert [r.block for r in ours if r.type == "response"] == kept
    fast = [r.reader.read() for r in FastIterator(io.BytesIO(path.read_bytes()), parse_http=False)]
    assert fast == [r.block for r in ours]
    with path.open("rb") as file:
        theirs = [r.raw_stream.read() for r in ArchiveIterator(file, no_record_parse=True)]
    assert theirs == [r.block for r in ours]
    (entry,) = [entry for _, entry in manifest.read(folder / "manifest-sha256.jsonl")]
    assert (entry.bytes, entry.sha256) == (path.stat().st_size, manifest.sha256_of(path))
    assert entry.records == len(ours)


def test_the_fields_are_the_standards(tmp_path: Path) -> None:
    writing = series(tmp_path)
    written = writing.write(exchange(truncated="disconnect", failure="cut"))
    writing.close()
    path = tmp_path / "archive" / written.request.warc_filename
    request = read_record(path, written.request.offset)
    assert written.response
    response = read_record(path, written.response.offset)
    metadata = list(read_members(path))[-1].record
    assert request.concurrent_to == (response.id, metadata.id)
    assert response.concurrent_to == (request.id, metadata.id)
    assert metadata.concurrent_to == (request.id, response.id)
    assert metadata.fields == {"failure": "cut"}
    assert request.get("WARC-Date") == response.get("WARC-Date") == "2026-09-23T01:02:03.456789Z"
    assert response.all("WARC-Protocol") == ("http/1.1", "tls/1.3")
    assert response.get("WARC-Cipher-Suite") == "TLS_AES_128_GCM_SHA256"
    assert response.get("WARC-Truncated") == "disconnect"
    # The payload has the transfer coding undone; `warcio check` calls this wrong.
    assert response.get("WARC-Payload-Digest") == digest(b"abc")
    assert response.get("WARC-Block-Digest") == digest(CHUNKED)
    types = [m.record.type for m in read_members(path)]
    assert types == ["warcinfo", "request", "response", "metadata"]
    (capture,) = captures(path)
    assert capture.pointer == written.response
    assert capture.message.content == b"abc"


def test_files_follow_each_other_and_never_overwrite(tmp_path: Path) -> None:
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "p-20260923010203-00001.warc.gz").write_bytes(b"mine")
    writing = series(tmp_path, size_limit=1)
    for _ in range(3):
        writing.write(exchange())
    writing.close()
    names = [entry.file[-13:] for _, entry in manifest.read(tmp_path / "manifest-sha256.jsonl")]
    assert names == ["00002.warc.gz", "00003.warc.gz", "00004.warc.gz"]
    assert not list(chain.breaks(tmp_path / "manifest-sha256.jsonl"))
    lines = (tmp_path / "manifest-sha256.jsonl").read_bytes().splitlines(keepends=True)
    (tmp_path / "manifest-sha256.jsonl").write_bytes(lines[0] + lines[2])
    assert list(chain.breaks(tmp_path / "manifest-sha256.jsonl"))


def test_a_file_cut_anywhere_gives_its_whole_records(tmp_path: Path) -> None:
    writing = series(tmp_path)
    for _ in range(2):
        writing.write(exchange())
    writing.close()
    (path,) = (tmp_path / "archive").iterdir()
    whole = path.read_bytes()
    ends = [m.offset + m.length for m in read_members(path)]
    path.unlink()
    for size in range(1, len(whole)):
        torn = path.with_name(path.name + ".open")
        torn.write_bytes(whole[:size])
        (tmp_path / "manifest-sha256.jsonl").unlink(missing_ok=True)
        found = recover(torn, tmp_path / "recovered", tmp_path / "manifest-sha256.jsonl")
        assert found.size == max((end for end in ends if end <= size), default=0)
        kept = path.read_bytes() if found.size else b""
        tail = (tmp_path / "recovered" / found.tail).read_bytes() if found.tail else b""
        assert kept + tail == whole[:size]
        path.unlink(missing_ok=True)
        torn.unlink(missing_ok=True)


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_damage_is_an_error_with_its_place(tmp_path_factory, data: st.DataObject) -> None:
    folder = tmp_path_factory.mktemp("d")
    writing = series(folder)
    writing.write(exchange())
    writing.close()
    (path,) = (folder / "archive").iterdir()
    whole = path.read_bytes()
    place = data.draw(st.integers(0, 10**6)) % len(whole)
    path.write_bytes(whole[:place] + data.draw(st.binary(max_size=5)) + whole[place + 1 :])
    try:
        for _ in read_members(path):
            pass
    except WarcError as error:
        assert error.path == path
        assert 0 <= error.offset <= len(whole) + 5


def test_a_cut_file_says_where(tmp_path: Path) -> None:
    writing = series(tmp_path)
    writing.write(exchange())
    writing.close()
    (path,) = (tmp_path / "archive").iterdir()
    offset = list(read_members(path))[-1].offset
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(TruncatedRecord) as caught:
        list(read_members(path))
    assert caught.value.offset == offset


@pytest.mark.parametrize("fault", ["write", "short", "fsync"])
def test_a_full_disk_loses_nothing_before_it(tmp_path: Path, monkeypatch, fault: str) -> None:
    writing = series(tmp_path)
    writing.write(exchange())
    writing.sync()
    (path,) = (tmp_path / "archive").iterdir()
    before = path.read_bytes()
    real = os.write
    if fault == "short":
        monkeypatch.setattr(os, "write", lambda handle, block: real(handle, block[:7]))
    else:

        def fail(*_: object) -> int:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, fault, fail)
    with pytest.raises(CannotKeep, match=r"No space|short write"):
        writing.write(exchange())
        writing.sync()
    monkeypatch.undo()
    assert path.read_bytes().startswith(before)
    if fault != "fsync":
        assert path.read_bytes() == before
        writing.write(exchange())
        writing.close()
        assert len(list(read_members(next((tmp_path / "archive").iterdir())))) == 5
