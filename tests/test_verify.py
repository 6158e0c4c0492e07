"""What `verify` finds, and what it mends: every kind of damage by name, never a traceback."""

import gzip
import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive import lock, manifest, parallel
from archive.collection import Collection
from archive.digest import digest
from archive.errors import CollectionInUse
from archive.verify import articles
from archive.verify.records import noting_records
from archive.verify.warcs import check_records
from archive.warc import read_members
from archive.warc.writer import member
from portal_spider.rebuild import rebuild
from tests.damage import (
    check,
    cut,
    events,
    first_article,
    hole,
    in_article,
    in_report,
    kinds,
    lines,
    model,
    record,
    report,
    rewritten,
    sql,
    twice,
    warc,
    with_another_server,
)
from tests.test_cli import portal

DAMAGES: dict[str, tuple[Callable[[Path], object], set[str]]] = {
    "a WARC cut inside its last record": (lambda r: cut(warc(r), 9), {"file_size", "torn_tail"}),
    "a hole in a WARC": (lambda r: hole(warc(r)), {"file_digest", "damage", "pointer"}),
    "an altered header, compressed anew": (
        lambda r: rewritten(r, with_another_server), {"file_digest"},
    ),
    "a record with an id of another": (twice, {"file_size", "record_id_twice"}),
    "a WARC that is gone": (lambda r: warc(r).unlink(), {"file_missing", "pointer"}),
    "a WARC left open": (
        lambda r: warc(r).rename(warc(r).with_name(warc(r).name + ".open")), {"file_open"},
    ),
    "a WARC the manifest does not know": (
        lambda r: (r / "manifest-sha256.jsonl").write_bytes(b""), {"file_unlisted"},
    ),
    "a directory with the name of a WARC": (
        lambda r: (r / "archive" / "x.warc.gz").mkdir(), {"no_file"},
    ),
    "a directory with the name of a WARC left open": (
        lambda r: (r / "archive" / "x.warc.gz.open").mkdir(), {"no_file"},
    ),
    "index lines out of order": (
        lambda r: lines(r / "indexes/index.cdxj", list.reverse), {"index_order"},
    ),
    "an index line gone": (
        lambda r: lines(r / "indexes/index.cdxj", lambda held: held.pop(3)), {"index_missing"},
    ),
    "an index line that hits nothing": (
        lambda r: lines(
            r / "indexes/index.cdxj",
            lambda held: held.__setitem__(2, held[2].replace(b'"offset": "', b'"offset": "9')),
        ),
        {"index_line", "index_missing"},
    ),
    "a word changed in an article": (
        lambda r: in_article(r, 2, lambda row: row.update(text=row["text"] + "添")),
        {"article_reading"},
    ),
    "an article that points elsewhere": (
        lambda r: in_article(r, 1, lambda row: row["provenance"].update(warc_record_offset=7)),
        {"pointer"},
    ),
    "an article of another URL": (
        lambda r: in_article(r, 1, lambda row: row.update(url=row["url"] + "l")), {"article_url"},
    ),
    "an article of another page": (
        lambda r: in_article(r, 1, lambda row: row["pages"][0].update(url="http://a.example/")),
        {"pointer_url"},
    ),
    "an article read by another program": (
        lambda r: in_article(r, 1, lambda row: row["provenance"].update(extractor="x")),
        {"article_stamps"},
    ),
    "all articles read by another program": (
        lambda r: lines(
            first_article(r),
            lambda held: held.__setitem__(
                slice(None), [re.sub(rb'"extractor":"[^"]+"', b'"extractor":"x"', it) for it in held]
            ),
        ),
        {"state_reading"},
    ),
    "an article that says otherwise where its address is from": (
        lambda r: in_article(r, 1, lambda row: row["evidence"].update(canonical_url="urm")),
        {"article_reading"},
    ),
    "an article of another crawl": (
        lambda r: in_article(r, 1, lambda row: row["provenance"].update(crawl="x")),
        {"pointer_crawl"},
    ),
    "an article first seen at another time": (
        lambda r: in_article(r, 1, lambda row: row.update(first_seen="2001-01-01T00:00:00Z")),
        {"article_first_seen"},
    ),
    "an article that breaks the schema": (
        lambda r: in_article(r, 1, lambda row: row.update(version="1")), {"article_line"},
    ),
    "an article twice": (
        lambda r: lines(first_article(r), lambda held: held.append(held[0])),
        {"article_versions", "state_line"},
    ),
    "an article in another month's file": (
        lambda r: first_article(r).rename(first_article(r).with_name("2001-01.jsonl")),
        {"article_place", "state_line"},
    ),
    "an article line cut short": (lambda r: cut(first_article(r), 5), {"article_line"}),
    "an entry gone from the site model": (
        lambda r: model(r).write_bytes(
            orjson.dumps(orjson.loads(model(r).read_bytes()) | {"entries": []})
        ),
        {"article_reading"},
    ),
    "an event cut short": (lambda r: cut(events(r), 4), {"event_line", "event_file"}),
    "an event that was begun and never promised": (
        lambda r: events(r).write_bytes(events(r).read_bytes() + b'{"type'), {"event_line"},
    ),
    "an index of search that does not say what it is": (
        lambda r: (r / "search" / "made-from.json").write_bytes(b"{"), {"search_file"},
    ),
    "no events": (lambda r: events(r).unlink(), {"event_file"}),
    "the last event gone": (
        lambda r: lines(events(r), lambda held: held.pop()), {"event_file"},
    ),
    "events and state gone": (
        lambda r: (events(r).unlink(), (r / "state.sqlite").unlink()),
        {"event_file", "state_missing"},
    ),
    "an event of another URL": (
        lambda r: lines(events(r), lambda held: held.__setitem__(0, held[0].replace(b"http", b"httq"))),
        {"event_digest"},
    ),
    "a report of half a size of its events": (
        lambda r: in_report(r, events={"bytes": 0.5, "sha256": ""}), {"report"},
    ),
    "a report of events without digest": (
        lambda r: in_report(r, events={"bytes": 5}), {"report"},
    ),
    "no report": (lambda r: report(r).unlink(), {"report_file"}),
    "a report that is cut": (lambda r: cut(report(r), 9), {"report"}),
    "a report that is a list": (lambda r: report(r).write_bytes(b"[]"), {"report"}),
    "a report without its end": (lambda r: report(r).write_bytes(b'{"crawl": "x"}'), {"report"}),
    "a report of another crawl": (lambda r: in_report(r, crawl="x"), {"report"}),
    "a report of pages below none": (lambda r: in_report(r, pages=-1), {"report"}),
    "a report of half an article": (lambda r: in_report(r, new_articles=0.5), {"report"}),
    "a report of more pages than visits": (lambda r: in_report(r, pages=10_000), {"report"}),
    "a report of outcomes without number": (
        lambda r: in_report(r, outcomes={"article": "9"}), {"report"},
    ),
    "a URL the state forgot": (
        lambda r: sql(r, "DELETE FROM url WHERE kind = 'robots'"), {"state_url"},
    ),
    "an outcome that points elsewhere": (
        lambda r: sql(r, "UPDATE url SET warc_record_offset = 5 WHERE outcome = 'article'"),
        {"state_pointer"},
    ),
    "a line the state forgot": (
        lambda r: sql(r, "DELETE FROM version WHERE offset = 0"), {"state_line"},
    ),
    "no state": (lambda r: (r / "state.sqlite").unlink(), {"state_missing"}),
    "a state that is none": (
        lambda r: (r / "state.sqlite").write_bytes(b"not a database" * 400), {"state_unreadable"},
    ),
}  # fmt: skip

