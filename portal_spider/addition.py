"""`portal add`: probe a site, and write what was found as a profile the archivist can edit.

BeautifulSoup reads the pages here: it is off the hot path, and what it is asked
is easier to read this way.
"""

import asyncio
import re
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup

from archive import durable
from archive.collection import Collection
from archive.http import open_message
from portal_spider import robots
from portal_spider import settings as ours
from portal_spider.capture import Client, compose, is_public
from portal_spider.contact import require_contact, user_agent
from portal_spider.errors import ProfileError, Unreachable, UsageError
from portal_spider.extract.charset import decode, find_charset
from portal_spider.portals import generic, host_of
from portal_spider.profile import SiteProfile, to_toml
from portal_spider.scope import article_url_like
from portal_spider.urls import clean_url

_MOST_SECTIONS = 12
_FEED_TYPES = ("application/rss+xml", "application/atom+xml")


@dataclass(frozen=True, slots=True)
class Added:
    """A portal that was added: its name, its profile's path, and what the probe found."""

    name: str
    path: Path
    found: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """A page as the probe sees it."""

    url: str
    status: int
    content_type: str
    body: bytes

    @property
    def soup(self) -> BeautifulSoup:
        """The page, parsed."""
        charset, _ = find_charset(self.body, self.content_type)
        return BeautifulSoup(decode(self.body, charset), "lxml")


def add_portal(collection: Collection, url: str, name: str | None = None) -> Added:
    """Probe the portal at *url* and write its profile to the collection's ``portals/``."""
    cleaned = clean_url(url)
    if cleaned is None:
        raise UsageError(f"not a URL that can be crawled: {url}")
    profile = generic(cleaned)
    contact = collection.configuration.contact
    require_contact([profile], contact, f"set it in {collection.root / 'collection.toml'}")
    path = collection.portals / f"{name or profile.name}.toml"
    if path.exists():
        raise ProfileError(name or profile.name, "name", f"there is a profile already: {path}")
    agent = user_agent(ours.USER_AGENT, contact)
    found = asyncio.run(_probe(cleaned, profile, agent))
    made = replace(_profile(profile, found), name=name or profile.name)
    with collection.writing():
        durable.replace(path, [to_toml(made).encode()])
    return Added(made.name, path, found)


async def _probe(url: str, profile: SiteProfile, agent: str) -> dict[str, Any]:
    """Ask for robots.txt, the front page and a list page; return what they tell."""
    client = Client(allow=is_public)
    try:
        rules = await _get(client, urljoin(url, "/robots.txt"), profile, agent)
        judged = robots.judge(rules.status if rules else None, rules.body if rules else b"")
        if judged == "disallow":
            raise Unreachable(url, "its robots.txt could not be read")
        body = rules.body if rules and judged == "rules" else b""
        if body and not robots.allowed(body, url, agent):
            raise Unreachable(url, "its robots.txt disallows it")
        front = await _get(client, url, profile, agent)
        if front is None or front.status >= 400:
            why = f"HTTP {front.status}" if front else "no answer"
            raise Unreachable(url, why)
        return _read_front(front, body, agent)
    finally:
        await client.close()


async def _get(client: Client, url: str, profile: SiteProfile, agent: str) -> Answer | None:
    """Fetch *url*, redirects within reach followed; None where there is no answer."""
    headers = [(b"User-Agent", agent.encode())]
    for _ in range(5):
        outgoing = compose(
            url, headers=headers, private=profile.allow_private, timeout=60.0, max_size=1 << 24
        )
        fetched = await client.fetch(outgoing, lambda exchange: None)
        if fetched.error is not None:
            return None
        message = open_message(fetched.exchange.response)
        location = message.head.first(b"Location")
        status = message.head.status or 0
        if status in (301, 302, 303, 307, 308) and location:
            following = clean_url(location.decode("utf-8", "replace"), url)
            if following is None:
                return None
            url = following
            continue
        kind = (message.head.first(b"Content-Type") or b"").decode("latin-1")
        return Answer(url, status, kind, message.content)
    return None


