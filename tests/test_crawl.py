"""The whole road: a portal on loopback becomes WARCs, an index and articles; rebuild changes nothing.

Each crawl runs in a process of its own: Scrapy's reactor cannot be started twice.
"""

import json
import sys
from pathlib import Path

import pytest

from archive import cdxj, corpus
from archive.article import complaint
from archive.collection import Collection
from archive.state import State
from archive.warc import read_record
from portal_spider import portals
from portal_spider.derive import derive
from portal_spider.rebuild import rebuild
from portal_spider.survey import survey
from tests import program
from tests.local_site import Site
from tests.test_read_page import PAGE, SEED, SENTENCE

CRAWL = """
import json, logging, re, sys
from datetime import date
from pathlib import Path
from archive.collection import Collection
from portal_spider.crawl import crawl
options = json.loads(sys.argv[3])
if "since" in options:
    options["since"] = date.fromisoformat(options["since"])
ended = crawl(Collection.open_or_create(sys.argv[1]), tuple(sys.argv[2].split()), **options)
# Of this program alone: ru_maxrss is never less than what the process that began it took.
peak = int(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1])
engine = {
    "loaded": sorted({"aiohttp", "requests"} & sys.modules.keys()),
    "chatty": logging.getLogger("scrapy.core.engine").isEnabledFor(logging.INFO),
}
print(json.dumps({"engine": engine, "peak_kb": peak, "exit": ended.exit_code, "report": ended.report, "failure": str(ended.failure)}))
"""


def crawl(root: Path, *names: str, **options: object) -> dict:
    done = program.run(
        [sys.executable, "-c", CRAWL, str(root), " ".join(names), json.dumps(options)],
        capture_output=True, text=True, timeout=90, check=False,
    )  # fmt: skip
    assert done.stdout, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])


def article(n: int) -> bytes:
    page = PAGE.format(n=n, body=f"第{n}日，{SENTENCE}")
    return page.replace("<head>", "<head><link rel=stylesheet href=/a.css>").encode()


@pytest.fixture
def site():
    pages = {f"/bendi/2026-09-{10 + n}/{n}.html": article(n) for n in range(9)}
    links = "".join(f"<a href='{path}'>{path}</a>" for path in pages)
    with Site(
        {
            "/": f"<html><body>{links}<a href='/old.html'>旧</a><a href='/none.html'>无</a>"
            "<a href='/private/1.html'>私</a><a href='http://else.example/'>外</a>".encode(),
            "/robots.txt": b"User-agent: *\nDisallow: /private/\n",
            "/a.css": b"body { background: url(/bg.png) }",
            **pages,
        },
        redirects={"/old.html": "/bendi/2026-09-10/0.html"},
    ) as site:
        yield site


def derived(collection: Collection) -> dict[str, bytes]:
    paths = [*collection.articles_files(), collection.index]
    paths += sorted((collection.root / "boilerplate").glob("*.json"))
    return {str(p.relative_to(collection.root)): p.read_bytes() for p in paths}


def test_a_portal_with_no_profile(site: Site, tmp_path: Path) -> None:
    result = crawl(tmp_path / "c", f"{site.origin}/")
    assert result["exit"] == 0, result
    collection = Collection(tmp_path / "c")
    report = result["report"]
    assert report["new_articles"] == 9
    assert report["waiting"] == 0
    reasons = {row["url"].rpartition("/")[2]: row["reason"] for row in report["skipped"]}
    assert reasons["1.html"] == "robots.txt disallows it"
    assert reasons[""].startswith("another host")
    # What the server sent is what stands in the records, framing and all.
    sent = site.sent()
    for entry in cdxj.read(collection.index):
        record = read_record(collection.warc(entry.filename), entry.offset)
        assert record.block == sent[entry.url], entry.url
    assert {e.url for e in cdxj.read(collection.index)} == set(sent)
    # Every line keeps to the schema and points at its record.
    with State(collection.state, readonly=True) as state:
        outcomes = state.frontier.outcomes()
        assert outcomes["article"] == 9
        assert "waiting" not in outcomes
        for path in collection.articles_files():
            for _, line in corpus.read_lines(path):
                assert complaint(line) is None
        for found in corpus.read_articles(collection):
            record = read_record(
                collection.warc(found.provenance.warc_filename),
                found.provenance.warc_record_offset,
            )
            assert record.id == found.provenance.warc_record_id
            assert found.provenance.boilerplate_version.startswith("8-")
            (line,) = state.holdings.lines(found.id)
            assert corpus.read_at(collection, line) == found


def test_rebuild_changes_nothing_and_a_second_crawl_doubles_nothing(
    site: Site, tmp_path: Path
) -> None:
    crawl(tmp_path / "c", f"{site.origin}/")
    collection = Collection(tmp_path / "c")
    before = derived(collection)
    profile = portals.generic(f"{site.origin}/")
    with State(collection.state) as state:
        result = derive(collection, state, profile, survey(collection, {profile.name: profile}))
        state.commit()
    assert not result.changed
    assert derived(collection) == before
    site.pages["/bendi/2026-09-20/20.html"] = article(20)
    site.pages["/"] += b"<a href='/bendi/2026-09-20/20.html'>20</a>"
    again = crawl(tmp_path / "c", f"{site.origin}/")
    assert again["exit"] == 0
    assert again["report"]["new_articles"] == 1
    lines = (tmp_path / "c" / "articles" / profile.name).glob("*.jsonl")
    assert sum(path.read_bytes().count(b"\n") for path in lines) == 10
    before = derived(collection)
    with State(collection.state) as state:
        assert not derive(
            collection, state, profile, survey(collection, {profile.name: profile})
        ).changed
        state.commit()
    assert derived(collection) == before


