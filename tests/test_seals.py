"""What no WARC holds is sealed when it is final, and what was altered since is found."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import orjson
import pytest

from archive import chain, seals
from archive.collection import Collection
from archive.manifest import sha256_of
from archive.state import State
from portal_spider.rebuild import rebuild
from tests.damage import check, cut, in_report, kinds, lines, report, warc
from tests.test_cli import portal


def log(root: Path) -> Path:
    return next(root.glob("crawls/*/crawl.log"))


def torn(root: Path) -> Path:
    """A tail as a repair sets one aside."""
    path = root / "recovered" / "x.warc.gz.7.tail"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"what was cut off")
    return path


def test_a_crawl_that_ended_has_sealed_all_that_it_left(sound: Path) -> None:
    folder = report(sound).parent
    assert set(seals.sealed(Collection(sound))) == {
        f"crawls/{folder.name}/{name}"
        for name in ("crawl.log", "outcomes.jsonl", "report.html", "report.json")
    }


CHANGES: dict[str, Callable[[Path], object]] = {
    "a line gone from the log": lambda r: lines(log(r), lambda held: held.pop(3)),
    "a number in the report": lambda r: in_report(r, new_articles=8),
    "a word in the page of the report": lambda r: log(r).with_name("report.html").write_text("x"),
    "no log": lambda r: log(r).unlink(),
    "no page of the report": lambda r: log(r).with_name("report.html").unlink(),
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_was_altered_since_is_found_and_not_undone(root: Path, name: str) -> None:
    CHANGES[name](root)
    assert "sealed_file" in kinds(root)
    done = portal("verify", "--repair", "--into", root, "--json")
    found = [finding["kind"] for finding in json.loads(done.stdout)["findings"]]
    assert (done.returncode, found) == (1, ["sealed_file"])
    assert not rebuild(Collection(root)).passed
    assert "sealed_file" in kinds(root), "no later act makes it right"


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (lambda held: held.pop(1), "seal_chain"),
        (
            lambda held: held.__setitem__(2, held[2].replace(b'"bytes":', b'"bytes":1')),
            "seal_chain",
        ),
        (lambda held: held.append(held.pop().replace(b'"bytes":', b'"bytes":1')), "sealed_file"),
        (lambda held: held.append(held.pop().replace(b"manifest-", b"maniface-")), "log_end"),
        (lambda held: held.insert(1, b"[]\n"), "seal_line"),
        (lambda held: held.insert(1, b"{}\n"), "seal_line"),
        (lambda held: held.append(b'{"file'), "seal_line"),
        (lambda held: held.append(held[-1].replace(b"report.json", b"\\u0000")), "seal_line"),
        (lambda held: held.append(held[-1].replace(b"report.json", b"..")), "seal_line"),
        (lambda held: held.append(held[-1].replace(b"crawls/", b"crawls/../")), "seal_line"),
        (
            lambda held: held.append(re.sub(rb'"heads":{[^}]*}', b'"heads":{"a":[]}', held[-1])),
            "seal_line",
        ),
    ],
)
def test_the_seals_are_chained(root: Path, change: Callable, kind: str) -> None:
    lines(Collection(root).sealed, change)
    assert kind in kinds(root)
    assert not rebuild(Collection(root)).passed


def test_what_was_altered_is_not_made_right_by_another_seal(root: Path) -> None:
    collection, name = Collection(root), report(root).relative_to(root).as_posix()
    in_report(root, new_articles=8)
    row = {"file": name, "bytes": report(root).stat().st_size, "heads": {}}
    chain.append(collection.sealed, row | {"sha256": sha256_of(report(root))})
    assert [(f.kind, f.file) for f in check(root) if f.kind[:4] == "seal"] == [
        ("sealed_file", name)
    ]


def test_a_manifest_whose_end_is_gone_shows(root: Path) -> None:
    """Its last line and the WARC that it names may go together."""
    manifest = Collection(root).manifest
    lines(manifest, lambda held: held.pop())
    warc(root).unlink()
    assert [f.file for f in check(root) if f.kind == "log_end"] == [manifest.name]


def test_the_last_withdrawal_cannot_go_unseen(root: Path) -> None:
    url = orjson.loads(next(root.glob("articles/*/*.jsonl")).read_bytes().splitlines()[0])["url"]
    assert portal("withdraw", url, "--reason", "a court order", "--into", root).returncode == 0
    torn(root)
    assert not rebuild(Collection(root)).passed
    Collection(root).withdrawals.unlink()
    assert [(f.kind, f.file) for f in check(root)] == [("log_end", "withdrawals.jsonl")]


def test_an_act_that_was_cut_short_is_no_end_of_its_log(root: Path) -> None:
    """Sealed as the log's end, it would be missed once the next act cuts it off."""
    url = orjson.loads(next(root.glob("articles/*/*.jsonl")).read_bytes().splitlines()[0])["url"]
    assert portal("withdraw", url, "--reason", "a court order", "--into", root).returncode == 0
    log = Collection(root).withdrawals
    log.write_bytes(log.read_bytes()[:-9])
    torn(root)
    assert not rebuild(Collection(root)).passed
    assert portal("withdraw", url, "--reason", "a court order", "--into", root).returncode == 0
    assert kinds(root) == set()


