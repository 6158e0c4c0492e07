"""A demo portal as a value: every path and its answer, and the truth about every article."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from hashlib import sha1
from html import escape
from importlib.resources import files
from string import Template
from typing import Literal

from archive.article import Dateline
from portal_spider.demo.story import Story, stories

ZONE = timezone(timedelta(hours=8))  # Asia/Shanghai has no summer time

Framing = Literal["length", "chunked", "close"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a path answers, before it is framed for the wire."""

    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()  # as sent: order, case and repeats count
    body: bytes = b""
    framing: Framing = "length"
    gzip: bool = False  # for who accepts it
    etag: str | None = None
    modified: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One portal: its pages by path (query included)."""

    name: str
    answers: Mapping[str, Answer] = field(default_factory=dict)
    missing: Answer = Answer(status=404)


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """What a reading of an article must find, known because the page was made from it."""

    portal: str
    number: str
    path: str  # of the first page, from the portal's root
    paths: tuple[str, ...]  # of every page
    title: str
    published: str  # as in Article.published
    source: str | None
    authors: tuple[str, ...]
    editors: tuple[str, ...]
    dateline: Dateline | None
    text: str
    headings: tuple[str, ...]
    captions: tuple[str, ...]


@cache
def truths(portal: str) -> tuple[Truth, ...]:
    """Return the truth about the articles of *portal* ("lanwan" or "qiling"), the newest first."""
    return tuple(_truth(portal, story) for story in stories(portal))


def _truth(portal: str, story: Story) -> Truth:
    paths = tuple(story_path(portal, story, page) for page in range(1, len(story.pages) + 1))
    blocks = [block for page in story.pages for block in page]
    moment = story.published.replace(tzinfo=ZONE)
    return Truth(
        portal=portal,
        number=story.number,
        path=paths[0],
        paths=paths,
        title=story.title,
        published=moment.date().isoformat() if portal == "lanwan" else moment.isoformat(),
        source=story.source or (story.dateline.agency if story.dateline else None),
        authors=story.authors,
        editors=story.editors,
        dateline=story.dateline,
        text=story.text,
        headings=tuple(block.lines[0] for block in blocks if block.kind == "heading"),
        captions=tuple(block.lines[0] for block in blocks if block.kind == "picture"),
    )


def story_path(portal: str, story: Story, page: int = 1) -> str:
    """Return the path of *page* (from 1) of *story*."""
    part = f"_{page}" if page > 1 else ""
    if portal == "lanwan":
        return f"/{story.section}/{story.published:%Y-%m-%d}/{story.number}{part}.html"
    return f"/news/{story.section}/t{story.published:%Y%m%d}_{story.number}{part}.shtml"


@cache
def template(portal: str, name: str) -> Template:
    """Return a template of *portal*, from its file."""
    return Template(template_text(portal, name))


@cache
def template_text(portal: str, name: str) -> str:
    """Return a file of the portal's templates as it is."""
    return (files("portal_spider.demo") / "templates" / portal / name).read_text("utf-8")


def anchor(path: str, text: str) -> str:
    """Return a link."""
    return f'<a href="{escape(path)}">{escape(text)}</a>'


def varied(answer: Answer, story: Story) -> Answer:
    """Return *answer* as servers of many kinds would give it: framings, codings, validators."""
    number = int(story.number)
    framings: tuple[Framing, ...] = ("length", "chunked", "chunked", "close")
    answer = replace(answer, framing=framings[number % 4], gzip=number % 3 == 0)
    if number % 2 == 0:
        moment = story.published.replace(tzinfo=ZONE).astimezone(UTC)
        answer = replace(answer, etag=f'"{sha1(answer.body).hexdigest()[:16]}"', modified=moment)
    return answer