@pytest.mark.parametrize(
    "wishes", [{"scope": "page"}, {"requisites": False}, {"since": "2026-10-01"}]
)
def test_what_a_crawl_was_not_to_follow_does_not_wait_after_a_rebuild(
    site: Site, tmp_path: Path, wishes: dict[str, object]
) -> None:
    site.pages["/robots.txt"] += f"Sitemap: {site.origin}/map.xml\n".encode()
    site.pages["/map.xml"] = (
        f"<urlset><url><loc>{site.origin}/bendi/2026-09-01/old.html</loc>"
        "<lastmod>2026-09-01</lastmod></url></urlset>"
    ).encode()
    crawl(tmp_path / "c", f"{site.origin}/", **wishes)
    collection = Collection(tmp_path / "c")

    def known() -> list[tuple[object, ...]]:
        with State(collection.state, readonly=True) as state:
            rows = state.frontier.rows("kind != 'robots'", ())
            return sorted((row["url"], row["kind"], row["outcome"] or "") for row in rows)

    before = known()
    rebuild(collection)
    assert known() == before


def test_a_budget_is_kept_and_the_next_run_goes_on(site: Site, tmp_path: Path) -> None:
    first = crawl(tmp_path / "c", f"{site.origin}/", max_pages=4)
    assert first["exit"] == 0
    assert first["report"]["waiting"] > 0
    second = crawl(tmp_path / "c", f"{site.origin}/")
    assert second["exit"] == 0
    assert first["report"]["new_articles"] + second["report"]["new_articles"] == 9
    assert site.asked.count("/bendi/2026-09-10/0.html") == 1


def test_a_chain_of_articles_is_followed_to_its_end(tmp_path: Path) -> None:
    """Each names only the one before it: further than max_depth from the list that knew the last."""
    paths = [f"/bendi/2026-09-{1 + n % 28:02}/{n}.html" for n in range(26)]
    pages = {
        path: article(n).replace(b"</body>", f"<a href='{before}'>上一篇</a></body>".encode())
        for n, (path, before) in enumerate(zip(paths, ["/", *paths], strict=False))
    }
    with Site({"/": f"<a href='{paths[-1]}'>最新</a>".encode(), **pages}) as site:
        ended = crawl(tmp_path / "c", f"{site.origin}/")
    assert ended["report"]["outcomes"]["article"] == len(paths)


def test_what_of_scrapy_serves_no_crawl_is_neither_loaded_nor_logged(
    site: Site, tmp_path: Path
) -> None:
    result = crawl(tmp_path / "c", f"{site.origin}/bendi/2026-09-10/0.html", scope="page")
    assert result["report"]["outcomes"]["article"] == 1
    assert result["engine"] == {"loaded": [], "chatty": False}


def test_nobody_there(tmp_path: Path) -> None:
    with Site({}) as gone:
        origin = gone.origin
    result = crawl(tmp_path / "c", f"{origin}/", max_pages=1)
    assert result["exit"] == 7


@pytest.mark.skipif(not SEED.exists(), reason="the seed is not beside this checkout")
@pytest.mark.parametrize("named", [True, False], ids=["profile", "no profile"])
def test_the_seed_beside_others_of_its_template(tmp_path: Path, named: bool) -> None:
    expected = json.loads((SEED / "expected.json").read_text())
    path = expected["url"].removeprefix("https://www.xjnnet.com")
    seed = (SEED / "article.html").read_bytes()
    body = seed[seed.index(b"</blockquote>") + 13 : seed.index(b'<div class="shengming"')]
    pages = {path: seed}
    for n in range(6):
        other = f"<p>　　第{n}则。{SENTENCE}</p><p>　　{n}号渡口今天开放。{SENTENCE}</p>".encode()
        title = expected["title"].encode()
        pages[f"/difang/2024-01-2{n}/00030{n}.html"] = seed.replace(body, other).replace(
            title, f"山里的第{n}则消息".encode()
        )
    front = "".join(f"<a href='{p}'>{p}</a>" for p in pages).encode()
    with Site({"/": b"<html><body>" + front, **pages}) as site:
        root = tmp_path / "c"
        if named:
            collection = Collection.create(root)
            host = site.origin.removeprefix("http://")
            (collection.portals / "xjnnet.toml").write_text(
                f'hosts = ["{host}"]\nseeds = ["{site.origin}/"]\ndelay = 0\nallow_private = true\n'
            )
        result = crawl(root, "xjnnet" if named else f"{site.origin}/")
        assert result["exit"] == 0, result
        found = {a.url: a for a in corpus.read_articles(Collection(root))}
        content = found[site.origin + path].content
    assert found[site.origin + path].portal == (
        "xjnnet" if named else portals.name_for(site.origin)
    )
    assert [b.text for b in content.blocks] == expected["body"]
    assert [b.text for b in content.blocks if b.type == "heading"] == expected["subheadings"]
    assert (content.title, content.published) == (expected["title"], expected["published"])
    assert (content.source, content.authors) == (expected["source"], (expected["author"],))
    removed = {(r.kind, r.text) for r in content.removed}
    for kind, texts in expected["boilerplate"].items():
        if kind != "icp_licence":
            assert {(kind, text) for text in texts} <= removed
    assert any(r.support for r in content.removed) or len(found) < 8
