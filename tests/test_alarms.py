"""What is out of the ordinary for a portal is said, and what is ordinary is not."""

import json
import subprocess
import sys
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.collection import Collection
from benchmarks.newsroom import Newsroom, visit
from portal_spider.alarms import Channels, Measures, channels, judge, tell
from portal_spider.errors import UsageError
from tests import program
from tests.local_site import Site
from tests.test_crawl import article
from tests.test_history import text
from tests.test_revisit import portal

TODAY = date(2026, 10, 20)
USUAL = Measures(requests=100, errors=2, articles=20, missing={"authors": 10}, bytes=10**8)
PAST = [USUAL] * 5
FREE = 10**12


def daily(count: int = 20, section: str = "本地", until: date = TODAY) -> dict[str, Counter[date]]:
    days = [TODAY - timedelta(days=n) for n in range(1, 40)]
    return {section: Counter({day: count for day in days if day < until})}


def kinds(
    now: Measures, days: dict[str, Counter[date]] | None = None, free: int = FREE
) -> list[str]:
    return [alarm.kind for alarm in judge("p", now, PAST, days or daily(), TODAY, free)]


def test_an_ordinary_run_is_silent() -> None:
    assert kinds(USUAL) == []
    assert kinds(Measures(requests=100, errors=5, articles=22, missing={"authors": 14})) == []
    assert kinds(Measures()) == [], "a run that found nothing to do"


@pytest.mark.parametrize(
    ("now", "kind"),
    [
        (Measures(requests=100, errors=40, articles=20), "errors"),
        (Measures(requests=100, blocked=30, articles=20), "blocked"),
        (Measures(requests=100, articles=20, missing={"published": 19}), "fields"),
    ],
)
def test_what_rises_far_above_the_usual(now: Measures, kind: str) -> None:
    assert kinds(now) == [kind]
    assert judge("p", now, PAST[:2], daily(), TODAY, FREE) == [], "two runs are no past"


def test_articles_far_below_the_usual() -> None:
    days = daily()
    days["本地"][TODAY - timedelta(days=1)] = 4
    (alarm,) = judge("p", USUAL, PAST, days, TODAY, FREE)
    assert alarm.kind == "articles"
    assert alarm.sentence == "4 articles on 2026-10-19, usually 20"
    assert alarm.chinese == "2026-10-19 有 4 篇文章，通常 20 篇"


def test_a_section_gone_silent() -> None:
    days = daily() | daily(1, "体育", until=TODAY - timedelta(days=5))
    assert kinds(USUAL, days) == ["section"]
    rare = {"副刊": Counter({TODAY - timedelta(days=7 * n): 1 for n in range(1, 13)})}
    assert kinds(USUAL, daily() | rare) == [], "it is so every week"


def test_a_disk_that_runs_out() -> None:
    assert kinds(USUAL, free=4 * 10**8) == ["disk"]
    assert kinds(USUAL, free=6 * 10**8) == []


@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 60), st.integers(0, 60))
def test_judging_needs_no_luck(requests: int, errors: int, articles: int, missing: int) -> None:
    now = Measures(
        requests=requests, errors=min(errors, requests), articles=articles,
        missing={"title": min(missing, articles)},
    )  # fmt: skip
    judge("p", now, [now] * 3, {}, TODAY, 0)


def test_a_layout_that_changed_is_noticed_in_the_run(tmp_path: Path) -> None:
    news = Newsroom(now=datetime(2026, 3, 2, 1, tzinfo=UTC))
    number = 0
    reports = []
    for run in range(6):
        for _ in range(8):
            story = news.publish(number, text(number))
            number += 1
            if run == 5:
                page = news._page(story).replace("来源：试验日报".encode(), b"")
                news.fixed[story.path] = (200, "", page)
        reports.append(visit(tmp_path, news))
        news.wait(days=1)
    assert [a["kind"] for report in reports[:5] for a in report["alarms"]] == []
    found = {alarm["kind"]: alarm["sentence"] for alarm in reports[5]["alarms"]}
    assert found["fields"] == "8 of 8 new articles have no source, usually 0%"
    page = next(Collection(tmp_path).crawls.glob(f"{reports[5]['crawl']}/report.html")).read_text()
    assert found["fields"] in page
    shown = portal("status", "--into", tmp_path).stdout
    assert found["fields"] in shown


