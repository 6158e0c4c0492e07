"""Metadata: what a page says of its article, each field with where it came from.

The page's own machine-readable claims and the lines a reader sees are read side
by side; what is believed is chosen field by field, and ``evidence`` says which
it was. Nothing is invented: a field nobody states stays ``None`` or empty.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from archive.article import Dateline
from portal_spider.extract.metadata.bylines import find_dateline
from portal_spider.extract.metadata.claims import Claims, read_claims
from portal_spider.extract.metadata.dates import Moment, find_moments, parse_moment
from portal_spider.extract.metadata.lines import Lines
from portal_spider.extract.metadata.people import (
    read_account,
    read_authors,
    read_editors,
    read_source,
)
from portal_spider.extract.metadata.relative import find_relative
from portal_spider.extract.metadata.subtitles import find_subtitle
from portal_spider.extract.metadata.titles import find_title
from portal_spider.extract.outline import squeeze
from portal_spider.extract.page import OpenPage
from portal_spider.profile import Layout, SiteProfile

__all__ = ["Claims", "Lines", "Metadata", "read_claims", "read_metadata"]

_PUBLISHED = (
    "article:published_time", "publishdate", "pubdate", "og:pubdate", "og:release_date",
    "published_time", "date_published", "datepublished", "publish_date", "parsely-pub-date",
    "sailthru.date", "dc.date.issued", "dcterms.created", "article.published", "publication_date",
    "apub:time", "weibo: article:create_at", "firstpublishedtime", "bt:pubdate", "date", "dc.date", "dateupdate",
    "articlepubdate", "pubtime", "_pubtime",
)  # fmt: skip
_MODIFIED = (
    "article:modified_time",
    "og:updated_time",
    "lastmod",
    "last-modified",
    "dcterms.modified",
)
_LABEL = re.compile(r"发布|发表|时间|日期|来源|publish|posted|veröffentlicht|publié|publicado")
_UPDATED = re.compile(
    r"updat|modif|aktualis|actualiz|atualiz|aggiorn|mis(?:e)? à jour|uppdater|opdater|reviewed|更新|修改|수정",
    re.IGNORECASE,
)
_URL_DATE = re.compile(r"/(20\d\d)[-/_]?(0[1-9]|1[0-2])[-/_]?(0[1-9]|[12]\d|3[01])(?=[/_\D])")
_CRUMB = re.compile(r"(?:当前|您?的?(?:当前)?(?:所在)?)位置\s*[:：]|首页\s*[>»›]")
_NO_SECTION = re.compile(
    r"^(?:首页|主页|网站首页|正文|详情|home|内容|文章|新闻首页|当前位置)$", re.IGNORECASE
)
_ZH = re.compile(r"[\u4e00-\u9fff]")
_KANA = re.compile(r"[\u3040-\u30ff]")
_HANGUL = re.compile(r"[\uac00-\ud7a3]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """The metadata fields of ``archive.article.Content``, under the same names.

    ``evidence`` maps a field's name to its origin, e.g. ``json-ld:datePublished``,
    ``meta:og:title``, ``visible``, ``dateline``, ``h1``, ``url``; an assumption
    stands behind a semicolon (``visible; Asia/Shanghai assumed``).
    """

    title: str | None = None
    subtitle: str | None = None
    authors: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    source: str | None = None
    dateline: Dateline | None = None
    published: str | None = None
    published_raw: str | None = None
    modified: str | None = None
    section: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    language: str | None = None
    description: str | None = None
    evidence: dict[str, str] = field(default_factory=dict)


def read_metadata(
    page: OpenPage, claims: Claims, lines: Lines, profile: SiteProfile, layout: Layout
) -> Metadata:
    """Return what *page* says of its article."""
    evidence: dict[str, str] = {}
    meta, linked = claims.meta, claims.article
    selected = {
        name: text for name in ("title", "subtitle", "published", "source", "author", "editor")
        if (text := _select(page, getattr(layout, name)))
    }  # fmt: skip
    site = profile.title or meta.get("og:site_name")
    headline = linked.get("headline") if isinstance(linked.get("headline"), str) else None
    if "title" in selected:
        title, evidence["title"] = selected["title"], "layout"
    else:
        found, where = find_title(
            claims.title, tuple(text for _, text in claims.headings), meta.get("og:title"),
            headline, site,
        )  # fmt: skip
        title = found or ""
        if found:
            evidence["title"] = where
    dateline = next((d for line in lines.body[:3] if (d := find_dateline(line)) is not None), None)
    published, raw = _published(page, claims, lines, selected.get("published"), profile, evidence)
    modified = _modified(claims, page, profile, evidence)
    language = _language(claims, lines.body or lines.above[-12:], profile, evidence)
    source, where_source = read_source(selected.get("source", ""), lines, claims, dateline)
    if source is None and language == "zh" and (account := read_account(page)):
        source, where_source = account, "marked account"
    authors, where_authors = read_authors(
        selected.get("author", ""), lines, page, claims, language == "zh", source
    )
    editors, where_editors = read_editors(selected.get("editor", ""), lines, claims)
    people = (("source", where_source), ("authors", where_authors), ("editors", where_editors))
    evidence |= {name: place for name, place in people if place}
    section = _section(claims, lines.above, title, site, evidence)
    keywords = tuple(
        dict.fromkeys(
            word for part in re.split(r"[,，、;；|]|\s{2,}", meta.get("keywords", ""))
            if (word := part.strip()) and len(word) <= 40
        )
    )[:20]  # fmt: skip
    if " " in meta.get("keywords", "") and len(keywords) == 1 and _ZH.search(keywords[0]):
        keywords = tuple(keywords[0].split())
    if keywords:
        evidence["keywords"] = "meta:keywords"
    description = meta.get("description") or meta.get("og:description")
    if description:
        evidence["description"] = (
            "meta:description" if meta.get("description") else "meta:og:description"
        )
    if dateline:
        evidence["dateline"] = "dateline"
    subtitle, where = selected.get("subtitle"), "layout"
    if not subtitle:
        subtitle, where = find_subtitle(page.outline, title)
    if subtitle:
        evidence["subtitle"] = where
    return Metadata(
        title=title or None, subtitle=subtitle, authors=authors, editors=editors, source=source,
        dateline=dateline, published=published, published_raw=raw, modified=modified,
        section=section, keywords=keywords, language=language, description=description,
        evidence=evidence,
    )  # fmt: skip


def _select(page: OpenPage, css: str | None) -> str:
    node = page.tree.css_first(css) if css else None
    return squeeze(node.text(separator=" ")) if node is not None else ""


def _zone(profile: SiteProfile, language: str | None = None) -> ZoneInfo | None:
    return ZoneInfo(profile.timezone) if profile.timezone else None


def _published(
    page: OpenPage,
    claims: Claims,
    lines: Lines,
    selected: str | None,
    profile: SiteProfile,
    evidence: dict[str, str],
) -> tuple[str | None, str | None]:
    """Return the publication time and what the page said; the URL's day as the last resort."""
    zone = _zone(profile)
    local = page.raw.captured.astimezone(zone) if zone else page.raw.captured
    today, limit = local.date(), local.date() + timedelta(days=1)
    visible = _visible(lines, today)
    candidates: list[tuple[str, Moment | None]] = []
    if selected:
        candidates.append(("layout", next(iter(find_moments(selected, today=today)), None)))
    for name in ("datePublished", "pubDate"):
        if isinstance(stated := claims.article.get(name), str):
            candidates.append((f"json-ld:{name}", parse_moment(stated, today=today)))
    candidates += [
        (f"meta:{name}", parse_moment(claims.meta[name], today=today))
        for name in _PUBLISHED
        if name in claims.meta
    ]
    if visible:
        candidates.append(("visible", visible))
    candidates += [("time", parse_moment(text, today=today)) for text in claims.times[:1]]
    near = [line for line in (*lines.above[-12:], *lines.head) if len(line) < 200]
    relative = next((m for line in near if (m := find_relative(line, now=local))), None)
    candidates.append(("visible:relative", relative))
    candidates += [("marked date", moment) for moment in _marked(page, candidates, today)]
    if match := _URL_DATE.search(page.raw.url):
        try:
            day = date(int(match[1]), int(match[2]), int(match[3]))
            candidates.append(("url", Moment(day=day, raw=match[0].strip("/"))))
        except ValueError:
            pass
    for where, moment in candidates:
        if moment is None or not date(1994, 1, 1) <= moment.day <= limit:
            continue
        if moment.time is None and visible and visible.time and visible.day == moment.day:
            where, moment = "visible", visible
        evidence["published"] = where
        if moment.time is not None and moment.offset is None and zone is not None:
            evidence["published"] += f"; {profile.timezone} assumed"
        return moment.iso(zone), moment.raw or None
    return None, None