def test_a_torn_line_is_not_set_aside_over_another(root: Path) -> None:
    events = next(root.glob("crawls/*/outcomes.jsonl"))
    for torn_line in (b'{"one', b'{"other'):
        with events.open("ab") as file:
            file.write(torn_line)
        assert portal("verify", "--repair", "--into", root).returncode == 0
    assert sorted(path.read_bytes() for path in (root / "recovered").iterdir()) == [
        b'{"one', b'{"other',
    ]  # fmt: skip


def test_what_is_set_aside_is_sealed_by_the_next_writer(root: Path) -> None:
    tail = torn(root)
    assert kinds(root) == set()
    assert not rebuild(Collection(root)).passed
    tail.write_bytes(b"something else")
    assert [(f.kind, f.file) for f in check(root)] == [("sealed_file", f"recovered/{tail.name}")]


@pytest.mark.parametrize("name", ["a number in the report", "no log"])
def test_what_a_source_lost_is_not_made_right_by_a_merge(
    root: Path, tmp_path: Path, name: str
) -> None:
    CHANGES[name](root)
    assert portal("merge", tmp_path / "all", root).returncode == 0
    assert kinds(tmp_path / "all") == {"sealed_file"}
    assert portal("merge", tmp_path / "all", root).returncode == 0
    assert kinds(tmp_path / "all") == {"sealed_file"}


def test_a_log_that_was_sealed_with_a_torn_end_is_taken_over_as_it_is(
    root: Path, tmp_path: Path
) -> None:
    """A crawl that was killed may have left one; its next run cuts back events alone."""
    with State(Collection(root).state) as state, state.transaction():
        state.marks.set(seals.LAST, None)
    Collection(root).sealed.unlink()
    with log(root).open("ab") as file:
        file.write(b"2026-09-23 a line that is cut sho")
    assert not rebuild(Collection(root)).passed
    assert kinds(root) == set()
    assert portal("merge", tmp_path / "all", root).returncode == 0
    assert kinds(tmp_path / "all") == set()
    assert log(tmp_path / "all").read_bytes() == log(root).read_bytes()
    cut(log(root), 3)
    assert portal("merge", tmp_path / "all", root).returncode == 0
    assert kinds(tmp_path / "all") == kinds(root) == {"sealed_file"}


def test_a_file_that_no_line_can_name_stops_nobody(root: Path) -> None:
    torn(root).with_name(os.fsdecode(b"\xff.tail")).write_bytes(b"x")
    assert not rebuild(Collection(root)).passed
    assert kinds(root) == set()


