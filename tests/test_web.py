"""The web view: every screen without a script, in both languages, and nothing of an article's acts."""

import re
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import get_args

import httpx
import jsonschema
import orjson
import pytest

from archive import search, serving, web, withdrawal
from archive.article import RemovedKind, schema
from archive.codes import CODES
from archive.collection import Collection
from archive.history import STATES
from archive.state import State
from archive.surt import surt
from archive.web.files import FORMS
from archive.web.words import CHINESE, REFUSALS
from portal_spider.schedule import overview
from portal_spider.schedule.journal import ENDED
from tests.corpora import article, collection_of
from tests.program import Program

DOCS = Path(__file__).parents[1] / "docs"
EVIL = '"><script>alert(1)</script><img src=x onerror=alert(2)>{{ 7*7 }}'


@pytest.fixture(scope="module")
def evil(tmp_path_factory) -> Collection:
    articles = [
        article(
            1, title=f"泉山{EVIL}", text=f"供暖{EVIL}\n\n第二段", source=EVIL, section=(EVIL,),
            authors=(EVIL,), published="2025-01-01", evidence={EVIL: EVIL},
        ),
        article(1, version=2, title="泉山改", text="供暖改\n\n第二段", published="2025-01-01"),
        *(article(n, title=f"第{n}篇", text="泉山。" * 5, published="2024-03-05") for n in range(2, 30)),
        article(99, title=EVIL, text=EVIL, source=EVIL, section=(EVIL,), published="2025-06-01"),
    ]  # fmt: skip
    made = collection_of(tmp_path_factory.mktemp("web") / "c", articles)
    search.update(made)
    return made


@pytest.fixture(scope="module")
def served(evil) -> Iterator[str]:
    with serving.serving(web.app(evil)) as origin:
        yield origin


@pytest.fixture
def site(served) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=served) as client:  # a visitor with no cookies yet
        yield client