# What lies in the WARCs, or nowhere else, is told, never undone.
BEYOND_REPAIR = {
    name for name in DAMAGES if " WARC" in name or "record" in name or "header" in name
}
BEYOND_REPAIR |= {"no events", "the last event gone", "an event cut short"}
BEYOND_REPAIR |= {"events and state gone", "an event of another URL"}
BEYOND_REPAIR |= {name for name in DAMAGES if "report" in name}
BEYOND_REPAIR -= {"a WARC left open", "a WARC the manifest does not know"}


@pytest.mark.parametrize("name", DAMAGES)
def test_every_damage_is_found_by_its_name(root: Path, name: str) -> None:
    damage, expected = DAMAGES[name]
    damage(root)
    assert expected <= kinds(root), kinds(root)
    assert all(str(finding) and json.dumps(finding.to_dict()) for finding in check(root))


@pytest.mark.parametrize("name", sorted(set(DAMAGES) - BEYOND_REPAIR))
def test_what_can_be_mended_is_mended(root: Path, sound: Path, name: str) -> None:
    DAMAGES[name][0](root)
    done = portal("verify", "--repair", "--into", root, "--json")
    told = json.loads(done.stdout)
    assert done.returncode == 0, told["findings"]
    assert told["repaired"]
    assert warc(root).read_bytes() == warc(sound).read_bytes()
    for path in Collection(sound).articles_files():
        assert (root / path.relative_to(sound)).read_bytes() == path.read_bytes()


