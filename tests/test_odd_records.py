"""Records of other tools whose fields are not as the standard has them: none keeps the others out."""

import gzip
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from archive import corpus
from archive.collection import Collection
from archive.errors import BadInput
from archive.verify import Finding, verify
from portal_spider.importing import Imported, import_files
from portal_spider.rebuild import rebuild
from portal_spider.reread import Rereader

URL = b"http://merrow.example/a/1.html"
PAGE = (
    "<title>The ferry runs again</title><h1>The ferry runs again</h1><p>2026-05-01 10:00</p>"
    + "".join(f"<p>On day {n} the ferry of Merrow carried more than before.</p>" for n in range(9))
).encode()
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(PAGE)


def record(
    identity: bytes = b"<urn:uuid:1>", date: bytes = b"2026-05-02T03:04:05Z", url: bytes = URL,
    *more: bytes, kind: bytes = b"response", block: bytes = ANSWER + PAGE,
) -> bytes:  # fmt: skip
    fields = (
        b"WARC/1.1", b"WARC-Type: " + kind, b"WARC-Record-ID: " + identity, b"WARC-Date: " + date,
        b"WARC-Target-URI: " + url, b"Content-Type: application/http; msgtype=response", *more,
        b"Content-Length: %d" % len(block), b"", block, b"", b"",
    )  # fmt: skip
    return gzip.compress(b"\r\n".join(fields))


SOUND = record(b"<urn:uuid:sound>", url=b"http://merrow.example/a/sound.html")


def taken_in(folder: Path, *records: bytes) -> tuple[Collection, Imported, list[Finding]]:
    """Import *records*, and see that what they make is made again the same."""
    file = folder / "other.warc.gz"
    file.write_bytes(b"".join(records))
    collection = Collection.create(folder / "c")
    imported = import_files(collection, (file,))
    findings = list(verify(collection, Counter(), reread=Rereader(collection)))
    assert not any(made.changed for made in rebuild(collection).portals)
    return collection, imported, findings


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        (b"urn:uuid:bare", "<urn:uuid:bare>"),
        (b"<urn:x:caf\xe9>", "<urn:x:caf%E9>"),
        ("<urn:x:ä>".encode(), "<urn:x:ä>"),
    ],
)
def test_an_id_is_in_brackets_and_in_utf8(written, kept, tmp_path):
    collection, imported, findings = taken_in(tmp_path, record(written), SOUND)
    ids = {article.provenance.warc_record_id for article in corpus.read_articles(collection)}
    assert ids == {kept, "<urn:uuid:sound>"}
    assert (imported.passed, findings) == ((), [])


@pytest.mark.parametrize("written", [b"", b"<>"])
def test_a_record_without_an_id_is_passed_over_and_named(written, tmp_path):
    collection, imported, findings = taken_in(
        tmp_path, record(written), record(written, url=URL + b"?2"), SOUND
    )
    assert len(list(corpus.read_articles(collection))) == 1
    assert [passed.why for passed in imported.passed] == ["WARC-Record-ID: there is none"] * 2
    assert {finding.kind for finding in findings} == {"record_id"}


@pytest.mark.parametrize("written", [b"0001-01-01T00:00:00Z", b"9999-12-31T23:59:59Z", b"soon"])
def test_a_date_that_nothing_can_have_is_passed_over_and_named(written, tmp_path):
    collection, imported, findings = taken_in(tmp_path, record(date=written), SOUND)
    assert len(list(corpus.read_articles(collection))) == 1
    assert [passed.why.partition(":")[0] for passed in imported.passed] == ["WARC-Date"]
    assert {finding.kind for finding in findings} == {"record_date"}


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        (b"2026", "2026-01-01T00:00:00Z"),
        (b"2026-05", "2026-05-01T00:00:00Z"),
        (b"2026-05-02T03:04Z", "2026-05-02T03:04:00Z"),
        (b"2026-05-02T03:04:05+08:00", "2026-05-01T19:04:05Z"),
        (b"2026-05-02T03:04:05.1Z", "2026-05-02T03:04:05.100000Z"),
    ],
)
def test_a_date_may_be_written_in_many_ways(written, kept, tmp_path):
    collection, imported, findings = taken_in(tmp_path, record(date=written))
    (article,) = corpus.read_articles(collection)
    assert article.provenance.captured == kept
    assert (imported.passed, findings) == ((), [])


