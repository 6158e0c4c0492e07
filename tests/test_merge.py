"""What several workers keep becomes one collection, with the articles that one machine would have."""

import json
import os
import random
import re
import shutil
import subprocess
import sys
import tracemalloc
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from archive import corpus, manifest, merge, withdrawal
from archive.article import to_json
from archive.collection import Collection
from archive.errors import BadInput
from archive.state import State
from archive.state.shared import Address, Server
from archive.verify import verify
from portal_spider.cli.demo import _write_profiles
from portal_spider.demo import DemoPortal
from portal_spider.events import Events, sow
from portal_spider.passing import Passing
from portal_spider.run.opening import name_crawl
from portal_spider.schedule import Journal
from tests import program
from tests.frontiers import serving
from tests.local_site import Site
from tests.program import Program
from tests.test_crawl import article as news
from tests.test_shared import ended, verified, work

KILLS = int(os.environ.get("PORTAL_KILLS", "1"))
PORTALS = ("lanwan", "qiling")
COUNT = re.compile(r"on \d+ pages")  # a site model is learned from the first pages in record order


def run(*words: object, code: int = 0) -> str:
    done = program.run(
        [sys.executable, "-m", "portal_spider", *map(str, words)],
        capture_output=True, text=True, timeout=90, check=False,
    )  # fmt: skip
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout + done.stderr


def rows(collection: Collection) -> list[dict[str, Any]]:
    """The articles, less where and when they were captured, and what was learned from how many."""
    found = []
    for article in corpus.read_articles(collection):
        row = json.loads(to_json(article))
        for field in ("provenance", "first_seen"):
            del row[field]
        row["pages"] = [page["url"] for page in row["pages"]]
        for removed in row["removed"]:
            removed["support"] = removed["support"] is not None
        row["evidence"] = {k: COUNT.sub("on pages", v) for k, v in row["evidence"].items()}
        del row["evidence"]["canonical_url"]  # of a page fetched twice: "as first captured"
        found.append(row)
    return sorted(found, key=lambda row: (row["portal"], row["url"], row["version"]))


def crawled(tmp_path: Path, seed: int) -> tuple[Collection, list[Path]]:
    """The demo's portals: crawled by one machine, and by three workers that are killed."""
    chance = random.Random(seed)
    single = Collection.create(tmp_path / "single")
    roots = [tmp_path / f"w{i}" for i in range(3)]
    with DemoPortal() as portal, serving() as valkey:
        for collection in (single, *map(Collection.create, roots)):
            _write_profiles(collection, portal.profiles)
        run("crawl", *PORTALS, "--into", single.root)
        frontier = f"redis://127.0.0.1:{valkey.port}/0?lease=2"
        server = Server(Address.parse(frontier))
        workers = [work(root, "lanwan", frontier, *PORTALS[1:]) for root in roots]
        for at in sorted(chance.sample(range(3, 40), 2)):
            while server.summary()["pages"] < at and any(w.poll() is None for w in workers):
                try:
                    workers[0].wait(0.01)
                except subprocess.TimeoutExpired:
                    continue
            i = chance.randrange(3)
            workers[i].kill()
            workers[i].communicate()
            workers[i] = work(roots[i], "lanwan", frontier, *PORTALS[1:])
        for worker in workers:
            ended(worker)
        server.close()
    return single, roots


@pytest.mark.parametrize("seed", range(KILLS))
def test_the_merged_articles_are_those_of_one_machine(tmp_path: Path, seed: int) -> None:
    single, roots = crawled(tmp_path, seed)
    into = tmp_path / "all"
    said = run("merge", into, *roots)
    merged = Collection(into)
    assert rows(merged) == rows(single)
    assert f"{len(rows(single))} articles" in said
    files = [entry.file for _, entry in manifest.read(merged.manifest)]
    assert sorted(files) == sorted(
        entry.file for root in roots for _, entry in manifest.read(Collection(root).manifest)
    )
    verified(into)
    assert '"changed": true' not in run("rebuild", "--into", into, "--json")
    with State(merged.state, readonly=True) as state, State(single.state, readonly=True) as one:
        got, expected = state.frontier.outcomes(), one.frontier.outcomes()
    got["article"] += got.pop("unchanged", 0)  # fetched by one that was killed, and by another
    assert got == expected
    assert "nothing was new" in run("merge", into, *roots)
    account = json.loads((merged.crawls / "merged.json").read_bytes())
    assert account["articles"] == len(rows(single))
    verified(into)

    whole = merged.index.read_bytes()
    for part in (roots[:1], roots[1:], roots):  # in any order, and by parts: the same
        run("merge", tmp_path / "parts", *part)
    assert Collection(tmp_path / "parts").index.read_bytes() == whole
    assert rows(Collection(tmp_path / "parts")) == rows(single)


