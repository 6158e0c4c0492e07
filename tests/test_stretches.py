"""Read in stretches or in one go, a WARC has the same records, whatever is in it."""

import gzip
import pickle
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive import errors, parallel, stretches
from archive.collection import Collection
from archive.digest import digest
from archive.store import Bucket, Remote
from archive.verify import Finding
from archive.verify.derived import check_index
from archive.verify.records import noting_records
from archive.verify.warcs import check_records
from archive.warc import Damage, Member, WarcFile, scan
from archive.warc.record import Record
from archive.warc.writer import member


def record(
    kind: str, block: bytes, *more: tuple[str, str], identity: str = "<urn:uuid:1>"
) -> Record:
    headers = (
        ("WARC-Type", kind), ("WARC-Record-ID", identity), ("WARC-Date", "2026-09-23T01:02:03Z"),
        ("WARC-Target-URI", "http://a.example/"), *more, ("Content-Length", str(len(block))),
    )  # fmt: skip
    return Record(headers, block)


RECORD = st.binary(max_size=300).map(lambda block: record("resource", block))
WARC = st.lists(RECORD, max_size=4).map(lambda them: b"".join(map(member, them)))
PLAIN = st.lists(RECORD, max_size=4).map(lambda them: b"".join(r.to_bytes() for r in them))
PIECES = st.one_of(
    WARC,
    PLAIN,
    PLAIN.map(gzip.compress),  # one member with many records
    WARC.map(lambda inside: gzip.compress(record("resource", inside).to_bytes(), 0)),  # is a guess
    WARC.flatmap(lambda it: st.integers(0, len(it)).map(lambda cut: it[:cut])),
    st.binary(max_size=40),
    st.just(b"\r\n"),
)


class ThreadPool(ThreadPoolExecutor):
    def __init__(self, work: Callable[[Any], Any], processes: int) -> None:
        super().__init__(processes)
        parallel._work = work


def seen(path: WarcFile, members: Iterable[Member | Damage]) -> list[Member | Damage]:
    return list(members)


@given(st.lists(PIECES, max_size=6).map(b"".join), st.integers(1, 400))
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_stretches_have_what_one_scan_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes, size: int
) -> None:
    path, other = tmp_path / "a.warc.gz", tmp_path / "b.warc.gz"
    path.write_bytes(content)
    other.write_bytes(member(record("resource", b"other")))
    monkeypatch.setattr(stretches, "STRETCH", size)
    monkeypatch.setattr(parallel, "cores", lambda: 1)
    looked = list(stretches.over_stretches(seen, [path, other]))
    for file in (path, other):
        found = [it for part in looked if part.stretch.path == file for it in part.seen]
        assert found == list(scan(file))


def checked(collection: Collection) -> tuple[list[Finding], Counter[str], list[tuple]]:
    counts: Counter[str] = Counter()
    with noting_records() as records:
        found = list(check_records(collection, records, counts))
        return found, counts, list(records.crawled())


@pytest.fixture
def collection(tmp_path: Path) -> Collection:
    """Two files: one begins as another tool's and goes on as ours; in both a HEAD is answered."""
    whole = Collection.create(tmp_path / "c")
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    for number in range(2):
        it = []
        for place, software in enumerate(("another", "portal-archive 1", "portal-archive 1")):
            response, request = f"<urn:uuid:{number}{place}a>", f"<urn:uuid:{number}{place}b>"
            http = ("Content-Type", "application/http")
            fields = f"software: {software}\r\ncrawlId: c{place}\r\n".encode()
            it += [
                record("warcinfo", fields, identity=f"<urn:uuid:{number}{place}c>"),
                record("request", b"HEAD / HTTP/1.1\r\n\r\n", http,
                       ("WARC-Concurrent-To", response), identity=request),
                record("response", head, http, ("WARC-Payload-Digest", digest(b"")),
                       identity=response),
                record("response", head + b"2\r\nab\r\n0\r\n\r\n", http,
                       ("WARC-Payload-Digest", digest(b"ba" if place else b"ab")),
                       identity=f"<urn:uuid:{number}{place}d>"),
            ]  # fmt: skip
        (whole.warcs / f"{number}.warc.gz").write_bytes(b"".join(map(member, it)))
    return whole