def _marked(
    page: OpenPage, known: Sequence[tuple[str, Moment | None]], today: date
) -> Iterator[Moment]:
    """The dates in elements that are named so, looked at only where nothing else tells one."""
    if any(moment is not None for _, moment in known):
        return
    for node in page.tree.css('[class*="date"], [class*="publish"], [class*="time"]')[:12]:
        text = squeeze(node.text(separator=" "))
        if len(text) < 60:
            yield from find_moments(text, today=today)[:1]


def _visible(lines: Lines, today: date) -> Moment | None:
    """The date in the lines round the body: the one that is most like a line of publication."""
    best: tuple[float, Moment] | None = None
    above = lines.above[-40:]
    ranked = [(line, 3.0 - (len(above) - i) * 0.05) for i, line in enumerate(above)]
    ranked += [(line, 1.5) for line in lines.head]
    ranked += [(line, 0.0) for line in (*lines.cut, *lines.below[:10]) if _LABEL.search(line)]
    for line, worth in ranked:
        if len(line) >= 160:
            continue
        told = 0
        for moment in find_moments(line, today=today):
            updated = _UPDATED.search(line[told : moment.start]) is not None
            told = moment.end
            if moment.day > today + timedelta(days=1):
                continue
            if moment.guessed_year and moment.time is None:
                continue
            like = worth + 2.0 * (moment.time is not None) + 2.0 * bool(_LABEL.search(line))
            like += 1.0 * (len(line) < 40) - 2.5 * updated
            if best is None or like > best[0]:
                best = like, moment
            if not updated:
                break
    return best[1] if best else None