def test_lines_that_come_together_are_chained_as_one_by_one(tmp_path: Path) -> None:
    rows = [{"n": 1}, {"n": 2}, {"n": 3}]
    chain.extend(tmp_path / "one", rows[:1])
    chain.extend(tmp_path / "one", rows[1:])
    for row in rows:
        chain.append(tmp_path / "other", row)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()
    assert list(chain.breaks(tmp_path / "one")) == []
    chain.extend(tmp_path / "none", [])
    assert not (tmp_path / "none").exists()


def ends(root: Path) -> list[tuple[str, str | None]]:
    return [(finding.kind, finding.file) for finding in check(root)]


MISSED = [("log_end", "crawls/sealed.jsonl")]


@pytest.mark.parametrize(
    "loss",
    [lambda path: lines(path, lambda held: held.pop()), Path.unlink, lambda path: cut(path, 1)],
)
def test_seals_whose_end_is_gone_show_for_ever(root: Path, loss: Callable) -> None:
    tail = torn(root)
    held = tail.read_bytes()
    assert not rebuild(Collection(root)).passed
    assert kinds(root) == set()
    whole = Collection(root).sealed.read_bytes()
    loss(Collection(root).sealed)
    assert set(MISSED) <= set(ends(root))
    tail.write_bytes(b"another one, that is sealed as it is")
    for _ in range(2):
        assert not rebuild(Collection(root)).passed
        assert ends(root) == MISSED
    Collection(root).sealed.write_bytes(whole)
    tail.write_bytes(held)
    assert kinds(root) == set()


def test_without_a_state_reports_miss_the_file_of_the_seals(root: Path) -> None:
    collection = Collection(root)
    link = seals.last(collection)
    collection.state.unlink()
    collection.sealed.unlink()
    assert ("log_end", "crawls/sealed.jsonl") not in ends(root), "none was set when it was written"
    in_report(root, last_seal=link)  # as that of a later crawl
    assert set(MISSED) < set(ends(root))
    assert not rebuild(collection).passed
    assert ends(root) == MISSED


def test_a_report_names_the_seal_before_it(root: Path) -> None:
    assert orjson.loads(report(root).read_bytes())["last_seal"] is None


def test_no_end_is_missed_where_nobody_knew_of_it(root: Path) -> None:
    """As in collections of earlier versions."""
    with State(Collection(root).state) as state, state.transaction():
        state.marks.set(seals.LAST, None)
    lines(Collection(root).sealed, lambda held: held.pop())
    assert kinds(root) == set()
    Collection(root).sealed.unlink()
    assert kinds(root) == set()


KILLED = """
import os, sys
from pathlib import Path
from archive import chain, seals
from archive.collection import Collection
from portal_spider.merging import merge_into
from portal_spider.rebuild import rebuild

def die(*_, **more):
    os.kill(os.getpid(), 9)

where, act, *roots = sys.argv[1:]
setattr(*{"before": (seals, "seal"), "between": (seals, "_remember")}[where], die)
into = Collection.open_or_create(roots[0])
merge_into(into, [Path(roots[1])]) if act == "merge" else rebuild(into)
"""


@pytest.mark.parametrize("where", ["before", "between"])
@pytest.mark.parametrize("act", ["merge", "rebuild"])
def test_killed_between_the_seals_and_the_state_that_knows_them(
    root: Path, tmp_path: Path, where: str, act: str
) -> None:
    collection = Collection(root)
    in_report(root, last_seal=seals.last(collection))
    collection.sealed.unlink()
    with State(collection.state) as state, state.transaction():
        state.marks.set(seals.LAST, None)
    collection.sealed.touch()
    assert not rebuild(collection).passed
    torn(root)
    roots = [tmp_path / "all", root] if act == "merge" else [root]
    done = subprocess.run([sys.executable, "-c", KILLED, where, act, *roots], check=False)
    assert done.returncode == -9
    assert kinds(roots[0]) == set()
    assert (
        portal(*(["merge", *roots] if act == "merge" else ["rebuild", "--into", root])).returncode
        == 0
    )
    assert kinds(roots[0]) == set()