def _read_front(front: Answer, rules: bytes, agent: str) -> dict[str, Any]:
    soup, base = front.soup, front.url
    charset, told_by = find_charset(front.body, front.content_type)
    links = [
        (cleaned, anchor.get_text(" ", strip=True))
        for anchor in soup.select("a[href]")
        if (cleaned := clean_url(str(anchor["href"]), base)) and host_of(cleaned) == host_of(base)
    ]
    articles = [link for link, text in links if article_url_like(link) >= 0.5 and text]
    delay = robots.crawl_delay(rules, agent) if rules else None
    root = soup.find("html")
    return {
        "url": base,
        "title": _site_title(soup),
        "charset": f"{charset} ({told_by})",
        "language": str(root.get("lang") or "").split("-")[0].lower() or None if root else None,
        "feeds": [
            cleaned for tag in soup.select("link[rel~=alternate][href]")
            if str(tag.get("type", "")).lower() in _FEED_TYPES
            and (cleaned := clean_url(str(tag["href"]), base))
        ],
        "sitemaps": list(robots.sitemaps(rules)) if rules else [],
        "sections": _sections(links, base),
        "article": article_pattern(articles),
        "delay": delay,
        "article_links": len(set(articles)),
    }  # fmt: skip


def _site_title(soup: BeautifulSoup) -> str | None:
    site = soup.select_one("meta[property='og:site_name'][content]")
    if site:
        return str(site["content"]).strip()
    title = soup.title.get_text(" ", strip=True) if soup.title else ""
    return re.split(r"[_|\-—–,，]", title)[0].strip() or None


def _sections(links: list[tuple[str, str]], base: str) -> list[str]:
    """The list pages the front page's navigation names: short paths, short names."""
    found: dict[str, None] = {}
    for link, text in links:
        path = urlsplit(link).path
        shallow = re.fullmatch(
            r"/[a-z][a-z0-9_-]{1,24}(?:/[a-z][a-z0-9_-]{1,24})?/(?:index\.s?html?)?", path
        )
        if shallow and 1 < len(text) <= 12 and link != base:
            found[link] = None
    return list(found)[:_MOST_SECTIONS]


def article_pattern(urls: list[str]) -> str | None:
    r"""Return a regular expression for the commonest shape among article URLs.

    >>> article_pattern(["http://a.cn/bendi/2026-09-23/81691.html"] * 3)
    '/[a-z]+/\\d{4}-\\d{2}-\\d{2}/\\d+\\.html$'
    """
    shapes = Counter(_shape(url) for url in dict.fromkeys(urls))
    if not shapes:
        return None
    return shapes.most_common(1)[0][0]


def _shape(url: str) -> str:
    parts = urlsplit(url)
    path = re.sub(r"_\d{1,2}(?=\.)", "", parts.path)
    segments = []
    for segment in path.split("/")[1:]:
        shape = ""
        for piece in re.findall(r"\d+|[A-Za-z]+|[^\dA-Za-z]", segment):
            if piece.isdigit():
                shape += f"\\d{{{len(piece)}}}" if len(piece) in (2, 4, 6, 8) else r"\d+"
            elif piece.isalpha():
                shape += piece if piece in ("html", "shtml", "htm") else "[a-z]+"
            else:
                shape += re.escape(piece) if piece not in "-_" else piece
        segments.append(shape)
    last = segments[-1]
    segments[-1] = re.sub(r"\\d\{\d+\}(?=\\\.)", r"\\d+", last)
    return "/" + "/".join(segments) + ("$" if not parts.query else r"\?")


def _profile(profile: SiteProfile, found: dict[str, Any]) -> SiteProfile:
    delay = found["delay"]
    return replace(
        profile,
        title=found["title"],
        hosts=tuple(dict.fromkeys((*profile.hosts, host_of(found["url"])))),
        seeds=(found["url"],),
        feeds=tuple(found["feeds"]),
        sitemaps=tuple(found["sitemaps"]),
        sections=tuple(found["sections"]),
        article=found["article"],
        language=found["language"],
        timezone=profile.timezone or ("Asia/Shanghai" if found["language"] == "zh" else None),
        delay=max(delay, profile.delay or 1.0) if delay else profile.delay,
    )