class Hook(BaseHTTPRequestHandler):
    heard: list[bytes]

    def do_POST(self) -> None:
        self.heard.append(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


def test_a_command_and_a_webhook_are_told(tmp_path: Path) -> None:
    Hook.heard = []
    server = HTTPServer(("127.0.0.1", 0), Hook)
    thread = Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        script = (
            f"import sys; open({str(tmp_path / 'heard')!r}, 'wb').write(sys.stdin.buffer.read())"
        )
        whom = Channels(
            command=(sys.executable, "-c", script),
            webhook=f"http://127.0.0.1:{server.server_port}/",
        )
        assert tell(whom, {"alarms": ["栏目"]}) == []
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
    assert json.loads((tmp_path / "heard").read_bytes()) == {"alarms": ["栏目"]}
    assert [json.loads(body) for body in Hook.heard] == [{"alarms": ["栏目"]}]
    failing = Channels(command=("/nonexistent",), webhook=f"http://127.0.0.1:{server.server_port}/")
    assert len(tell(failing, {})) == 2


def test_the_configuration_is_the_users_own(tmp_path: Path) -> None:
    assert channels(tmp_path / "none.toml") == Channels()
    path = tmp_path / "config.toml"
    path.write_text('[alarms]\ncommand = ["a", "b"]\nwebhook = "https://x.example/"\n')
    assert channels(path) == Channels(command=("a", "b"), webhook="https://x.example/")
    for wrong in ('[alarms]\ncommand = "rm"\n', '[alarms]\nwebhook = "file:///etc"\n', "[al"):
        path.write_text(wrong)
        with pytest.raises(UsageError):
            channels(path)


def test_a_run_with_alarms_ends_with_8_and_tells(tmp_path: Path) -> None:
    """Four real crawls: at the last one most of the portal answers with errors."""
    pages = {f"/bendi/2026-09-{10 + n}/{n}.html": article(n) for n in range(9)}
    links = "".join(f"<a href='{path}'>x</a>" for path in pages)
    heard, home, root = tmp_path / "heard", tmp_path / "home", tmp_path / "c"
    (home / "portal-archive").mkdir(parents=True)
    script = f"import sys; open({str(heard)!r}, 'w').write(sys.stdin.read())"
    command = json.dumps([sys.executable, "-c", script])
    (home / "portal-archive" / "config.toml").write_text(f"[alarms]\ncommand = {command}\n")

    class Failing(Site):
        ill = False

        def answer(self, path: str) -> bytes:
            if self.ill and path in pages:
                return b"HTTP/1.1 403 No\r\nContent-Length: 2\r\n\r\nno"
            return super().answer(path)

    def crawl(site: Site) -> subprocess.CompletedProcess[str]:
        return program.run(
            [sys.executable, "-m", "portal_spider", "crawl", f"{site.origin}/", "--recheck",
             "--into", str(root)],
            capture_output=True, text=True, timeout=60, check=False,
            env={"XDG_CONFIG_HOME": str(home), "PATH": "/usr/bin:/bin"},
        )  # fmt: skip

    with Failing({"/": links.encode(), **pages}) as site:
        for _ in range(3):
            assert crawl(site).returncode == 0
        site.ill = True
        done = crawl(site)
    assert done.returncode == 8, done.stdout + done.stderr
    assert "alarm:" in done.stdout
    told = json.loads(heard.read_text())
    assert "errors" in [alarm["kind"] for alarm in told["alarms"]]
    assert told["collection"] == str(root)
