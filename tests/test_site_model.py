"""The site model knows what no single page can tell, and leaves alone what recurs for good reason."""

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive.article import Content
from portal_spider import profile as profiles
from portal_spider.extract import OpenPage, open_page, read_page
from portal_spider.layouts import judge
from portal_spider.page import RawPage
from portal_spider.pinning import write_pins
from portal_spider.profile import Layout, Rule, SiteProfile
from portal_spider.sitemodel import facts_of, from_json, learn, to_json
from tests import program

PROFILE = SiteProfile(name="xueling", title="雪岭在线", timezone="Asia/Shanghai")
WHEN = datetime(2026, 10, 2, 3, 0, tzinfo=UTC)
PROSE = "今年第一场雪比往年早了九天，山口的养护工人凌晨三点就上了路，把盘山道上的冰一段一段铲开。"
MORE = "班长说，最难的是北坡第七个弯，那里背阴，风又大，撒下去的融雪剂常常被吹走，只能靠人守着。"
PAGE = """<html><head><meta charset=utf-8><title>{title}_雪岭在线</title></head><body>
<div class=nav><a href=/>首页</a><a href=/shan/>山里</a></div>
<div class="wrap"><h1>{title}</h1><div class=info>2026-10-01 0{n}:20　来源：雪岭在线</div>
<div class="{box}"><p class=lead-in>雪岭在线的读者朋友，看山，看雪，看我们的日子。</p>
<p>{first}</p><h3>山里人说</h3><p>{body}</p>
<div class=tail><span>雪岭文化传播中心第{n}号窗口</span><a href=/tel>热线</a></div></div></div>
<div class=foot>雪岭在线 版权所有</div></body></html>"""


def page(n: int, first: str = "", body: str = "", box: str = "cont") -> OpenPage:
    title = f"第{n}场雪落在北坡"
    html = PAGE.format(
        n=n % 9, title=title, box=box,
        first=first or f"{PROSE}{n}", body=body or f"{MORE}这是第{n}天，{PROSE}",
    )  # fmt: skip
    url = f"http://xueling.example/shan/{n}.html"
    return open_page(
        RawPage(url=url, captured=WHEN, status=200, content_type="text/html", body=html.encode())
    )


def content(opened: OpenPage, *args) -> Content:
    reading = read_page(opened, PROFILE, *args)
    assert reading.content is not None, reading.reasons
    return reading.content


def test_what_no_rule_knows_is_learned_with_its_place_and_examples() -> None:
    model = learn(map(facts_of, (page(n) for n in range(16))), 16, PROFILE)
    slogan = model.entries["雪岭在线的读者朋友，看山，看雪，看我们的日子。"]
    assert (slogan.support, slogan.inside) == (16, 16)
    assert slogan.path == "div.cont > p.lead-in"
    assert len(slogan.examples) == 2
    assert [place.support for place in model.containers] == [16]
    assert from_json(to_json(model)) == model
    alone, together = content(page(40)), content(page(40), model)
    assert slogan.text in alone.text
    assert slogan.text not in together.text
    assert PROSE in together.text
    assert together.evidence["body"].startswith("site_model, on 16 pages: ")


def test_a_parts_heading_and_a_series_first_line_stay() -> None:
    series = "这是山口养护班系列报道中的一篇，记者跟着他们走了整整一个冬天。"
    pages = [page(n, first=series if n % 3 == 0 else "") for n in range(16)]
    model = learn(map(facts_of, pages), 16, PROFILE)
    assert not model.knows("山里人说")
    assert not model.knows(series)
    assert series in content(pages[3], model).text


def test_what_stands_in_furniture_is_of_its_kind() -> None:
    share = "<div class=share-box><span>山里的风景送给山外的人</span></div>"
    pages = [
        page(n, body=f"{MORE}这是第{n}天，{PROSE}</p>{share}<p>{PROSE}又过了{n}天。")
        for n in range(16)
    ]
    model = learn(map(facts_of, pages), 16, PROFILE)
    assert model.entries["山里的风景送给山外的人"].kind == "share"


