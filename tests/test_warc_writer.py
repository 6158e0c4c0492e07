"""The series: names, revisits, and what happens when the disk does not take it."""

import errno
import os
import resource
import subprocess
import sys
import textwrap
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive import manifest
from archive.capture import Connection, Exchange
from archive.errors import CannotKeep
from archive.revisit import sameness_of
from archive.warc import Original, WarcSeries, captures, digest, read_members, read_record

WHEN = datetime(2026, 9, 23, 1, 2, 3, 456789, tzinfo=UTC)
PAGE = b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc"


def exchange(response: bytes = PAGE, **changes: object) -> Exchange:
    values: dict = {
        "uri": "https://news.example/a/1.html",
        "date": WHEN,
        "request": b"GET /a/1.html HTTP/1.1\r\nHost: news.example\r\n\r\n",
        "response": response,
    }
    return Exchange(**values | changes)


def series(folder: Path, clock=lambda: WHEN, **options: object) -> WarcSeries:
    (folder / "archive").mkdir(exist_ok=True)
    return WarcSeries(
        folder / "archive", "p", manifest_path=folder / "manifest-sha256.jsonl",
        description={"software": "test"}, clock=clock, **options,
    )  # fmt: skip


def warcs(folder: Path) -> list[Path]:
    return sorted((folder / "archive").iterdir())


def test_names_sort_in_the_order_of_writing_when_the_clock_goes_back(tmp_path: Path) -> None:
    for hours in (0, -5, 1):
        writing = series(tmp_path, clock=lambda h=hours: WHEN + timedelta(hours=h))
        writing.write(exchange(uri=f"https://news.example/{hours}"))
        writing.close()
    uris = [list(read_members(path))[-1].record.target_uri for path in warcs(tmp_path)]
    assert uris == [f"https://news.example/{hours}" for hours in (0, -5, 1)]


def test_another_portals_files_are_not_counted(tmp_path: Path) -> None:
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "p-q-20990101000000-00000.warc.gz").write_bytes(b"")
    writing = series(tmp_path)
    writing.write(exchange())
    assert writing.filename == "p-20260923010203-00000.warc.gz"
    writing.abandon()


def test_a_revisit_says_where_its_payload_is(tmp_path: Path) -> None:
    writing = series(tmp_path)
    first = writing.write(exchange())
    assert first.response
    assert writing.synced <= first.response.offset, "nothing is durable yet"
    writing.sync()
    assert writing.synced > first.response.offset
    found = Original(
        record_id=first.response.record_id, uri=exchange().uri, date=first.response.date,
        payload_digest=first.response.payload_digest or "",
    )  # fmt: skip
    again = writing.write(exchange(date=WHEN + timedelta(days=1)), revisit_of=found)
    not_modified = writing.write(exchange(b"HTTP/1.1 304 Not Modified\r\n\r\n"), revisit_of=found)
    writing.close()
    (path,) = warcs(tmp_path)
    assert again.revisit
    assert again.response
    assert not_modified.response
    record = read_record(path, again.response.offset)
    assert record.block == PAGE[:-3]
    assert record.truncated == "length"
    reference = record.refers_to
    assert reference
    assert reference.profile.endswith("1.1/revisit/identical-payload-digest")
    assert (reference.record_id, reference.uri) == (first.response.record_id, exchange().uri)
    assert reference.date == WHEN
    assert record.payload_digest == digest(b"abc")
    fresh = read_record(path, not_modified.response.offset)
    assert fresh.truncated is None
    assert fresh.block == b"", "pywb would answer with its status"
    *_, last = captures(path, revisits=True)
    assert last.head.status == 304, "what was sent stands in the metadata record"
    assert fresh.refers_to
    assert fresh.refers_to.profile.endswith("1.1/revisit/server-not-modified")
    assert fresh.refers_to.uri == exchange().uri


def test_what_is_never_a_revisit() -> None:
    def answer(head: bytes, body: bytes = b"abc") -> Exchange:
        return exchange(b"HTTP/1.1 " + head + b"\r\n\r\n" + body)

    assert sameness_of(answer(b"200 OK")) == sameness_of(exchange())
    assert sameness_of(answer(b"200 OK", b"")) is None
    assert sameness_of(answer(b"404 No")) is None
    assert sameness_of(answer(b"301 M\r\nLocation: /a")) != sameness_of(
        answer(b"301 M\r\nLocation: /b")
    )
    assert sameness_of(exchange(truncated="length")) is None


@pytest.mark.parametrize(("method", "status"), [(b"HEAD", b"200 OK"), (b"GET", b"304 Not")])
def test_no_payload_has_no_digest(tmp_path: Path, method: bytes, status: bytes) -> None:
    writing = series(tmp_path)
    response = b"HTTP/1.1 " + status + b"\r\nContent-Length: 9\r\n\r\n"
    written = writing.write(exchange(response, request=method + b" / HTTP/1.1\r\n\r\n"))
    writing.close()
    assert written.response
    assert written.response.payload_digest is None


