"""What `rebuild`, `import` and crawls do with what is damaged or gone: told, and nothing else lost."""

import errno
import json
import os
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import orjson
import pytest

from archive import parallel, search
from archive.collection import Collection
from archive.errors import CorpusError
from archive.state import State
from archive.warc import read_members
from archive.warc.writer import member
from tests.corpora import article as stated
from tests.corpora import collection_of
from tests.damage import check, events, hole, kinds, lines, record, report, sql, warc
from tests.local_site import Site
from tests.test_cli import portal
from tests.test_crawl import article, crawl


def test_rebuild_passes_over_what_is_damaged_names_it_and_makes_the_rest(root: Path) -> None:
    lost = next(
        found for found in read_members(warc(root))
        if found.record.type == "response" and found.record.target_uri.endswith("/4.html")
    )  # fmt: skip
    whole = bytearray(warc(root).read_bytes())
    place = lost.offset + lost.length // 2
    whole[place : place + 20] = bytes(20)
    warc(root).write_bytes(bytes(whole))
    held = Collection(root).articles_files()[0].read_bytes().splitlines()
    done = portal("rebuild", "--into", root, "--json")
    assert done.returncode == 3
    told = json.loads(done.stdout)
    (passed,) = told["passed_over"]
    assert (passed["file"], passed["offset"]) == (f"archive/{warc(root).name}", lost.offset)
    assert f"{warc(root).name} at {lost.offset}" in done.stderr.decode()
    kept = Collection(root).articles_files()[0].read_bytes().splitlines()
    urls = [orjson.loads(line)["url"] for line in held]
    assert [orjson.loads(line)["url"] for line in kept] == [u for u in urls if "/4.html" not in u]
    assert kinds(root) <= {"file_digest", "damage", "concurrent_to", "state_url"}, kinds(root)


def test_an_event_that_cannot_be_read_is_passed_over(root: Path) -> None:
    before = {p: p.read_bytes() for p in Collection(root).articles_files()}
    other = b'{"type":"seed","portal":"p","url":"http://[a/","kind":"seed","at":""}\n'
    for line in (b"{torn\n", b'{"type":"seed"}\n', b"[]\n", b'{"type":"sead"}\n', other):
        lines(events(root), lambda held, line=line: held.insert(1, line))
    next(root.glob("crawls/*/report.json")).write_text("{")
    done = portal("rebuild", "--into", root)
    assert done.returncode == 3
    told = done.stderr.decode()
    assert all(f"outcomes.jsonl line {number}:" in told for number in range(2, 7)), told
    assert "report.json" in done.stderr.decode()
    assert {p: p.read_bytes() for p in before} == before


def test_events_that_are_gone_are_told_for_ever_and_what_the_state_knows_of_them_is_kept(
    tmp_path: Path,
) -> None:
    root = tmp_path / "c"
    rules = b"User-agent: *\nDisallow: /private/\n"
    front = b"<a href=/bendi/2026-09-11/1.html>x</a> <a href=/private/x.html>x</a>"
    pages = {"/": front, "/bendi/2026-09-11/1.html": article(1), "/robots.txt": rules}
    with Site(pages) as site:
        assert crawl(root, f"{site.origin}/")["exit"] == 0

    def known() -> list[tuple]:
        columns = "url, kind, depth, hops, found_on, state, outcome, reason, at, crawl"
        with sqlite3.connect(root / "state.sqlite") as database:
            rows = database.execute(f"SELECT {columns} FROM url ORDER BY url").fetchall()
        database.close()
        return rows

    before, whole, folder = known(), events(root).read_bytes(), events(root).parent
    copy = shutil.copytree(folder, tmp_path / "copy")
    assert "robots.txt disallows it" in {row[7] for row in before}
    for left in (whole.splitlines(keepends=True)[0], None):
        if left is None:
            shutil.rmtree(folder)
        else:
            events(root).write_bytes(left)
        for _ in range(2):
            done = portal("rebuild", "--into", root, "--json")
            assert done.returncode == 3
            told = json.loads(done.stdout)["passed_over"]
            (passed,) = (row for row in told if row["file"].endswith("outcomes.jsonl"))
            assert (
                passed["why"] == f"{len(whole)} bytes were promised, {len(left or b'')} are there"
            )
            assert known() == before
        assert portal("verify", "--repair", "--into", root).returncode == 1
        assert "event_file" in kinds(root)
    shutil.copytree(copy, folder)
    assert portal("rebuild", "--into", root).returncode == 0
    assert check(root) == []