def _modified(
    claims: Claims, page: OpenPage, profile: SiteProfile, evidence: dict[str, str]
) -> str | None:
    today = page.raw.captured.date()
    stated = claims.article.get("dateModified")
    choices = [("json-ld:dateModified", stated if isinstance(stated, str) else None)]
    choices += [(f"meta:{name}", claims.meta.get(name)) for name in _MODIFIED]
    for where, text in choices:
        moment = parse_moment(text, today=today) if text else None
        if moment and moment.day <= today + timedelta(days=1):
            evidence["modified"] = where
            return moment.iso(_zone(profile))
    return None


def _language(
    claims: Claims, body: Sequence[str], profile: SiteProfile, evidence: dict[str, str]
) -> str | None:
    """The script of the text where it decides, else what the page or the profile says."""
    text = "".join(body)[:2000]
    wide = len(_ZH.findall(text))
    if text and wide + len(_KANA.findall(text)) + len(_HANGUL.findall(text)) > 0.2 * len(text):
        evidence["language"] = "text"
        if len(_KANA.findall(text)) > 0.1 * len(text):
            return "ja"
        return "ko" if len(_HANGUL.findall(text)) > wide else "zh"
    for where, value in (
        ("html", claims.language),
        ("meta:og:locale", claims.meta.get("og:locale")),
        ("profile", profile.language),
    ):
        code = re.split(r"[-_]", (value or "").strip().lower())[0]
        if re.fullmatch(r"[a-z]{2,3}", code):
            evidence["language"] = where
            return code
    return None


def _section(
    claims: Claims, above: Sequence[str], title: str, site: str | None, evidence: dict[str, str]
) -> tuple[str, ...]:
    steps: Sequence[str] = claims.crumbs
    where = "json-ld:BreadcrumbList"
    if not steps:
        where = "breadcrumbs"
        line = next((line for line in above if len(line) < 200 and _CRUMB.search(line)), "")
        steps = (
            re.split(r"\s*(?:[>»›/→]|&gt;|::)+\s*", _CRUMB.sub("", line, count=1)) if line else []
        )
    if not steps and (stated := claims.meta.get("article:section")):
        where, steps = "meta:article:section", [stated]
    names = [
        name for step in steps
        if (name := step.strip()) and len(name) <= 30 and not _NO_SECTION.match(name)
        and name not in (title, site)
    ]  # fmt: skip
    if where == "breadcrumbs" and names and names[0].endswith("网"):
        names = names[1:]
    if names:
        evidence["section"] = where
    return tuple(names)