def test_crawls_of_one_second_are_named_in_their_order(tmp_path: Path) -> None:
    made, second = Collection.create(tmp_path / "c"), datetime(2026, 9, 23, 8, 15, tzinfo=UTC)
    other = name_crawl(made, second, ["news-two"])
    names = [name_crawl(made, second, ["news"]) for _ in range(3)]
    assert names == sorted(names) == [names[0], f"{names[0]}-2", f"{names[0]}-3"]
    assert re.fullmatch(r"20260923081500-news-[0-9a-f]{4}", names[0])
    assert re.fullmatch(r"20260923081500-news-two-[0-9a-f]{4}", other)


def test_two_machines_that_crawl_a_portal_in_one_second_are_merged(tmp_path: Path) -> None:
    pages = {f"/bendi/2026-09-1{n}/{n}.html": news(n) for n in range(3)}
    front = "".join(f"<a href='{path}'>x</a>" for path in pages)
    with Site({"/": front.encode(), **pages}) as site:
        command = [
            sys.executable,
            "-m",
            "portal_spider",
            "crawl",
            f"{site.origin}/",
            "-q",
            "--into",
        ]
        run("--version")  # what begins programs is loaded: both begin at once
        for machine in [Program([*command, tmp_path / name]) for name in ("one", "two")]:
            assert machine.wait(60) == 0
    run("merge", tmp_path / "all", tmp_path / "one", tmp_path / "two")
    names = [{p.name for p in (tmp_path / name / "crawls").glob("*-*")} for name in ("one", "two")]
    assert {p.name for p in (tmp_path / "all" / "crawls").glob("*-*")} == names[0] | names[1]
    assert (
        len(names[0] | names[1]),
        sum(p.suffix == ".gz" for p in (tmp_path / "all" / "archive").iterdir()),
    ) == (2, 2)
    run("verify", "--into", tmp_path / "all")


def test_a_merge_that_is_killed_is_finished_by_the_next(
    tmp_path: Path, demo_collection: Collection
) -> None:
    source = tmp_path / "from"
    shutil.copytree(demo_collection.root, source)
    into = tmp_path / "all"
    command = [sys.executable, "-m", "portal_spider", "merge", str(into), str(source), "-q"]
    for reached in ("archive/.merge.new", "manifest-sha256.jsonl", "state.sqlite.new"):
        merging = Program(command)
        while merging.poll() is None and not (into / reached).exists():
            pass
        merging.kill()
        merging.wait()
    run("merge", into, source)
    assert rows(Collection(into)) == rows(demo_collection)
    verified(into)


def test_what_is_damaged_or_in_use_or_no_collection_is_named(
    tmp_path: Path, demo_copy: Collection
) -> None:
    into = tmp_path / "all"
    assert "not a collection" in run("merge", into, tmp_path / "none", code=2)
    assert not into.exists()
    assert "into itself" in run("merge", demo_copy.root, demo_copy.root, code=6 - 4)
    with demo_copy.writing():
        assert "in use" in run("merge", into, demo_copy.root, code=6)
    warc = demo_copy.warc_files()[0]
    whole = warc.read_bytes()
    warc.write_bytes(whole[:100] + bytes([whole[100] ^ 1]) + whole[101:])
    said = run("merge", into, demo_copy.root, code=3)
    assert warc.name in said
    assert "SHA-256" in said
    warc.unlink()
    assert "portal store fetch" in run("merge", into, demo_copy.root, code=3)
    warc.write_bytes(whole)
    run("merge", into, demo_copy.root)
    verified(into)