class Seen(HTMLParser):
    """The tags and links of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self.tags.append((tag, dict(attrs)))

    def links(self) -> list[str]:
        return [a["href"] for tag, a in self.tags if tag == "a" and a.get("href")]


def walk(site: httpx.Client, start: str = "/") -> dict[str, httpx.Response]:
    """Every page of ours that links lead to, facets and pages of results a few."""
    pages: dict[str, httpx.Response] = {}
    waiting = [start]
    while waiting and len(pages) < 120:
        path = waiting.pop()
        if path in pages:
            continue
        pages[path] = site.get(path)
        if "html" in pages[path].headers.get("content-type", ""):
            for link in Seen(pages[path].text).links():
                whole = str(
                    httpx.URL(str(site.base_url)).join(path).join(link).copy_with(fragment=None)
                )
                assert whole.startswith(str(site.base_url)), link
                waiting.append(whole.removeprefix(str(site.base_url)) or "/")
    return pages


def test_every_link_leads_somewhere_and_no_page_can_act(site) -> None:
    pages = walk(site)
    assert len(pages) > 60
    for path, page in pages.items():
        assert page.status_code in (200, 303, 404), path  # no captures: 404
        if "html" not in page.headers.get("content-type", ""):
            continue
        assert "script" not in {tag for tag, _ in Seen(page.text).tags}, path
        for tag, attributes in Seen(page.text).tags:
            assert tag != "img"
            assert "style" not in attributes
            assert not any(name.startswith("on") for name in attributes), path
        policy = page.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'")
        assert "unsafe" not in policy
        assert page.headers["x-content-type-options"] == "nosniff"
        assert "49" not in page.text or "{{ 7*7 }}" in page.text


def test_search_has_marks_facets_months_and_pages(site) -> None:
    page = site.get("/", params={"q": "泉山"})
    assert page.text.count("<mark>泉山</mark>") >= 20
    assert 'rel="next"' in page.text
    assert "30" not in page.text
    assert re.search(r"<title>2024-03: 28</title>", page.text)
    following = next(link for link in Seen(page.text).links() if "cursor=" in link)
    assert "第" in site.get("/" + following).text
    wrong = site.get("/", params={"q": '"open'})
    assert wrong.status_code == 400
    assert "quotation mark" in wrong.text
    assert site.get("/", params={"from": "soon"}).status_code == 400
    single = site.get("/", params={"q": "泉山改"}).text
    assert "1 article<" in single
    assert 'viewBox="0 0 100 60"' in single  # one bar is as wide as a bar
    reversed_ = site.get("/", params={"from": "2025-02-01", "to": "2025-01-01"})
    assert reversed_.status_code == 400
    assert "after the last" in reversed_.text
    assert site.get("/", params={"cursor": "x"}).status_code == 400


def test_what_is_taken_literally_is_told_where_nothing_is_found(site) -> None:
    shown = site.get("/", params={"q": "title：泉山 or <b>("}).text
    assert (
        "Looked for literally: <code>title：泉山</code> <code>or</code> <code>&lt;b&gt;(" in shown
    )
    assert "literally" not in site.get("/", params={"q": "泉山 NOT (nirgends)"}).text


def test_a_query_that_every_link_would_repeat_is_bounded(tmp_path: Path) -> None:
    articles = [
        article(
            n, text="泉山", source=f"第{n % 50}报", section=(f"第{n % 60}版",),
            published=f"20{n % 25:02}-{1 + n % 12:02}-05",
        )
        for n in range(300)
    ]  # fmt: skip
    made = collection_of(tmp_path / "c", articles)
    search.update(made)
    with serving.serving(web.app(made)) as origin, httpx.Client(base_url=origin) as site:
        longest = " OR ".join(["泉山"] * 84)[:500].rstrip(" OR")
        page = site.get("/", params={"q": longest})
        assert page.status_code == 200
        assert "300 articles" in page.text
        assert len(page.content) < 1_000_000
        for params in ({"q": "泉" * 501}, {"q": "泉山", "source": "泉" * 500}):
            refused = site.get("/", params=params)
            assert refused.status_code == 400
            assert "at most 500 characters: 泉" in refused.text
            assert len(refused.content) < 50_000
        assert site.get("/api/search", params={"q": "泉" * 501}).json()["total"] == 0


def test_names_stand_apart_as_their_language_sets_them(tmp_path: Path) -> None:
    ours = article(1, text="x", authors=("Ann Lee", "Bo Ray"), language="en")
    other = article(2, text="泉山", authors=("甲", "乙"), language="zh")
    made = collection_of(tmp_path / "c", [ours, other])
    with serving.serving(web.app(made)) as origin:
        assert "Ann Lee, Bo Ray" in httpx.get(f"{origin}/article/{ours.id}").text
        assert "甲、乙" in httpx.get(f"{origin}/article/{other.id}").text


def test_a_list_that_is_cut_says_so(tmp_path: Path) -> None:
    many = [article(n, text="泉山", source=f"第{n}报") for n in range(41)]
    made = collection_of(tmp_path / "c", [*many, article(1, portal="other", text="泉山")])
    search.update(made)
    with serving.serving(web.app(made)) as origin:
        page = httpx.get(origin).text
        facets = httpx.get(f"{origin}/api/search").json()["facets"]
    assert page.count("Less frequent ones are not listed.") == 1
    assert len(facets["source"]) == 41


def test_an_article_shows_its_versions_and_what_changed(site) -> None:
    identity = article(1).id
    page = site.get(f"/article/{identity}")
    assert re.search("<ins>改(</ins>|\n)", page.text)
    assert "<del>" in page.text
    assert "GB/T 7714" in page.text
    old = site.get(f"/article/{identity}?version=1")
    assert "&lt;script&gt;" in old.text
    assert site.get("/article/nothing").status_code == 404
    assert site.get(f"/article/{identity}?version=3").status_code == 404


def app_source() -> str:
    return (Path(web.__file__).parent / "app.py").read_text()


def test_both_languages_have_every_word(site) -> None:
    folder = Path(web.__file__).parent / "templates"
    source = "".join(path.read_text() for path in folder.glob("*.html"))
    wanted = set(re.findall(r"""\bt\("([^"]+)"\)""", source)) | set(
        re.findall(r"""\bt\('([^']+)'\)""", source)
    )
    for pair in re.findall(r'\("([a-z_/]*)", "([^"]+)"\)', source):
        wanted.add(pair[1])
    wanted |= set(re.findall(r'\("([a-z]+)", content\.', source)) | {"portal", "section", "source"}
    wanted.add("state")
    wanted |= set(re.findall(r'status, title = \d+, "([^"]+)"', app_source()))
    assert wanted == CHINESE.keys()
    outcomes = re.search(r"## Outcomes\n(.*?)\n## ", (DOCS / "formats.md").read_text(), re.DOTALL)[
        1
    ]
    codes = {*STATES, *ENDED, *get_args(RemovedKind), *re.findall(r"`([a-z_0-9]+)`", outcomes)}
    assert codes - {"reason"} <= CODES.keys()
    folder = Path(web.__file__).parents[1]
    said = "".join(
        (folder / at).read_text() for at in ("web/asked.py", "search/page.py", "search/query.py")
    )
    assert (
        set(re.findall(r'BadQuery\([^()]*(?:\([^()]*\)[^()]*)?, "([^"]+)"\)', said))
        <= REFUSALS.keys()
    )
    chinese = site.get("/", headers={"accept-language": "zh-CN"}).text
    assert '<html lang="zh-CN">' in chinese
    assert "检索" in chinese
    refused = site.get("/", params={"q": 'a NEAR NOT "b'}, headers={"accept-language": "zh"}).text
    assert "引号没有闭合: a NEAR NOT" in refused
    assert 'name="q" value="a NEAR NOT &#34;b"' in refused
    chosen = site.get("/language", params={"to": "zh-CN", "back": "/crawls"})
    assert (chosen.status_code, chosen.headers["location"]) == (303, "/crawls")
    for away in ("//evil.example", "https://evil.example", "/\\evil.example"):
        assert site.get("/language", params={"back": away}).headers["location"] == "/"
    site.cookies.clear()


