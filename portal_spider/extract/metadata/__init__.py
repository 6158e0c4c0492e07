"""Metadata: what a page says of its article, each field with where it came from.

The page's own machine-readable claims and the lines a reader sees are read side
by side; what is believed is chosen field by field, and ``evidence`` says which
it was. Nothing is invented: a field nobody states stays ``None`` or empty.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from archive.article import Dateline
from archive.simplified import spelled
from portal_spider.extract.metadata.claims import Claims, read_claims
from portal_spider.extract.metadata.clocks import is_american, zone_of
from portal_spider.extract.metadata.datelines import find_dateline
from portal_spider.extract.metadata.dates import Manner
from portal_spider.extract.metadata.languages import language_of
from portal_spider.extract.metadata.lines import Lines
from portal_spider.extract.metadata.people import (
    read_account,
    read_authors,
    read_editors,
    read_source,
)
from portal_spider.extract.metadata.sites import is_host
from portal_spider.extract.metadata.subtitles import find_subtitle
from portal_spider.extract.metadata.titles import find_title, marked_title
from portal_spider.extract.metadata.when import read_times
from portal_spider.extract.outline import squeeze
from portal_spider.extract.page import OpenPage
from portal_spider.extract.plain import plain
from portal_spider.extract.scripts import HAN, HANGUL, KANA
from portal_spider.profile import Layout, SiteProfile

__all__ = ["Claims", "Lines", "Metadata", "read_claims", "read_metadata"]

# 您现在所处的位置： but not 地理位置：
_CRUMB = re.compile(
    r"(?:(?:[您你]|现在|当前|目前|所[在处])的?|(?<![\u4e00-\u9fff]))位置\s*[:：]|首页\s*[>»›]"
)
_CRUMBS_BEGIN = re.compile(r"^.*?(?:位置\s*[:：](?:[^>»›]{0,12}首页\s*[>»›]+)?|首页\s*[>»›]+)")
_NO_SECTION = re.compile(
    r"^(?:首页|主页|(?:网站|新闻|栏目)首页|正文|详情|内容|文章|当前位置|home(?:page)?|start(?:seite)?|accueil"
    r"|in[ií]cio|página (?:inicial|principal)|main page|[\W\d_]*)$",
    re.IGNORECASE,
)
# <Rain in the Hills> may be the name of a book.
_INLINE_TAG = re.compile(r"</?(?:a|abbr|b|em|font|i|span|strong|u)\b[^<>]*>", re.IGNORECASE)
_BLOCK_TAG = re.compile(
    r"</?(?:blockquote|br|div|figure|h[1-6]|img|li|ol|p|ul)\b[^<>]*>", re.IGNORECASE
)


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
            headline, site, page.outline, page.raw.url, meta.get("articletitle"),
        )  # fmt: skip
        found, where = marked_title(found, where, claims.marked_title)
        title = found or ""
        if found:
            evidence["title"] = where
    dateline = next((d for line in lines.body[:3] if (d := find_dateline(line)) is not None), None)
    language = _language(claims, lines.body or lines.above[-12:], profile, evidence)
    zone = zone_of(profile.timezone, language, claims.language, "".join(lines.body)[:2000])
    # The days on a page are its template's, whatever language the text is in.
    by_words = evidence.get("language") == "words"
    of_template = _claimed_language(claims, profile)[0] if by_words else language
    times = read_times(
        page, claims, lines, title, selected.get("published"), zone,
        manner=Manner(is_american(of_template, claims, page.raw.url), language),
    )  # fmt: skip
    source, where_source = read_source(selected.get("source", ""), lines, claims, dateline)
    if source is None and language == "zh" and (account := read_account(page)):
        source, where_source = account, "marked account"
    editors, where_editors = read_editors(selected.get("editor", ""), lines, claims)
    authors, where_authors = read_authors(
        selected.get("author", ""), lines, page, claims, title, language, source, editors
    )
    told = (
        ("source", where_source), ("authors", where_authors), ("editors", where_editors),
        ("published", times.where_published), ("modified", times.where_modified),
    )  # fmt: skip
    evidence |= {name: place for name, place in told if place}
    section = _section(claims, lines.above, title, site, page.raw.url, evidence)
    keywords = tuple(
        dict.fromkeys(
            word for part in re.split(r"[,，、;；|]|\s{2,}", meta.get("keywords", ""))
            if (word := part.strip()) and len(word) <= 40
        )
    )[:20]  # fmt: skip
    if " " in meta.get("keywords", "") and len(keywords) == 1 and HAN.search(keywords[0]):
        keywords = tuple(keywords[0].split())
    if keywords:
        evidence["keywords"] = "meta:keywords"
    description = meta.get("description") or meta.get("og:description")
    if description:
        description = squeeze(_BLOCK_TAG.sub(" ", _INLINE_TAG.sub("", description)))
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
        dateline=dateline, published=times.published, published_raw=times.published_raw,
        modified=times.modified,
        section=section, keywords=keywords, language=language, description=description,
        evidence=evidence,
    )  # fmt: skip


def _select(page: OpenPage, css: str | None) -> str:
    node = page.tree.css_first(css) if css else None
    return squeeze(node.text(separator=" ")) if node is not None else ""


def _language(
    claims: Claims, body: Sequence[str], profile: SiteProfile, evidence: dict[str, str]
) -> str | None:
    """What script and words of the text say, where they decide, else what the page or the profile says."""
    text = " ".join(body)[:2000]
    wide = len(HAN.findall(text))
    if text and wide + len(KANA.findall(text)) + len(HANGUL.findall(text)) > 0.2 * len(text):
        evidence["language"] = "text"
        if len(KANA.findall(text)) > 0.1 * len(text):
            return "ja"
        return "ko" if len(HANGUL.findall(text)) > wide else "zh"
    claimed, where = _claimed_language(claims, profile)
    told = language_of(text, claimed)
    if told or claimed:
        evidence["language"] = "words" if told else where
    return told or claimed


def _claimed_language(claims: Claims, profile: SiteProfile) -> tuple[str | None, str]:
    for where, value in (
        ("html", claims.language),
        ("meta:og:locale", claims.meta.get("og:locale")),
        ("profile", profile.language),
    ):
        code = re.split(r"[-_]", (value or "").strip().lower())[0]
        if re.fullmatch(r"[a-z]{2,3}", code):
            return code, where
    return None, ""


def _has_crumbs(line: str) -> bool:
    return not line.isascii() and _CRUMB.search(spelled(line)) is not None


def _crumbs_begin(line: str) -> int:
    match = _CRUMBS_BEGIN.match(spelled(line))
    return match.end() if match else 0


def _section(
    claims: Claims, above: Sequence[str], title: str, site: str | None, url: str,
    evidence: dict[str, str],
) -> tuple[str, ...]:  # fmt: skip
    steps: Sequence[str] = claims.crumbs
    where = "json-ld:BreadcrumbList"
    if not steps:
        where = "breadcrumbs"
        line = next((line for line in above if len(line) < 200 and _has_crumbs(line)), "")
        steps = re.split(r"\s*(?:[>»›/→]|&gt;|::)+\s*", line[_crumbs_begin(line) :]) if line else []
    if not steps and (stated := claims.meta.get("article:section")):
        where, steps = "meta:article:section", [stated]
    if not steps and claims.marked_crumbs:
        where, steps = "marked breadcrumbs", claims.marked_crumbs
    known = (plain(title), plain(site or ""))
    names = [
        name for step in steps
        if (name := step.strip()) and len(name) <= 30 and not _NO_SECTION.match(spelled(name))
        and plain(name) not in known and not is_host(name, url)
    ]  # fmt: skip
    if where == "breadcrumbs" and names and names[0].endswith(("网", "網")):
        names = names[1:]
    if names:
        evidence["section"] = where
    return tuple(dict.fromkeys(names))