@pytest.mark.parametrize(("size", "cores"), [(1, 1), (150, 1), (400, 2), (5_000, 2)])
def test_records_are_checked_alike_in_stretches(
    collection: Collection, monkeypatch: pytest.MonkeyPatch, size: int, cores: int
) -> None:
    whole = checked(collection)
    monkeypatch.setattr(stretches, "STRETCH", size)
    monkeypatch.setattr(parallel, "cores", lambda: cores)
    assert checked(collection) == whole
    assert [finding.kind for finding in whole[0]] == ["payload_digest"] * 4
    assert [file for _, file, _ in whole[2]] == ["archive/1.warc.gz"]


@pytest.mark.parametrize(("stretches_of_it", "alone"), [(1, True), (4, True), (5, False)])
def test_other_processes_are_begun_where_there_is_work_for_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stretches_of_it: int, alone: bool
) -> None:
    path, begun = tmp_path / "a.warc.gz", []
    path.write_bytes(b"".join(member(record("resource", b"")) for _ in range(stretches_of_it)))
    monkeypatch.setattr(stretches, "STRETCH", path.stat().st_size // stretches_of_it)
    monkeypatch.setattr(parallel, "cores", lambda: 2)
    monkeypatch.setattr(
        parallel, "workers", lambda *given: begun.append(given) or ThreadPool(*given)
    )
    looked = list(stretches.over_stretches(seen, [path]))
    assert [it for part in looked for it in part.seen] == list(scan(path))
    assert bool(begun) is not alone


def test_workers_find_the_modules_loaded_that_their_work_needs() -> None:
    assert parallel.modules_of(stretches._Through(seen)) == ["archive.stretches", __name__]
    assert parallel.modules_of(seen) == [__name__]


def test_a_file_that_the_store_has_no_more_is_passed_over_in_every_stretch(
    collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, whole = collection.warc_files(), checked(collection)
    gone = Remote(Bucket("s3://bucket/prefix"), "archive/gone.warc.gz", 2_000)

    def read_at(bucket: Bucket, name: str, position: int, size: int) -> bytes:
        raise errors.NotStored(bucket.address(name))

    monkeypatch.setattr(Bucket, "read_at", read_at)
    monkeypatch.setattr(Collection, "warc_files", lambda self: [*here, gone])
    monkeypatch.setattr(stretches, "STRETCH", 400)
    monkeypatch.setattr(parallel, "cores", lambda: 1)
    assert checked(collection) == whole
    # Of the others: no index was written here.
    assert {f.kind for f in check_index(collection, Counter())} == {"index_missing"}


def test_a_copy_in_a_member_of_many_records_is_a_duplicate(tmp_path: Path) -> None:
    whole = Collection.create(tmp_path / "c")
    them = [record("resource", b"%d" % n, identity=f"<urn:uuid:{n}>") for n in range(3)]
    for name in ("a", "b"):
        content = gzip.compress(b"".join(it.to_bytes() for it in them))
        (whole.warcs / f"{name}.warc.gz").write_bytes(content)
    found, counts, _ = checked(whole)
    assert (found, counts["duplicates"]) == ([], 3)


def every(kind: type[Exception]) -> Iterable[type[Exception]]:
    yield kind
    for below in kind.__subclasses__():
        yield from every(below)


@pytest.mark.parametrize("kind", list(every(errors.ArchiveError)), ids=lambda kind: kind.__name__)
def test_an_error_comes_back_from_a_worker_with_its_facts(kind: type[Exception]) -> None:
    error = kind.__new__(kind)
    error.args = ("one sentence",)
    error.__dict__.update(path=Path("a"), offset=3)
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again), again.__dict__) == (kind, "one sentence", error.__dict__)
