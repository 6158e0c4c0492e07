"""`portal qa`: what a crawl's pages need and lack, and whether they replay as they were."""

import json
import re
from pathlib import Path

from archive import cdxj, withdrawal
from archive.collection import Collection
from archive.state import State
from portal_spider.qa import check, latest
from portal_spider.rebuild import rebuild
from tests.kept import answer, kept
from tests.local_site import Site
from tests.test_crawl import article, crawl
from tests.test_withdrawal import portal

HOST = "http://news.example"


def crawled(root: Path, *answers: tuple[str, bytes]) -> Collection:
    collection = kept(root / "c", *answers, crawl="20260901-p")
    State(collection.state).close()
    return collection


def test_what_is_missing_is_named_with_its_pages(tmp_path: Path) -> None:
    page = b"<link rel=stylesheet href=/s.css><img src=/here.png><img data-src=/gone.png><iframe src=/f.html></iframe>"
    collection = crawled(
        tmp_path, (f"{HOST}/1.html", answer(page)), (f"{HOST}/2.html", answer(page)),
        (f"{HOST}/s.css", answer(b"p{background:url(/css.png)}", kind="text/css")),
        (f"{HOST}/here.png", answer(b"png", kind="image/png")),
        (f"{HOST}/f.html", answer(b"<p>frame")), (f"{HOST}/old", answer(b"", "Location: /1.html", status="301 M")),
    )  # fmt: skip
    found = {page.url: page for page in check(collection, "20260901-p")}
    assert set(found) == {f"{HOST}/{name}.html" for name in ("1", "2", "f")}
    first = found[f"{HOST}/1.html"]
    assert first.wanted == 5
    assert {missing.url for missing in first.missing} == {f"{HOST}/gone.png", f"{HOST}/css.png"}
    assert all(page.difference is None for page in found.values())
    done = portal("qa", "--into", collection.root, "--json")
    assert done.returncode == 1
    told = json.loads(done.stdout)
    assert (told["crawl"], told["pages"], told["whole"]) == ("20260901-p", 3, 1)
    assert {row["url"]: row["pages"] for row in told["missing"]} == {
        f"{HOST}/gone.png": 2, f"{HOST}/css.png": 2,
    }  # fmt: skip
    withdrawal.withdraw(collection, f"{HOST}/here.png", "no licence")
    reasons = {m.url: m.reason for page in check(collection, "20260901-p") for m in page.missing}
    assert reasons[f"{HOST}/here.png"] == "withdrawn"


def test_a_page_that_does_not_replay_as_it_was_is_told(tmp_path: Path) -> None:
    embed = b"<textarea><iframe src='http://video.example/1'></iframe></textarea>"
    collection = crawled(
        tmp_path, (f"{HOST}/1.html", answer(embed)), (f"{HOST}/2.html", answer(b"<p>2"))
    )
    one, two = check(collection, "20260901-p")
    assert one.difference == "its text is not the same"
    assert two.difference is None
    (warc,) = collection.warc_files()
    second = next(e for e in cdxj.read(collection.index) if e.url.endswith("2.html"))
    whole = bytearray(warc.read_bytes())
    whole[second.offset + 40] ^= 0xFF
    warc.write_bytes(whole)
    assert [page.status for page in check(collection, "20260901-p")] == [200, None]


def test_the_demo_replays_whole(demo_collection: Collection) -> None:
    crawl = latest(demo_collection)
    assert crawl
    pages = list(check(demo_collection, crawl))
    assert len(pages) > 40
    assert not [page for page in pages if page.missing or page.difference]
    done = portal("qa", "--into", demo_collection.root)
    assert done.returncode == 0
    assert f"{len(pages)} of them replay as they were captured" in done.stdout


def test_report_rebuild_and_qa_count_the_same_pages_revisits_included(tmp_path: Path) -> None:
    pages = {f"/bendi/2026-09-{10 + n}/{n}.html": article(n) for n in range(6)}
    front = "".join(f"<a href='{path}'>x</a>" for path in [*pages, "/gone.html"]).encode()
    with Site({"/": front, **pages}) as site:
        first, again = (crawl(tmp_path / "c", site.origin, recheck=True)["report"] for _ in "12")
    assert again["revisits"] > 0
    collection = Collection(tmp_path / "c")
    counted = [len(list(check(collection, report["crawl"]))) for report in (first, again)]
    assert [first["pages"], again["pages"]] == counted == [7, 7]
    (made,) = rebuild(collection).portals
    assert made.pages == 14
    times = [report[name] for report in (first, again) for name in ("started", "ended")]
    with State(collection.state, readonly=True) as state:
        times += [time for _, _, started, ended, _ in state.crawls() for time in (started, ended)]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", time) for time in times), times