def test_repair_leaves_damaged_warcs_as_they_are_and_says_so(root: Path) -> None:
    hole(warc(root))
    damaged = warc(root).read_bytes()
    done = portal("verify", "--repair", "--into", root, "--json")
    assert done.returncode == 1
    assert {"damage", "file_digest"} <= {f["kind"] for f in json.loads(done.stdout)["findings"]}
    assert warc(root).read_bytes() == damaged


def test_a_directory_with_the_name_of_a_warc_is_in_nobodys_way(root: Path, tmp_path: Path) -> None:
    brought = Path(shutil.copy(warc(root), tmp_path / "x.warc.gz"))
    again = Collection.create(tmp_path / "again").root
    for collection in (root, again):
        for name in ("x.warc.gz", "y.warc.gz.open"):
            (collection / "archive" / name).mkdir()
    before = {path: path.read_bytes() for path in Collection(root).articles_files()}
    assert portal("rebuild", "--into", root).returncode == 0
    assert {path: path.read_bytes() for path in before} == before
    assert portal("package", "--out", tmp_path / "p.wacz", "--into", root).returncode == 0
    assert portal("import", brought, "--into", again).returncode == 0
    assert portal("status", "--into", again).returncode == 0
    assert [f.kind for f in check(again)] == ["no_file", "no_file"]


def test_what_is_called_as_the_corpus_is_and_belongs_to_no_portal_is_found(root: Path) -> None:
    """Tools read articles/**/*.jsonl."""
    held = first_article(root)
    deeper, above = held.parent / "old" / held.name, root / "articles" / held.name
    other = root / "articles" / "other"
    for folder in (deeper.parent, other):
        folder.mkdir()
    for path in (deeper, above):
        path.write_bytes(held.read_bytes())
    (other / "a.txt").write_text("x")
    strays = {("stray_file", path.relative_to(root).as_posix()) for path in (deeper, above)}
    assert {(finding.kind, finding.file) for finding in check(root)} == strays
    assert not rebuild(Collection(root)).passed
    assert {(finding.kind, finding.file) for finding in check(root)} == strays
    (other / "2026-01.jsonl").write_bytes(held.read_bytes())
    assert {"article_place", "state_line"} <= kinds(root)


UNREADABLE = [
    "manifest-sha256.jsonl", "withdrawals.jsonl", "indexes/index.cdxj", "articles/*/*.jsonl",
    "crawls/*/outcomes.jsonl", "state.sqlite",
]  # fmt: skip