@pytest.mark.parametrize("an_old_report", [False, True])
def test_events_that_are_gone_with_the_state_are_told_by_the_report(
    root: Path, an_old_report: bool
) -> None:
    if an_old_report:  # as earlier versions wrote it, who sealed nothing
        Collection(root).sealed.unlink()
        told = json.loads(report(root).read_bytes())
        del told["events"]
        report(root).write_text(json.dumps(told))
    whole = events(root).read_bytes()
    (root / "state.sqlite").unlink()
    events(root).unlink()
    for _ in range(2):
        done = portal("rebuild", "--into", root, "--json")
        passed = json.loads(done.stdout)["passed_over"]
        if an_old_report:
            assert (done.returncode, passed) == (0, [])
            continue
        assert done.returncode == 3
        assert [row["why"] for row in passed] == [f"{len(whole)} bytes were promised, 0 are there"]
        found, sealed = sorted(check(root), key=lambda finding: finding.kind)
        assert (found.kind, found.expected) == ("event_file", f"{len(whole)} bytes")
        assert (sealed.kind, sealed.computed) == ("sealed_file", "no file")
    report(root).with_name("outcomes.jsonl").write_bytes(whole)
    assert portal("rebuild", "--into", root).returncode == 0
    assert check(root) == []


@pytest.mark.parametrize("brought", [False, True])
def test_who_writes_where_the_state_is_gone_makes_it_again_before(
    tmp_path: Path, sound: Path, brought: bool
) -> None:
    """Events and lines that no state knows would be cut off as a killed run's."""
    root = tmp_path / "c"
    pages = {f"/bendi/2026-09-{10 + n}/{n}.html": article(n) for n in range(9)}
    front = "".join(f"<a href='{path}'>x</a>" for path in [*pages, "http://else.example/"])
    with Site({"/": front.encode(), **pages}) as site:
        assert crawl(root, f"{site.origin}/")["exit"] == 0
        kept = {
            path: path.read_bytes() for path in [events(root), *Collection(root).articles_files()]
        }
        (root / "state.sqlite").unlink()
        if brought:
            assert portal("import", warc(sound), "--into", root).returncode == 0
        else:
            assert crawl(root, f"{site.origin}/")["exit"] == 0
    assert {path: path.read_bytes() for path in kept} == kept
    with State(root / "state.sqlite", readonly=True) as state:
        assert state.frontier.outcomes()["skipped"] == 1
        assert events(root).relative_to(root).as_posix() in state.files("crawls/")
    assert check(root) == []


def test_what_a_killed_run_left_open_is_told_where_the_state_is_gone_too(tmp_path: Path) -> None:
    root = tmp_path / "c"
    with Site({"/": article(1)}) as site:
        crawl(root, f"{site.origin}/")
        left = warc(root)
        left.with_name(f"{left.name}.open").write_bytes(left.read_bytes() + b"\x1f\x8b\x08 torn")
        left.unlink()
        Collection(root).manifest.unlink()
        Collection(root).sealed.unlink()
        report(root).unlink()
        (root / "state.sqlite").unlink()
        told = crawl(root, f"{site.origin}/")["report"]["recovered"]
    assert [(it["file"], it["tail"] is not None) for it in told] == [(left.name, True)]
    assert check(root) == []


def test_events_of_a_crawl_that_ended_outlive_a_state_that_is_older(tmp_path: Path) -> None:
    root, page = tmp_path / "c", b"<a href=http://%s.example/>x</a>"
    with Site({"/": page % b"one"}) as site:
        crawl(root, f"{site.origin}/")
        older = (root / "state.sqlite").read_bytes()
        site.pages["/"] = page % b"two"
        crawl(root, f"{site.origin}/")
        kept = {path: path.read_bytes() for path in root.glob("crawls/*/outcomes.jsonl")}
        (root / "state.sqlite").write_bytes(older)
        assert crawl(root, f"{site.origin}/")["exit"] == 0
    assert len(kept) == 2
    assert {path: path.read_bytes() for path in kept} == kept
    assert check(root) == []


def test_an_event_that_was_begun_is_not_promised_by_a_rebuild(root: Path) -> None:
    whole = events(root).read_bytes()
    events(root).write_bytes(whole + b'{"type')
    assert portal("rebuild", "--into", root).returncode == 3
    assert kinds(root) == {"event_line", "sealed_file"}
    assert portal("verify", "--repair", "--into", root).returncode == 0
    assert events(root).read_bytes() == whole
    assert portal("rebuild", "--into", root).returncode == 0
    assert check(root) == []