def test_a_broken_certificate_stands_in_the_file(tmp_path: Path) -> None:
    writing = series(tmp_path)
    writing.write(exchange(connection=Connection(verified=False)))
    writing.close()
    assert list(read_members(warcs(tmp_path)[0]))[-1].record.fields["certificateVerified"] == "no"


def test_a_line_end_in_a_field_is_refused_and_nothing_written(tmp_path: Path) -> None:
    writing = series(tmp_path)
    writing.write(exchange())
    before = warcs(tmp_path)[0].read_bytes()
    with pytest.raises(ValueError, match="control character"):
        writing.write(exchange(uri="http://a.example/\r\nWARC-Type: response"))
    assert warcs(tmp_path)[0].read_bytes() == before
    writing.close()


class Fails:
    """The nth call of an os function fails; earlier and later ones do what they do."""

    def __init__(self, real, nth: int) -> None:
        self.real, self.nth, self.calls = real, nth, 0

    def __call__(self, *args):
        self.calls += 1
        if self.calls == self.nth:
            raise OSError(errno.EIO, "Input/output error")
        return self.real(*args)


@pytest.mark.parametrize("function", ["write", "fsync"])
def test_a_fault_at_every_call_leaves_what_was_before(
    tmp_path_factory, monkeypatch, function: str
) -> None:
    real = getattr(os, function)
    nth = 0
    while True:
        nth += 1
        folder = tmp_path_factory.mktemp("f")
        fails = Fails(real, nth)
        monkeypatch.setattr(os, function, fails)
        writing = series(folder, size_limit=1)
        durable: list[bytes] = []
        try:
            for number in range(3):
                uri = f"https://news.example/{number}"
                writing.write(exchange(uri=uri))
                writing.sync()
                durable.append(uri.encode())
            writing.close()
        except CannotKeep:
            monkeypatch.undo()
            kept = b""
            for path in warcs(folder):
                records = [m.record for m in read_members(path)]
                assert not records or records[0].type == "warcinfo"
                kept += b"".join(r.to_bytes() for r in records)
            assert all(uri in kept for uri in durable)
            list(manifest.read(folder / "manifest-sha256.jsonl"))
            writing.abandon()
        else:
            monkeypatch.undo()
            assert fails.calls < nth, "a fault was swallowed"
            break
    assert nth > 6


def test_after_a_failed_fsync_nothing_is_called_durable(tmp_path: Path, monkeypatch) -> None:
    writing = series(tmp_path)
    writing.write(exchange())
    monkeypatch.setattr(os, "fsync", Fails(os.fsync, 1))
    for attempt in (writing.sync, writing.sync, lambda: writing.write(exchange()), writing.close):
        with pytest.raises(CannotKeep, match="Input/output error"):
            attempt()
    assert [path.suffix for path in warcs(tmp_path)] == [".open"]


def test_a_tail_that_cannot_be_cut_off_ends_the_file(tmp_path: Path, monkeypatch) -> None:
    writing = series(tmp_path)
    writing.write(exchange())
    monkeypatch.setattr(os, "write", lambda handle, block: len(block) - 1)
    monkeypatch.setattr(os, "ftruncate", Fails(os.ftruncate, 1))
    with pytest.raises(CannotKeep):
        writing.write(exchange())
    with pytest.raises(CannotKeep, match="could not be cut off"):
        writing.write(exchange())
    writing.abandon()


def test_a_file_that_may_grow_no_more_for_real(tmp_path: Path) -> None:
    """RLIMIT_FSIZE makes the kernel itself write short, then refuse."""
    script = textwrap.dedent("""
        import os, resource, signal, sys
        from pathlib import Path
        from archive.errors import CannotKeep
        from test_warc_writer import exchange, series
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (6000, 6000))
        writing = series(Path(sys.argv[1]))
        kept = 0
        try:
            while True:
                body = os.urandom(700)
                writing.write(exchange(b"HTTP/1.1 200 OK\\r\\n\\r\\n" + body))
                writing.sync()
                kept += 1
        except CannotKeep as error:
            print(kept)
    """)
    assert resource.getrlimit(resource.RLIMIT_FSIZE)
    ran = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)],
        capture_output=True, text=True, cwd=Path(__file__).parent, check=True,
    )  # fmt: skip
    kept = int(ran.stdout)
    (path,) = warcs(tmp_path)
    types = [m.record.type for m in read_members(path)]
    assert kept > 1
    assert types == ["warcinfo"] + ["request", "response"] * kept