@pytest.mark.parametrize("pattern", UNREADABLE)
def test_a_file_that_cannot_be_read_is_a_finding_and_all_else_is_looked_at(
    root: Path, sound: Path, pattern: str
) -> None:
    path = next(iter(root.glob(pattern)), root / pattern)
    path.unlink(missing_ok=True)
    path.mkdir()
    before, after = Counter(), Counter()
    check(sound, before)
    found = check(root, after)
    assert path.relative_to(root).as_posix() in {finding.file for finding in found}
    assert after["records"] == before["records"]
    assert after["search_files"] == before["search_files"]


def test_repair_past_a_line_of_the_manifest_that_is_none(root: Path) -> None:
    path = Collection(root).manifest
    lines(path, lambda held: held.insert(0, b"{garbage\n"))
    manifest_before, whole = path.read_bytes(), first_article(root).read_bytes()
    with first_article(root).open("ab") as file:
        file.write(b'{"torn')
    done = portal("verify", "--repair", "--into", root, "--json")
    told = json.loads(done.stdout)
    assert done.returncode == 1
    assert "manifest-sha256.jsonl line 1" in done.stderr.decode()
    assert [f["kind"] for f in told["findings"]] == ["manifest_line"]
    assert told["checked"]["files"] == 1
    assert len(told["repaired"]) == 1
    assert path.read_bytes() == manifest_before
    assert first_article(root).read_bytes() == whole


def test_records_behind_a_hole_are_checked_all_the_same(sound: Path, root: Path) -> None:
    hole(warc(root))
    before, after = Counter(), Counter()
    check(sound, before)
    check(root, after)
    assert after["records"] == before["records"] - 1


@pytest.mark.referee
@pytest.mark.parametrize(
    "name", ["a WARC cut inside its last record", "an altered header, compressed anew"]
)
def test_warcio_check_has_nothing_to_say_of_these(root: Path, name: str) -> None:
    def warcio(path: Path) -> tuple[int, int]:
        command = [Path(sys.executable).with_name("warcio"), "check", path]
        done = subprocess.run(command, capture_output=True, check=False)
        return done.returncode, done.stdout.count(b"failed")

    before = warcio(warc(root))  # it is wrong about chunked payloads, here as ever
    DAMAGES[name][0](root)
    assert warcio(warc(root)) == before
    assert kinds(root)


def test_a_revisit_must_name_its_response_in_every_way(tmp_path: Path) -> None:
    collection = Collection.create(tmp_path / "c")
    whole = record("response", "<urn:uuid:1>", b"HTTP/1.1 200 OK\r\n\r\nhello")
    right = {
        "WARC-Profile": "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest",
        "WARC-Refers-To": "<urn:uuid:1>", "WARC-Refers-To-Target-URI": "http://a.example/",
        "WARC-Refers-To-Date": "2026-09-23T01:02:03Z", "WARC-Payload-Digest": digest(b"hello"),
    }  # fmt: skip
    wrong = {
        "WARC-Refers-To": "<urn:uuid:9>", "WARC-Refers-To-Target-URI": "http://b.example/",
        "WARC-Refers-To-Date": "2026-09-23T01:02:04Z", "WARC-Payload-Digest": digest(b"other"),
    }  # fmt: skip
    revisits = [right, *(right | {name: value} for name, value in wrong.items())]
    head = b"HTTP/1.1 200 OK\r\n\r\n"
    records = [
        record("revisit", f"<urn:uuid:r{n}>", head, **fields) for n, fields in enumerate(revisits)
    ]
    (collection.warcs / "x.warc.gz").write_bytes(b"".join(map(member, [whole, *records])))
    with noting_records() as noted:
        found = [
            finding for finding in check_records(collection, noted, Counter())
            if finding.kind == "revisit_reference"
        ]  # fmt: skip
    assert [(f.expected or "").partition(":")[0] for f in found] == [
        "a record", "its URL", "its date", "its payload",
    ]  # fmt: skip


def test_a_collection_in_use_is_not_judged(root: Path) -> None:
    with lock.writing(root / ".lock"):
        assert portal("verify", "--into", root).returncode == 6
        with pytest.raises(CollectionInUse):
            Collection(root).at_rest()
    Collection(root).at_rest()