def cut_between_records(path: Path) -> None:
    """Leave half of the records, each of them whole."""
    members = list(read_members(path))
    os.truncate(path, members[len(members) // 2].offset)


def empty(path: Path) -> None:
    os.truncate(path, 0)


def one_more(path: Path) -> None:
    path.write_bytes(path.read_bytes() + member(record("resource", "<urn:uuid:9>", b"x")))


@pytest.mark.parametrize("harm", [cut_between_records, empty, one_more])
def test_a_warc_that_is_not_as_long_as_it_was_is_told_though_its_records_are_whole(
    root: Path, harm: Callable[[Path], object]
) -> None:
    whole = warc(root).stat().st_size
    harm(warc(root))
    told = f"{whole} bytes are in the manifest, {warc(root).stat().st_size} are there"
    done = portal("rebuild", "--into", root, "--json")
    assert done.returncode == 3
    assert [row["why"] for row in json.loads(done.stdout)["passed_over"]] == [told]


@pytest.mark.parametrize("harm", [hole, Path.unlink, cut_between_records])
def test_damage_met_at_the_end_of_a_crawl_leaves_the_corpus_and_is_told(
    tmp_path: Path, harm: Callable[[Path], object]
) -> None:
    root = tmp_path / "c"
    pages = {f"/bendi/2026-09-{10 + n}/{n}.html": article(n) for n in range(20)}
    few, many = dict(list(pages.items())[:9]), pages
    site = Site({})
    with site:
        for some in (few, many):
            front = "".join(f"<a href='{path}'>x</a>" for path in some).encode()
            site.pages = {"/": front, **some}
            ended = crawl(root, f"{site.origin}/")
            assert ended["exit"] == (0 if some is few else 3), ended
            if some is few:
                name = warc(root).name
                harm(warc(root))
    assert name in ended["report"]["damage"]
    assert sum(len(p.read_bytes().splitlines()) for p in Collection(root).articles_files()) == 20


def test_a_crawl_over_a_damaged_line_has_its_report(tmp_path: Path) -> None:
    root = tmp_path / "c"
    pages = {f"/bendi/2026-09-{10 + n}/{n}.html": article(n) for n in range(3)}
    site = Site({})
    with site:
        for some in (list(pages)[:2], list(pages)):
            front = "".join(f"<a href='{path}'>x</a>" for path in some).encode()
            site.pages = {"/": front, **pages}
            ended = crawl(root, f"{site.origin}/")
            (path,) = Collection(root).articles_files()
            lines(
                path, lambda held: held.__setitem__(0, held[0].replace(b'"title":', b'"title"\x00'))
            )
    assert ended["exit"] == 3
    assert ended["report"]["damage"].startswith("search is not up to date: no article:")
    assert f"{path} line 1" in ended["report"]["damage"]
    assert [alarm["kind"] for alarm in ended["report"]["alarms"]] == ["layout"]
    assert len(list(root.glob("crawls/*/report.json"))) == 2
    assert len(path.read_bytes().splitlines()) == 3


def test_an_import_where_a_warc_is_gone_takes_nothing_from_the_corpus(tmp_path: Path) -> None:
    root, other = tmp_path / "c", tmp_path / "other"
    pages = {f"/bendi/2026-09-{10 + n}/{n}.html": article(n) for n in range(3)}
    front = "".join(f"<a href='{path}'>x</a>" for path in list(pages)[:2])
    with Site({"/": front.encode(), **pages}) as site:
        assert crawl(root, f"{site.origin}/")["exit"] == 0
        assert crawl(other, f"{site.origin}{list(pages)[2]}", scope="page")["exit"] == 0
        collection, own = Collection(root), warc(root)
        before = {path: path.read_bytes() for path in collection.articles_files()}
        brought = Path(shutil.copy(warc(other), tmp_path / "zz.warc.gz"))
        own.rename(tmp_path / own.name)
        done = portal("import", brought, "--into", root)
        assert (done.returncode, own.name in done.stderr.decode()) == (3, True)
        assert "zz.warc.gz at 0: it is taken in, and not read" in done.stderr.decode()
        assert {path: path.read_bytes() for path in before} == before
        ended = crawl(root, f"{site.origin}/")
        assert (ended["exit"], own.name in ended["report"]["damage"]) == (3, True)
        assert {path: path.read_bytes() for path in before} == before
    (tmp_path / own.name).rename(own)
    assert portal("import", brought, "--into", root).returncode == 0
    assert sum(len(p.read_bytes().splitlines()) for p in collection.articles_files()) == 3
    assert check(root) == []


def test_a_warc_on_a_bad_disk_is_named_and_the_others_are_read(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    brought = Path(shutil.copy(warc(root), tmp_path / "zz.warc.gz"))
    lines(brought, lambda held: held.append(member(record("resource", "<urn:uuid:9>", b"x"))))
    assert portal("import", brought, "--into", root).returncode == 0
    own, pread = warc(root), os.pread
    before: Counter[str] = Counter()
    check(root, before)

    def failing(handle: int, size: int, position: int) -> bytes:
        if Path(f"/proc/self/fd/{handle}").readlink() == own:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return pread(handle, size, position)

    monkeypatch.setattr(parallel, "cores", lambda: 1)
    monkeypatch.setattr(os, "pread", failing)
    after: Counter[str] = Counter()
    (found,) = (f for f in check(root, after) if f.kind == "unreadable")
    assert str(found) == f"unreadable: archive/{own.name}: Input/output error"
    assert 0 < after["records"] < before["records"]


def test_a_derivation_that_was_killed_and_meets_damage_is_no_end_of_crawling(
    root: Path,
) -> None:
    (path,) = Collection(root).articles_files()
    (path.parent / ".replacing").touch()  # as a kill leaves it
    before, name = path.read_bytes(), warc(root).name
    hole(warc(root))
    with Site({"/": b"<p>nothing</p>"}) as site:
        ended = crawl(root, f"{site.origin}/")
        assert ended["exit"] == 3
        assert f"archive/{name} at " in ended["report"]["damage"]
        (row,) = (r for r in ended["report"]["recovered"] if r["file"].startswith("articles/"))
        assert (root / "recovered" / row["tail"]).read_bytes() == before
        lines_left = path.read_bytes().splitlines(keepends=True)
        assert len(lines_left) == 8
        assert {orjson.loads(line)["id"] for line in lines_left} < {
            orjson.loads(line)["id"] for line in before.splitlines()
        }
        assert crawl(root, f"{site.origin}/")["exit"] == 0
    assert {f.kind for f in check(root)} <= {
        "file_digest", "damage", "concurrent_to", "state_pointer", "state_sighting",
    }  # fmt: skip


def test_an_index_that_a_killed_run_left_undone_meets_damage(root: Path) -> None:
    sql(root, "DELETE FROM file WHERE path LIKE 'indexed/%'")
    hole(warc(root))
    with Site({"/": b"<p>nothing</p>"}) as site:
        ended = crawl(root, f"{site.origin}/")
        assert (ended["exit"], ended["report"]["reason"]) == (3, "finished")
        assert crawl(root, f"{site.origin}/")["exit"] == 0


NO_REPORTS = [
    None, b"[]", b'{"crawl": {}, "portals": [], "started": [], "ended": "", "reason": ""}',
]  # fmt: skip


@pytest.mark.parametrize("left", NO_REPORTS)
def test_that_a_crawl_ended_is_known_without_its_report(root: Path, left: bytes | None) -> None:
    path = report(root)
    path.unlink()
    if left is not None:
        path.write_bytes(left)
    crawls = json.loads(portal("status", "--into", root, "--json").stdout)["crawls"]
    for _ in range(2):
        done = portal("rebuild", "--into", root)
        assert done.returncode == 3
        assert "report.json line 1: no report" in done.stderr.decode()
        told = json.loads(portal("status", "--into", root, "--json").stdout)["crawls"]
        assert told == crawls
    assert kinds(root) == {"report_file" if left is None else "report", "sealed_file"}


def test_a_copy_of_a_crawls_folder_is_no_crawl_of_its_own(root: Path) -> None:
    folder = report(root).parent
    shutil.copytree(folder, folder.with_name(f"{folder.name}-copy"))
    done = portal("rebuild", "--into", root)
    assert (done.returncode, f"it is that of {folder.name}" in done.stderr.decode()) == (3, True)
    assert kinds(root) == {"report"}


def test_an_article_that_cannot_be_read_is_named_by_who_looks_at_the_newest(root: Path) -> None:
    (path,) = Collection(root).articles_files()
    lines(path, lambda held: held.__setitem__(8, held[8].replace(b'"title":', b'"title"\x00', 1)))
    done = portal("boilerplate", "--into", root, next(path.parent.parent.glob("*")).name)
    assert done.returncode == 3
    assert f"{path} line 9" in done.stderr.decode()


@pytest.mark.parametrize(
    "harm", [(b'"title"', b'"tytle"'), (b'"published":null', b'"published":2026')]
)
def test_a_line_that_is_no_article_is_named_by_who_brings_search_up_to_date(
    tmp_path: Path, harm: tuple[bytes, bytes]
) -> None:
    collection = collection_of(tmp_path / "c", map(stated, range(3)))
    (path,) = collection.articles_files()
    lines(path, lambda held: held.__setitem__(1, held[1].replace(*harm)))
    with pytest.raises(CorpusError, match=rf"no article: .*{path.name} line 2"):
        search.update(collection)