def test_a_short_article_is_found_in_the_box_that_bodies_stand_in() -> None:
    model = learn(map(facts_of, (page(n) for n in range(16))), 16, PROFILE)
    short = content(
        page(41, first="北坡已经通车，小车可以通行，大车还要等一等。", body="雪停了。"), model
    )
    assert "北坡已经通车" in short.text
    assert short.evidence["body"].endswith("div.wrap > div.cont")


def test_the_order_of_the_pages_does_not_matter() -> None:
    pages = [page(n) for n in range(16)]
    assert learn(map(facts_of, pages), 16, PROFILE) == learn(
        map(facts_of, pages[::-1]), 16, PROFILE
    )


def test_a_new_layout_is_noticed_and_read_all_the_same() -> None:
    model = learn(map(facts_of, (page(n) for n in range(16))), 16, PROFILE)
    read = [content(page(n, box="story-2027"), model) for n in range(50, 56)]
    assert all(PROSE in article.text for article in read)
    seen = judge("xueling", [_article(c) for c in read])
    assert (
        seen.alarm
        == "6 of the newest 6 articles have their body in a box that is new to the site model"
    )
    assert seen.boxes
    assert judge("xueling", [_article(content(page(n), model)) for n in range(6)]).alarm is None


class _article:
    """What `judge` looks at."""

    def __init__(self, content: Content) -> None:
        self.content = content


def test_pins_and_vetoes_are_written_beside_what_stands_in_the_profile(tmp_path: Path) -> None:
    path = tmp_path / "xueling.toml"
    path.write_text('# ours\nseeds = ["http://xueling.example/"]\n\n[[layouts]]\nbody = ".cont"\n')
    write_pins(tmp_path, PROFILE, ('看"山"',), ())
    first = profiles.read(path)
    assert (first.pins, first.layouts[0].body) == (('看"山"',), ".cont")
    assert path.read_text().startswith("# ours\n")
    write_pins(tmp_path, first, ("雪",), ())
    assert profiles.read(path).pins == ('看"山"', "雪")
    write_pins(tmp_path, profiles.read(path), (), ('看"山"',))
    assert (profiles.read(path).pins, profiles.read(path).vetoes) == (("雪",), ('看"山"',))


def test_a_layouts_rule_cuts_under_its_own_name() -> None:
    rule = Rule(name="tail_window", css=".tail", kind="advert")
    ruled = replace(PROFILE, layouts=(Layout(rules=(rule,)),))
    reading = read_page(page(3), ruled)
    assert reading.content is not None
    assert ("tail_window", "advert") in {(r.rule, r.kind) for r in reading.content.removed}


@pytest.fixture(scope="module")
def demo(tmp_path_factory) -> Path:
    root = tmp_path_factory.mktemp("demo") / "demo"
    assert _portal("demo", "--into", root, "-q").returncode == 0
    return root


def _portal(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "portal_spider", *map(str, arguments)]
    return program.run(command, capture_output=True, text=True, timeout=90, check=False)


def test_the_model_is_shown_and_a_page_becomes_a_test(demo: Path, tmp_path: Path) -> None:
    shown = _portal("boilerplate", "lanwan", "--into", demo)
    assert shown.returncode == 0, shown.stderr
    assert "bodies stand in" in shown.stdout
    assert "site_banner" in shown.stdout
    missing = _portal("boilerplate", "nowhere", "--into", demo)
    assert (missing.returncode, missing.stderr.count("\n")) == (2, 1)
    line = next((demo / "articles" / "lanwan").glob("*.jsonl")).read_text().splitlines()[0]
    identity = line.partition('"id":"')[2][:26]
    kept = _portal("fixture", identity, "--into", demo, "--out", tmp_path)
    assert kept.returncode == 0, kept.stderr
    (folder,) = (tmp_path / "lanwan").iterdir()
    assert {f.name for f in folder.iterdir()} == {"article.json", "page.html.gz", "url.txt"}