@pytest.mark.parametrize(
    "damage",
    [lambda report: report[:100], lambda report: report.replace(b'"pages": ', b'"pages": -')],
)
def test_a_damaged_report_or_profile_of_a_source_is_named(
    tmp_path: Path, demo_copy: Collection, damage: Callable[[bytes], bytes]
) -> None:
    profile = demo_copy.portals / "torn.toml"
    profile.write_bytes(b"\xff")
    assert str(profile) in run("merge", tmp_path / "all", demo_copy.root, code=2)
    assert not Collection(tmp_path / "all").warc_files()
    profile.unlink()
    (report,) = demo_copy.crawls.glob("*/report.json")
    report.write_bytes(damage(report.read_bytes()))
    assert "report.json line 1: no report" in run("merge", tmp_path / "all", demo_copy.root, code=3)
    account = json.loads((tmp_path / "all/crawls/merged.json").read_bytes())
    assert (account["unreadable"], account["crawls"]) == (1, [])
    assert account["articles"] == len(rows(demo_copy))


def test_a_page_of_a_shared_crawl_takes_no_memory_of_a_rebuild(tmp_path: Path) -> None:
    collection = Collection.create(tmp_path / "c")
    event = {"type": "place", "portal": "p", "kind": "article", "depth": 1, "hops": 0}
    event |= {"found_on": "http://p.example/", "at": "2026-09-23T01:02:03Z"}
    lines = [json.dumps(event | {"url": f"http://p.example/{n}.html"}) for n in range(20_000)]
    (collection.crawls / "one").mkdir()
    (collection.crawls / "one/outcomes.jsonl").write_text("\n".join(lines) + "\n")
    with State(collection.state) as state, state.transaction():
        tracemalloc.start()
        sow(state, Events(collection, Passing(), {}))
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert state.frontier.waiting({"p"}) == len(lines)
    assert peak < 1_000_000