FILES = ["archive", "manifest-sha256.jsonl", "indexes", "articles", "crawls"]
LOOSE = ["state.sqlite", "boilerplate"]  # a changed byte there may change no meaning


@given(st.data())
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_changed_byte_is_found_and_nothing_ends_in_a_traceback(
    sound: Path, tmp_path_factory, data: st.DataObject
) -> None:
    where = data.draw(st.sampled_from(FILES + LOOSE))
    paths = sorted(p for p in [sound / where, *(sound / where).rglob("*")] if p.is_file())
    path = data.draw(st.sampled_from([p for p in paths if p.stat().st_size]))
    place = data.draw(st.integers(0, path.stat().st_size - 1))
    value = data.draw(st.integers(1, 255))
    root = Path(shutil.copytree(sound, tmp_path_factory.mktemp("flip") / "c"))
    damaged = root / path.relative_to(sound)
    block = bytearray(damaged.read_bytes())
    block[place] ^= value
    damaged.write_bytes(bytes(block))
    found = check(root)
    assert found or where in LOOSE, f"{path} at {place}"
    shutil.rmtree(root.parent)


def test_an_article_of_no_portal_is_a_finding(root: Path) -> None:
    in_article(root, 1, lambda row: row.update(portal="127.0.0.1_a"))  # no port
    assert {"article_place", "article_reading"} <= kinds(root)


def test_the_manifest_tells_what_became_of_every_byte(sound: Path) -> None:
    entries = {entry.file: entry for _, entry in manifest.read(Collection(sound).manifest)}
    assert {path.name for path in Collection(sound).warc_files()} == set(entries)
    assert all(gzip.decompress(path.read_bytes()) for path in Collection(sound).warc_files())


def test_over_all_cores_the_same_is_found(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    in_article(root, 1, lambda row: row.update(text="something else"))
    lines(first_article(root), lambda held: held.insert(3, b"{\n"))
    found, counts = {}, {}
    monkeypatch.setattr(articles, "_BATCH", 1)
    for processes in (1, 2):
        monkeypatch.setattr(parallel, "cores", lambda processes=processes: processes)
        counts[processes] = Counter()
        found[processes] = check(root, counts[processes])
    assert found[1] == found[2]
    assert {"article_reading", "article_line"} <= {finding.kind for finding in found[1]}
    assert counts[1] == counts[2]


def test_a_record_that_two_files_brought_is_a_duplicate_and_no_damage(
    root: Path, tmp_path: Path
) -> None:
    whole = warc(root).read_bytes()
    copies = [found.record for found in read_members(warc(root))][-6:]
    again = tmp_path / "again.warc.gz"
    again.write_bytes(gzip.compress(b"".join(gzip.decompress(member(c)) for c in copies)))
    assert portal("import", again, "--into", root).returncode == 0
    checked: Counter[str] = Counter()
    assert check(root, checked) == []
    assert checked["duplicates"] == 6
    assert warc(root).read_bytes() == whole
    rebuilt = {p: p.read_bytes() for p in Collection(root).articles_files()}
    assert portal("rebuild", "--into", root).returncode == 0
    assert {p: p.read_bytes() for p in rebuilt} == rebuilt
    assert check(root) == []


def test_a_finding_says_what_was_expected_only_where_something_was(root: Path) -> None:
    cut(first_article(root), 5)
    hole(warc(root))
    found = check(root)
    told = [str(finding) for finding in found]
    assert not any("nothing" in sentence for sentence in told), told
    assert len(set(told)) == len(told), "one cause is told once"
    (torn,) = (s for s in told if s.startswith("article line"))
    assert torn.endswith("line 9: line is cut short")
    (pointer,) = (f for f in found if f.kind == "pointer")
    assert not [f for f in found if f.kind == "article_reading" and f.url == pointer.url]