def test_only_this_machine_may_read_and_nobody_write(site) -> None:
    for host in ("evil.example", "127.0.0.1:1", "localhost.evil.example", ""):
        assert site.get("/", headers={"host": host}).status_code == 421
    assert site.post("/").status_code == 405
    elsewhere = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "cors"}
    assert site.get("/api/search", headers=elsewhere).status_code == 403
    for path in ("/static/../app.py", "/static/%2e%2e/app.py", "/article/..%2f..%2fx"):
        assert site.get(path).status_code == 404
    assert site.get("/crawls/..%2f..").status_code == 404


def test_the_api_is_what_it_says(site, evil) -> None:
    described = site.get("/api/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    identity = article(1).id
    asked = {
        "/api/search": "/api/search?q=泉山", "/api/articles/{id}": f"/api/articles/{identity}",
        "/api/articles/{id}/versions": f"/api/articles/{identity}/versions",
        "/api/coverage": "/api/coverage", "/api/crawls": "/api/crawls",
        "/api/schedules": "/api/schedules",
        "/api/captures": "/api/captures?url=http://none.example/",
        "/api/crawls/{crawl}": "/api/crawls/none",
    }  # fmt: skip
    assert asked.keys() == described["paths"].keys()
    for template, path in asked.items():
        answer = site.get(path)
        responses = described["paths"][template]["get"]["responses"]
        told = responses[str(answer.status_code)]["content"]["application/json"]["schema"]
        jsonschema.validate(answer.json(), told | {"components": described["components"]})
    jsonschema.validate(site.get(f"/api/articles/{identity}").json(), schema())


@pytest.mark.parametrize("path", ["/api/search", "/", "/export"])
@pytest.mark.parametrize(
    "wrong",
    ["state=gone", "order=best", "limit=many", f"limit={'9' * 5000}", "as_one=true"],
)  # fmt: skip
def test_what_would_be_passed_over_is_refused(site, path: str, wrong: str) -> None:
    answer = site.get(f"{path}?format=csv&q=泉山&{wrong}")
    assert answer.status_code == 400
    assert wrong[:9].partition("=")[0] in answer.text
    empty = "".join(f"&{name}=" for name in ("state", "order", "limit", "as_one", "from"))
    assert site.get(f"{path}?format=csv&q=泉山{empty}").status_code == 200


def test_parameters_that_others_add_to_a_link_are_passed_over(site) -> None:
    added = "q=泉山&utm_source=a&fbclid=b&fbclid=&="
    assert site.get(f"/?{added}").status_code == 200
    for path in ("/api/search", "/export"):  # asked by programs, that may mistype
        assert site.get(f"{path}?format=csv&{added}").status_code == 400


def test_captures_are_found_however_their_address_is_escaped(tmp_path: Path) -> None:
    made = collection_of(tmp_path / "c", [article(1, text="泉山")])
    held = "http://x.example/新闻.html"
    line = {"url": held, "mime": "text/html", "status": "200", "filename": "x", "offset": "0",
            "length": "9", "digest": "sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ"}  # fmt: skip
    made.index.parent.mkdir(exist_ok=True)
    made.index.write_bytes(f"{surt(held)} 20260101000000 ".encode() + orjson.dumps(line) + b"\n")
    escaped = "https://x.example/%e6%96%b0%e9%97%bb.html"
    with serving.serving(web.app(made)) as origin:
        (found,) = httpx.get(f"{origin}/api/captures", params={"url": escaped}).json()
        assert found["url"] == held
        withdrawal.withdraw(made, held, "by law")
        assert httpx.get(f"{origin}/api/captures", params={"url": escaped}).status_code == 451


def test_downloads_are_files(site) -> None:
    for form in FORMS:
        answer = site.get("/export", params={"format": form, "q": "泉山"})
        assert answer.status_code == 200
        assert answer.headers["content-disposition"].startswith("attachment")
        assert len(answer.content) > 100
    assert site.get("/export", params={"format": "../x"}).status_code == 404
    refused = site.get("/export", params={"format": "csv", "q": '"open'})
    assert refused.status_code == 400
    assert "content-disposition" not in refused.headers


def test_what_is_withdrawn_is_shown_to_nobody(tmp_path: Path) -> None:
    made = collection_of(tmp_path / "c", [article(1, title="泉山", text="泉山")])
    search.update(made)
    withdrawal.withdraw(made, article(1).id, "by law")
    with serving.serving(web.app(made)) as origin:
        assert httpx.get(f"{origin}/article/{article(1).id}").status_code == 451
        assert httpx.get(f"{origin}/api/search?q=泉山").json()["total"] == 0
        assert httpx.get(f"{origin}/captures?url={article(1).url}").status_code == 451
        told = httpx.get(
            f"{origin}/article/{article(1).id}", headers={"Accept-Language": "zh"}
        ).text
        assert "已撤下" in told
        assert "原因: by law" in told


def test_an_address_that_was_not_captured_leaves_the_box_to_ask_for_another(
    tmp_path: Path,
) -> None:
    with serving.serving(web.app(collection_of(tmp_path / "c", [article(1)]))) as origin:
        answer = httpx.get(f"{origin}/captures?url=http://none.example/")
    assert answer.status_code == 404
    assert "Nothing was found." in answer.text
    assert 'name="url" value="http://none.example/"' in answer.text


def test_serve_says_where_it_is_and_stops_when_told(evil) -> None:
    process = Program(
        [sys.executable, "-m", "portal_spider", "serve", "--port", "0", "--into", str(evil.root)],
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        said = process.stdout.readline()
        origin = re.search(r"http://127\.0\.0\.1:\d+/", said)[0]
        assert httpx.get(origin).status_code == 200
    finally:
        process.terminate()
        process.stdout.close()
        assert process.wait(20) in (0, -15)


def test_a_crawl_that_runs_is_seen_to_go_on(tmp_path: Path) -> None:
    made = Collection.create(tmp_path / "c")
    log = made.crawls / "20260101-kanal" / "crawl.log"
    log.parent.mkdir(parents=True)
    log.write_text(
        "2026-01-01T00:00:00Z 200 10 list http://a.example/\n"
        "2026-01-01T00:00:02Z 200 10 article http://a.example/1.html < http://a.example/\n"
        "2026-01-01T00:00:02Z   -    - skipped http://b.example/ (<b>out of scope</b>)\n"
    )
    short = made.crawls / "20251231-kanal" / "crawl.log"
    short.parent.mkdir()
    short.write_text("2025-12-31T00:00:00Z 200 10 list http://a.example/\n")
    with State(made.state) as state:
        state.begin()
        for ours in (short, log):
            state.start_crawl(ours.parent.name, ["kanal"], "2026-01-01T00:00:00Z")
        state.commit()
    with serving.serving(web.app(made)) as origin, httpx.Client(base_url=origin) as client:
        with made.writing():
            page = client.get(f"/crawls/{log.parent.name}").text
            assert client.get("/api/crawls").json()[0]["running"]
        assert '<meta http-equiv="refresh"' in page
        assert "Responses: 2<" in page
        assert "Articles: 1<" in page
        assert 'points="0.00,30.00 50.00,30.00 100.00,0.00"' in page
        assert "&lt;b&gt;out of scope" in page
        with log.open("a") as more:  # it is read on from where it was read to
            more.write(
                "2026-01-01T00:00:04Z 200 10 waiting_for_pages http://a.example/2.html\n2026"
            )
        page = client.get(f"/crawls/{log.parent.name}").text
        assert "Responses: 3<" in page
        assert "Articles: 2<" in page  # an article of several pages is one
        assert "<polyline" not in client.get(f"/crawls/{short.parent.name}").text
        log.write_text(
            "2026-01-01T00:00:04Z 200 10 article http://a.example/3.html\n"
            "2026-01-01T00:00:06Z   -    - skipped http://b.example/\n"
        )
        assert "Responses: 1<" in client.get(f"/crawls/{log.parent.name}").text
        killed = client.get(f"/crawls/{log.parent.name}").text
        assert "refresh" not in killed
        assert "killed" in killed


def test_reprints_stand_under_the_best_of_them(tmp_path: Path) -> None:
    text = "".join(chr(0x4E00 + n) for n in range(300))
    made = collection_of(
        tmp_path / "c", [article(n, portal=p, title=p, text=text) for n, p in enumerate("ab")]
    )
    search.update(made)
    with serving.serving(web.app(made)) as origin:
        apart = httpx.get(f"{origin}/api/search").json()["hits"]
        (best,) = httpx.get(f"{origin}/api/search?group=1").json()["hits"]
        assert [hit["same"] for hit in apart] == [[], []]
        assert [hit["id"] for hit in best["same"]] == [apart[1]["id"]]
        assert '<ul class="same">' in httpx.get(f"{origin}/?group=1").text


def test_schedules_and_alarms_are_shown(tmp_path: Path) -> None:
    made = Collection.create(tmp_path / "c")
    with (made.root / "collection.toml").open("a") as file:
        file.write(
            '[schedules.daily]\nportals = ["kanal"]\ncron = "30 6 * * *"\ntimezone = "Asia/Shanghai"\n'
        )
    journal = {"schedule": "daily", "due": "2026-01-01T22:30:00+00:00", "at": "2026-01-01T22:31:00+00:00",
               "crawl": "20260101-kanal"}  # fmt: skip
    (made.crawls / "schedule.jsonl").write_bytes(
        orjson.dumps(journal | {"event": "start"}) + b"\n"
        + orjson.dumps(journal | {"event": "done", "exit": 8, "alarms": 1}) + b"\n"
    )  # fmt: skip
    with State(made.state) as state:
        state.begin()
        for number, crawl in enumerate(("20260101-kanal", "20251231-kanal")):
            state.start_crawl(crawl, ["kanal"], f"2026-01-0{1 + number}T22:31:00Z")
            state.end_crawl(crawl, f"2026-01-0{1 + number}T22:32:00Z", "finished")
            alarm = {"kind": "articles", "portal": "kanal", "sentence": f"<i>{number} articles",
                     "chinese": f"{number} 篇"}  # fmt: skip
            (made.crawls / crawl).mkdir()
            (made.crawls / crawl / "report.json").write_bytes(orjson.dumps({"alarms": [alarm]}))
        state.commit()
    view = web.app(made, schedules=lambda: overview(Collection(made.root)))
    with serving.serving(view) as origin:
        page = httpx.get(f"{origin}/schedules").text
        assert "<code>30 6 * * *</code> (Asia/Shanghai)" in page
        assert "2026-01-02 06:30" in page  # by the portal's clock
        assert '<a href="/crawls/20260101-kanal">' in page
        assert "&lt;i&gt;1 articles" in page
        assert "&lt;i&gt;0 articles" not in page  # of the last crawl alone
        assert "1 篇" in httpx.get(f"{origin}/schedules", headers={"Accept-Language": "zh"}).text
        assert "&lt;i&gt;0 articles" in httpx.get(f"{origin}/crawls/20260101-kanal").text
        (row,) = httpx.get(f"{origin}/api/schedules").json()
        assert (row["schedule"], row["runs"][0]["alarms"]) == ("daily", 1)
