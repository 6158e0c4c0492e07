"""A portal whose clock and content the caller controls, and a visitor that needs no network.

The visitor drives a ``Run`` as Scrapy would: the frontier, the WARCs, the
reading and the state are the real ones, only socket and engine are not there.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha1
from pathlib import Path
from typing import Any

from scrapy.http import Headers, Response

from archive.capture import Exchange
from archive.collection import Collection
from archive.http import open_message
from portal_spider.capture import compose
from portal_spider.profile import SiteProfile, to_toml
from portal_spider.run import Options, Run
from portal_spider.wishes import Wishes

ORIGIN = "http://127.0.0.1:9"
PROFILE = SiteProfile(
    name="newsroom", title="试验网", hosts=("127.0.0.1:9",), seeds=(f"{ORIGIN}/",),
    article=r"/\d{4}-\d\d-\d\d/", timezone="Asia/Shanghai", delay=0.0, concurrency=8,
    allow_private=True, max_depth=50,
)  # fmt: skip
_PAGE = """<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>{title}_试验网</title></head>
<body><div class="nav"><a href="/">首页</a></div><h1>{title}</h1>
<div class="info">{day} 08:15 来源：试验日报</div>
<div class="content">{text}</div><div class="count">阅读：{count}次</div>
<div class="foot">试验网版权所有</div></body></html>"""


@dataclass
class Story:
    """An article of the portal."""

    path: str
    title: str
    day: str
    text: str
    etag: bool = False
    lies: bool = False  # its ETag never changes
    counter: bool = False  # its view counter does at every visit


@dataclass
class Newsroom:
    """Articles and whatever else stands at a path; ``now`` is the time of both sides."""

    now: datetime = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
    stories: dict[str, Story] = field(default_factory=dict)
    fixed: dict[str, tuple[int, str, bytes]] = field(default_factory=dict)  # status, head, body
    unlisted: set[str] = field(default_factory=set)
    asked: list[tuple[str, int]] = field(default_factory=list)
    down: bool = False
    per_list: int = 100

    def clock(self) -> datetime:
        """Return the time; each look at it takes a millisecond."""
        self.now += timedelta(milliseconds=1)
        return self.now

    def wait(self, **span: float) -> None:
        """Let time pass."""
        self.now += timedelta(**span)

    def publish(self, number: int, text: str, **more: Any) -> Story:
        """Put an article on the list."""
        day = self.now.date().isoformat()
        path = f"/{day}/{number}.html"
        self.stories[path] = Story(path, f"试验消息第{number}号", day, text, **more)
        return self.stories[path]

    def answer(self, path: str, conditions: dict[str, str]) -> bytes:
        """Return the response to a request."""
        status, head, body = self._answer(path, conditions)
        self.asked.append((path, status))
        reason = {200: "OK", 304: "Not Modified", 404: "Not Found"}.get(status, "Answer")
        length = b"" if status == 304 else b"Content-Length: %d\r\n" % len(body)
        lines = f"HTTP/1.1 {status} {reason}\r\nContent-Type: text/html\r\n{head}".encode()
        return lines + length + b"\r\n" + body

    def _answer(self, path: str, conditions: dict[str, str]) -> tuple[int, str, bytes]:
        if path in self.fixed:
            return self.fixed[path]
        if path == "/" or path.startswith("/list_"):
            return self._list(0 if path == "/" else int(path[6:-5]))
        story = self.stories.get(path)
        if story is None:
            return 404, "", b"<html><body>nothing here</body></html>"
        body = self._page(story)
        if not story.etag:
            return 200, "", body
        tag = '"fixed"' if story.lies else f'"{sha1(body).hexdigest()[:12]}"'
        if conditions.get("If-None-Match") == tag:
            return 304, f"ETag: {tag}\r\n", b""
        return 200, f"ETag: {tag}\r\n", body

    def _page(self, story: Story) -> bytes:
        count = len(self.asked) if story.counter else 0
        text = "".join(f"<p>{line}</p>" for line in story.text.split("\n"))
        page = _PAGE.format(title=story.title, day=story.day, text=text, count=count)
        return page.encode()

    def _list(self, number: int) -> tuple[int, str, bytes]:
        listed = [path for path in reversed(self.stories) if path not in self.unlisted]
        first = number * self.per_list
        links = "".join(f"<li><a href='{p}'>{p}</a></li>" for p in listed[first:][: self.per_list])
        if first + self.per_list < len(listed):
            links += f"<a href='/list_{number + 1}.html'>下一页</a>"
        return 200, "", f"<html><body><ul>{links}</ul></body></html>".encode()


def visit(
    root: Path,
    newsroom: Newsroom,
    *,
    stop_after: int | None = None,
    **options: Any,
) -> dict[str, Any]:
    """Crawl *newsroom* into the collection at *root*; return the report.

    After *stop_after* requests the run is left as a kill would leave it.
    """
    collection = Collection.open_or_create(root)
    profile = collection.portals / f"{PROFILE.name}.toml"
    if not profile.exists():
        profile.write_text(to_toml(PROFILE))
    run = Run(collection, [PROFILE], Options(wishes=Wishes(), **options), newsroom.clock)
    run.open()
    reason, requests = "finished", 0
    while (lease := run.next()) is not None:
        if requests == stop_after:
            kill(run)
            return {}
        requests += 1
        conditions = run.revisits.conditions(lease.url)
        fields = [(name.encode(), value.encode()) for name, value in conditions.items()]
        outgoing = compose(lease.url, headers=fields, private=True)
        date = newsroom.clock()
        response = newsroom.answer(lease.url.removeprefix(ORIGIN), conditions)
        exchange = Exchange(uri=lease.url, date=date, request=outgoing.block, response=response)
        record = run.record(exchange, lease.url, lease.portal)
        assert record is not None
        message = open_message(response)
        run.answered(lease, message.head.status or 0, None, None)
        scrapy = Response(
            lease.url, status=message.head.status or 0, headers=Headers(message.head.headers),
            body=message.content,
        )  # fmt: skip
        place = run.state.frontier.place(lease.url)
        assert place is not None
        run.settle(lease, run.read(run.visit(scrapy, record), place))
    return run.close(reason)


def kill(run: Run) -> None:
    """Let go of everything a run holds, with nothing written: as if it were killed."""
    for series in run.books.series.values():
        series.abandon()
    run.state.rollback()
    run._stack.close()