def test_of_a_log_only_whole_lines_are_taken_and_a_longer_one_in_place_of_a_shorter(
    tmp_path: Path, demo_copy: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("archive.merge._CHUNK", 1000)
    into = Collection.create(tmp_path / "all")
    (outcomes,) = demo_copy.crawls.glob("*/outcomes.jsonl")
    demo_copy.state.unlink()  # which says how much of it is committed
    whole, there = outcomes.read_bytes(), into.root / outcomes.relative_to(demo_copy.root)
    for size in (len(whole) // 2, len(whole) // 3, len(whole)):
        outcomes.write_bytes(whole[:size])
        merge.take_over(into, demo_copy)
        most = max(size, len(whole) // 2)
        assert there.read_bytes() == whole[: whole.rfind(b"\n", 0, most) + 1]
    outcomes.write_bytes(whole.replace(b"e", b"f"))
    with pytest.raises(BadInput, match="another crawl of that name"):
        merge.take_over(into, demo_copy)


def test_events_of_a_crawl_that_ended_are_taken_whole_from_where_the_state_is_older(
    tmp_path: Path, demo_copy: Collection
) -> None:
    into = Collection.create(tmp_path / "all")
    (outcomes,) = demo_copy.crawls.glob("*/outcomes.jsonl")
    name = outcomes.relative_to(demo_copy.root)
    with State(demo_copy.state) as state, state.transaction():
        state.set_file(name.as_posix(), outcomes.read_bytes().index(b"\n") + 1)
    run("merge", into.root, demo_copy.root)
    assert (into.root / name).read_bytes() == outcomes.read_bytes()
    assert list(verify(into, Counter())) == []


def test_what_is_withdrawn_stays_hidden_and_profiles_come_along(
    tmp_path: Path, demo_copy: Collection
) -> None:
    article = next(iter(corpus.read_articles(demo_copy)))
    run("withdraw", article.id, "--reason", "a court order", "--into", demo_copy.root)
    into = Collection.create(tmp_path / "all")
    profile = into.portals / "qiling.toml"
    profile.write_text('hosts = ["qiling.example"]\n')
    said = run("merge", into.root, demo_copy.root)
    assert "portals/qiling.toml" in said
    assert profile.read_text() == 'hosts = ["qiling.example"]\n'
    assert (into.portals / "lanwan.toml").exists()
    assert "a court order" in run("show", article.id, "--into", into.root, code=1)
    run("merge", into.root, demo_copy.root)
    assert len(into.withdrawals.read_bytes().splitlines()) == 1


def test_an_act_that_is_older_than_what_stands_gives_nothing_out_again(
    tmp_path: Path, demo_copy: Collection
) -> None:
    """Another collection withdrew and restored what this one has withdrawn since."""
    article = next(iter(corpus.read_articles(demo_copy)))
    into = Collection(shutil.copytree(demo_copy.root, tmp_path / "all"))
    withdrawal.withdraw(demo_copy, article.id, "a court order")
    withdrawal.restore(demo_copy, article.id, "it was lifted")
    withdrawal.withdraw(into, article.id, "another order")
    with into.withdrawals.open("ab") as log:
        log.write(b'{"action": "rest')  # a power cut
    run("merge", into.root, demo_copy.root)
    assert "another order" in run("show", article.id, "--into", into.root, code=1)
    assert len(list(withdrawal.acts(into))) == 3
    withdrawal.restore(into, article.id, "lifted, too")
    run("merge", into.root, demo_copy.root)
    run("show", article.id, "--into", into.root)
    verified(into.root)


def test_what_two_workers_set_aside_under_one_name_is_kept_of_both(
    tmp_path: Path, demo_copy: Collection
) -> None:
    into = Collection(shutil.copytree(demo_copy.root, tmp_path / "all"))
    for collection, lines in ((into, b"one\n"), (demo_copy, b"two\n")):
        collection.recovered.mkdir()
        (collection.recovered / "articles-lanwan-2026-11.jsonl").write_bytes(lines)
    for _ in range(2):
        merge.take_over(into, demo_copy)
        kept = {path.name: path.read_bytes() for path in into.recovered.iterdir()}
        assert kept == {
            "articles-lanwan-2026-11.jsonl": b"one\n",
            "articles-lanwan-2026-11.jsonl-2": b"two\n",
        }


def test_the_journals_of_scheduled_runs_are_joined_by_time_each_event_once(
    tmp_path: Path, demo_copy: Collection
) -> None:
    def note(journal: Journal, event: str, minute: int, **more: Any) -> None:
        at = datetime(2026, 3, 2, 6, minute, tzinfo=UTC)
        journal.note("morning", event, at, due=datetime(2026, 3, 2, 6, tzinfo=UTC), **more)

    other = Collection.create(tmp_path / "other")
    one, two = Journal(demo_copy), Journal(other)
    note(one, "start", 0)
    note(two, "start", 1)
    note(one, "done", 2, exit=0, crawl="a-w0")
    note(two, "done", 3, exit=0, crawl="a-w1")
    with two.path.open("ab") as file:
        file.write(b'{"schedule": "morning", "ev')  # its machine was killed
    into = tmp_path / "all"
    run("merge", into, demo_copy.root, other.root)
    joined = Journal(Collection(into))
    lines = joined.path.read_bytes().splitlines()
    assert [json.loads(line)["at"][14:16] for line in lines] == ["00", "01", "02", "03"]
    assert [run.crawl for run in joined.standing("morning").runs] == ["a-w0", "a-w1"]
    account = json.loads((Collection(into).crawls / "merged.json").read_bytes())
    assert account["scheduled"] == {"morning": {"done": 2}}
    note(one, "start", 30)
    run("merge", into, other.root, demo_copy.root)
    assert joined.path.read_bytes().splitlines() == [*lines, one.path.read_bytes().splitlines()[-1]]
    other.crawls.joinpath("schedule.jsonl").write_bytes(b'{"at": 7}\n')
    assert "schedule.jsonl line 1" in run("merge", into, other.root, code=3)


def test_what_a_worker_lost_of_its_crawls_is_told_of_the_merged_collection_too(
    tmp_path: Path, demo_copy: Collection
) -> None:
    (events,) = demo_copy.crawls.glob("*/outcomes.jsonl")
    (report,) = demo_copy.crawls.glob("*/report.json")
    into = Collection.create(tmp_path / "all")

    def outcomes(collection: Collection) -> dict[str, int]:
        with State(collection.state, readonly=True) as state:
            return state.frontier.outcomes()

    whole, told, before = events.read_bytes(), report.read_bytes(), outcomes(demo_copy)
    lines = whole.splitlines(keepends=True)
    events.write_bytes(lines[0])
    report.unlink()
    for _ in range(2):
        said = run("merge", into.root, demo_copy.root, code=3)
        assert f"line 2: {len(whole)} bytes were promised, {len(lines[0])} are there" in said
    found = {finding.kind for finding in verify(into, Counter())}
    assert found == {"event_file", "report_file", "sealed_file"}
    assert outcomes(into) == before
    events.write_bytes(whole)
    report.write_bytes(told)
    run("merge", into.root, demo_copy.root)
    assert list(verify(into, Counter())) == []