def test_a_url_that_is_no_utf8_is_kept_as_its_bytes(tmp_path):
    collection, imported, findings = taken_in(tmp_path, record(url=URL + b"?\xe9=\xff"), SOUND)
    assert {article.url for article in corpus.read_articles(collection)} == {
        f"{URL.decode()}?%E9=%FF", "http://merrow.example/a/sound.html",
    }  # fmt: skip
    assert (imported.passed, findings) == ((), [])


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_an_arc_file_is_called_one(pack, tmp_path):
    file = tmp_path / "old.arc"
    file.write_bytes(pack(b"filedesc://old.arc 0.0.0.0 20050102030405 text/plain 5\n1 0 M\n"))
    with pytest.raises(BadInput, match="an ARC file, the form before WARC, is not read here"):
        import_files(Collection.create(tmp_path / "c"), (file,))


@pytest.mark.parametrize("host", ["old_ferry.example", "old_ferry.example:8080", "quay_80.example"])
def test_a_host_may_have_an_underscore(host, tmp_path):
    collection, _, findings = taken_in(tmp_path, record(url=f"http://{host}/a/1.html".encode()))
    assert [path.parent.name for path in collection.articles_files()] == [host.replace(":", "_")]
    assert findings == []


@pytest.mark.parametrize("url", ["http:///x", "https://", "HTTP://?q", "http://merrow.example:x/"])
def test_a_url_that_names_no_host_is_passed_over_and_named(url, tmp_path):
    collection, imported, findings = taken_in(
        tmp_path, record(url=url.encode()), record(b"<urn:uuid:2>", url=b"urn:text:page"), SOUND
    )
    assert len(list(corpus.read_articles(collection))) == 1
    (passed,) = imported.passed
    assert (passed.file, passed.offset) == ("archive/other.warc.gz", 0)
    assert passed.why.startswith("WARC-Target-URI: ")
    assert passed.why.endswith(url)
    assert findings == []
    assert rebuild(collection).passed == imported.passed


@pytest.mark.parametrize("field", [b"WARC-Block-Digest", b"WARC-Payload-Digest"])
@pytest.mark.parametrize("pack", [bytes, gzip.decompress])
def test_a_digest_that_does_not_fit_is_told_and_the_page_read(field, pack, tmp_path):
    wrong = record(b"<urn:uuid:1>", b"2026-05-02T03:04:05Z", URL, field + b": sha1:" + b"A" * 32)
    file = tmp_path / "other.warc.gz"
    file.write_bytes(pack(SOUND) + pack(wrong) * 2)
    arguments = [sys.executable, "-m", "portal_spider", "import", str(file), "--into"]
    done = subprocess.run([*arguments, tmp_path / "c"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert f"{file}: 2 records with a digest that does not fit the bytes" in done.stderr
    assert f"expected sha1:{'A' * 32}" in done.stderr
    assert f"at byte {len(pack(SOUND))}" in done.stderr
    assert len(list(corpus.read_articles(Collection(tmp_path / "c")))) == 2
    again = subprocess.run(
        [*arguments, tmp_path / "c"], capture_output=True, text=True, check=False
    )
    assert (again.returncode, again.stderr) == (0, "")


def test_the_answer_to_head_has_no_payload(tmp_path):
    empty = b"WARC-Payload-Digest: sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ"
    asked = record(
        b"<urn:uuid:2>", b"2026-05-02T03:04:05Z", URL, b"WARC-Concurrent-To: <urn:uuid:1>",
        kind=b"request", block=b"HEAD / HTTP/1.1\r\n\r\n",
    )  # fmt: skip
    answer = record(b"<urn:uuid:1>", b"2026-05-02T03:04:05Z", URL, empty, block=ANSWER)
    file = tmp_path / "other.warc.gz"
    file.write_bytes(asked + answer)
    (ingested,) = import_files(Collection.create(tmp_path / "c"), (file,)).files
    assert ingested.misfits == 0


def test_of_several_types_of_a_page_the_one_that_browsers_take_counts(tmp_path):
    """The replay shows it so, too (test_replay_forms)."""
    told = b"Content-Type: text/plain\r\nContent-Type: text/html; charset=windows-1252\r\nContent-Length:"
    page = PAGE.replace(b"again", b"aga\xefn")
    block = ANSWER.replace(b"Content-Type: text/html\r\nContent-Length:", told) + page
    collection, imported, findings = taken_in(tmp_path, record(block=block))
    (article,) = corpus.read_articles(collection)
    assert article.content.title == "The ferry runs agaïn"
    assert (imported.passed, findings) == ((), [])
