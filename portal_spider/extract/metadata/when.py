"""When an article was published and last changed: which of a page's dates is believed, and why.

Claims for machines come first, then lines for readers, then what only hints at a day. A machine's
UTC is told in the portal's zone, for a day is what the portal's readers call it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone
from functools import partial
from zoneinfo import ZoneInfo

from portal_spider.extract.metadata.changes import UPDATED
from portal_spider.extract.metadata.claims import Claims
from portal_spider.extract.metadata.clocks import in_zone, told_locally
from portal_spider.extract.metadata.dates import (
    ANY,
    Manner,
    Moment,
    find_moments,
    parse_moment,
)
from portal_spider.extract.metadata.hints import in_label, in_title
from portal_spider.extract.metadata.lines import Lines
from portal_spider.extract.metadata.printed import (
    LONGEST_LINE,
    Seen,
    is_another,
    is_likely,
    is_told,
    seen_in,
)
from portal_spider.extract.metadata.relative import find_relative
from portal_spider.extract.metadata.urls import day_in_url
from portal_spider.extract.outline import squeeze
from portal_spider.extract.page import OpenPage

_PUBLISHED = (
    "article:published_time", "article:published", "publishdate", "pubdate", "og:pubdate",
    "og:release_date", "og:article:published_time", "published_time", "date_published",
    "datepublished", "publish_date", "publish-date", "published-date", "publisheddate", "publishedat",
    "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.issued", "dcterms.date",
    "dcterms.created", "article.published", "publication_date", "citation_publication_date",
    "citation_online_date", "originalpublicationdate", "article_date_original",
    "cxenseparse:recs:publishtime", "rnews:datepublished", "apub:time", "weibo: article:create_at",
    "firstpublishedtime", "bt:pubdate", "date", "dc.date", "dc.date.created", "dateupdate",
    "articlepubdate", "pubtime", "_pubtime", "pdate", "publishtime", "displaydate", "createdate",
    "datecreated", "uploaddate",
)  # fmt: skip
_MODIFIED = (
    "article:modified_time", "article:modified", "og:updated_time", "og:article:modified_time",
    "article:updated_time", "datemodified", "lastmod", "last-modified", "last_modified",
    "lastmodified", "modified_time", "modified_date", "updated_time", "dcterms.modified",
    "dc.date.modified", "rnews:datemodified", "revised",
)  # fmt: skip
_STATED = re.compile(
    r"publish(?:ed)?[_-]?(?:time|date|at|on)$|pub[_-]?(?:date|time)$|date[_-]?published$"
)
# Dieser Artikel wurde am 14. Dezember 2015 von …; Posted by … on 14 December 2015. What begins
# with by alone and ends as a sentence is one: By March 3, 2019, the ferry had sunk.
_SIGNED = re.compile(
    r"(?:dieser (?:artikel|beitrag|eintrag) (?:wurde|erschien)|this (?:article|post|entry|story) (?:was|(?:first )?appeared)|cet article a|este artículo fue)\s"
    r"|(?:(?:gespeichert|geschrieben|erstellt|eingestellt|verfasst|veröffentlicht|gepostet)\s(?:von|am)|(?:posted|written|submitted|filed)\s(?:by|on)"
    r"|(?:escrito|publicado|enviado)\s(?:por|el)|(?:écrit|rédigé|publié)\s(?:par|le)|scritto da|geplaatst (?:door|op))\s.{0,60}\d"
    r"|(?:von|by|par|por)\s.{0,60}\d(?!.*[.!?…»”\"]$)",
    re.IGNORECASE,
)
# … was posted on Monday, May 3rd, 2010 at 10:12 and is filed under …. You can follow …
_FILED = re.compile(
    r"this (?:entry|post|article) was (?:posted|published|written)|dieser (?:artikel|beitrag|eintrag) wurde"
    r"|cet article a été publié|esta entrada fue publicada",
    re.IGNORECASE,
)
_CREATED = frozenset((
    "json-ld:dateCreated", "meta:datecreated", "meta:createdate", "meta:dcterms.created",
    "meta:dc.date.created", "meta:uploaddate",
))  # fmt: skip
_SURE = 4.5  # how much a line is one of publication whose day or hour stands right above the text
_UNSURE = ("time", "visible:relative", "marked date")  # may be another article's, or a reader's
_SCRIPTED = re.compile(
    r"""\b(?:datePublished|published_?(?:at|date|time|on)|publish_?(?:date|time)|pub_?(?:date|time)|first_?published(?:_?at)?|create_?time|var\s+ct)"""
    r"""\\?["']?\s*[:=]\s*\\?["'](?P<v>[^"'\\]{8,40})\\?["']""",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """The two times of an article as ISO 8601, what the page printed, and where."""

    published: str | None = None
    published_raw: str | None = None
    where_published: str | None = None
    modified: str | None = None
    where_modified: str | None = None


def read_times(
    page: OpenPage,
    claims: Claims,
    lines: Lines,
    title: str,
    selected: str | None,
    zone: ZoneInfo | None,
    manner: Manner = ANY,
) -> Times:
    """Return when *page* says its article was published and modified.

    *selected* is the layout's; *manner* is how the page writes days.
    """
    now = page.raw.captured.astimezone(zone) if zone else page.raw.captured
    address = day_in_url(page.raw.url)
    known = address.day if address and is_likely(address.day, now.date()) else None
    changes = _changes(claims, now.date(), manner)
    seen = list(seen_in(lines, title, known, changes, now.date(), manner))
    where, moment = _published(page, claims, lines, selected, seen, known, now, manner)
    changed, modified = _modified(claims, seen, now.date(), manner)
    if moment is not None and moment.guessed_year and modified and not modified.guessed_year:
        moment = _not_after(moment, modified.day)
    if moment is not None:
        stated = moment.offset
        printed = (s.moment for s in seen if not s.updated)
        where, moment = told_locally(where, moment, printed, address, zone)
        no_utc = stated is not None and moment.time is not None and moment.offset is None
        if no_utc and modified and not modified.offset:
            modified = replace(modified, offset=None)  # the same machine's
        if modified and not zone and stated == timedelta(0) and moment.offset:
            modified = in_zone(modified, timezone(moment.offset))
        if moment.time is not None and moment.offset is None and zone is not None:
            where += f"; {zone.key} assumed"
    return Times(
        published=moment.iso(zone) if moment else None,
        published_raw=(moment.raw.strip() or None) if moment else None,
        where_published=where or None,
        modified=in_zone(modified, zone).iso(zone) if modified else None,
        where_modified=changed or None,
    )  # fmt: skip


def _published(
    page: OpenPage,
    claims: Claims,
    lines: Lines,
    selected: str | None,
    seen: Sequence[Seen],
    known: date | None,
    now: datetime,
    manner: Manner,
) -> tuple[str, Moment | None]:
    """The first of the candidates that can be the day, *known* from the URL, and where it stands."""
    best = max(seen, key=lambda s: s.like, default=None)
    visible = _with_year(best.moment, page, claims, now, manner) if best else None
    for where, moment in _candidates(page, claims, lines, selected, visible, now, manner):
        if moment is None or not is_likely(moment.day, now.date()):
            continue
        if where in _UNSURE and is_another(moment.day, known):
            continue
        if where in _CREATED and best and best.like >= _SURE and best.moment.day < moment.day:
            continue  # the record was made later than what it tells of: moved from an older system
        if moment.time is None and visible and visible.time and visible.day == moment.day:
            return "visible", visible
        if where == "visible" and best and best.updated:
            where += "; of a change, no other date stands there"
        return where, moment
    return "", None


def _with_year(
    moment: Moment, page: OpenPage, claims: Claims, now: datetime, manner: Manner
) -> Moment:
    """A day that is printed without its year, in that which a mark or the address gives it."""
    if not moment.guessed_year:
        return moment
    told = [parse_moment(text, today=now.date(), manner=manner) for text in claims.times[:2]]
    told += [day_in_url(page.raw.url), day_in_url(claims.canonical or "")]
    days = (other.day for other in told if other and not other.guessed_year)
    same = (day for day in days if (day.month, day.day) == (moment.day.month, moment.day.day))
    return replace(moment, day=next(same, moment.day))


def _candidates(
    page: OpenPage,
    claims: Claims,
    lines: Lines,
    selected: str | None,
    visible: Moment | None,
    now: datetime,
    manner: Manner,
) -> Iterator[tuple[str, Moment | None]]:
    """What may be the day of publication, the likeliest first; each is looked for when asked for."""
    today = now.date()
    parse = partial(parse_moment, today=today, manner=manner)
    if selected:
        moments = find_moments(selected, today=today, manner=manner)
        yield "layout", next(iter(moments), None)
    for name in ("datePublished", "pubDate", "dateCreated"):
        if isinstance(stated := claims.article.get(name), str | int):
            yield f"json-ld:{name}", parse(str(stated))
    for name in (*_PUBLISHED, *filter(_STATED.search, claims.meta)):
        if name in claims.meta:
            yield f"meta:{name}", parse(claims.meta[name])
    marked = [moment for text in claims.published if (moment := parse(text))]
    if len({moment.day for moment in marked}) == 1:  # teasers have several
        yield "time:published", marked[0]
    yield "visible", visible
    for text in (*claims.published, *claims.times)[:1]:
        yield "time", parse(text)
    yield "title", in_title(claims.title, today, manner)
    for line in (*lines.above[-12:], *lines.head):
        if len(line) < 200 and line not in lines.aside:
            ago = find_relative(line, now=now)
            yield "visible:relative", None if ago and is_told(line, ago) else ago
    yield "visible:labelled", in_label(lines.below, today, manner)
    named = list(_marked(page, today, manner))
    for moment, changed in named:
        if not (moment.guessed_year or changed):
            yield "marked date", moment
    yield "url", day_in_url(page.raw.url)
    yield "canonical url", day_in_url(claims.canonical or "")
    yield "visible:signed", _signed(lines, today, manner)
    yield "script", _scripted(page, today, manner)
    for moment, _ in named:
        yield "marked date", moment


def _not_after(moment: Moment, changed: date) -> Moment:
    """A moment whose year is guessed, in the last year in which it is not after the day of a change."""
    while moment.day > changed + timedelta(days=1):
        try:
            moment = replace(moment, day=moment.day.replace(year=moment.day.year - 1))
        except ValueError:  # 29 February
            return moment
    return moment


def _modified(
    claims: Claims, seen: Sequence[Seen], today: date, manner: Manner
) -> tuple[str, Moment | None]:
    stated = claims.article.get("dateModified")
    choices = [("json-ld:dateModified", stated if isinstance(stated, str) else None)]
    choices += [(f"meta:{name}", claims.meta.get(name)) for name in _MODIFIED]
    choices += [("itemprop:dateModified", text) for text in claims.changes[:1]]
    parse = partial(parse_moment, today=today, manner=manner)
    moments = [(where, parse(text)) for where, text in choices if text]
    moments += [("visible", s.moment) for s in seen if s.updated]
    for where, moment in moments:
        if moment and is_likely(moment.day, today):
            return where, moment
    return "", None


def _changes(claims: Claims, today: date, manner: Manner) -> set[date]:
    """The days that are marked as those of a change and as no others."""
    days = [
        {moment.day for text in texts if (moment := parse_moment(text, today=today, manner=manner))}
        for texts in (claims.changes, (*claims.published, *claims.times))
    ]
    return days[0] - days[1]


def _signed(lines: Lines, today: date, manner: Manner) -> Moment | None:
    """The date in the one line behind the body that says who wrote it; comments have several."""
    signed = [
        next((moment for moment in moments if "T" not in moment.raw), moments[0])
        for text in (*lines.body[-1:], *lines.cut, *lines.below[:12])
        if _SIGNED.match(line := text[:LONGEST_LINE]) and (line == text or _FILED.match(text))
        and (moments := find_moments(line, today=today, manner=manner)) and not moments[0].guessed_year
    ]  # fmt: skip
    return signed[0] if len(signed) == 1 else None


def _marked(page: OpenPage, today: date, manner: Manner) -> Iterator[tuple[Moment, bool]]:
    """The dates in elements that are named so, each with whether it is called one of change."""
    for node in page.tree.css(
        '[class*="date" i]:not([class*="accessdate" i]), [class*="publish" i], [class*="time" i]'
    )[:12]:
        text = squeeze(node.text(separator=" "))
        if len(text) < 60:
            changed = UPDATED.search(f"{node.attributes['class']} {text}") is not None
            for moment in find_moments(text, today=today, manner=manner)[:1]:
                yield moment, changed


def _scripted(page: OpenPage, today: date, manner: Manner) -> Moment | None:
    """The day in the page's scripts, where they agree on one."""
    found: dict[date, Moment] = {}
    for node in page.tree.css("script:not([src])")[:80]:
        for match in _SCRIPTED.finditer(node.text() or ""):
            if moment := parse_moment(match["v"], today=today, manner=manner):
                found.setdefault(moment.day, moment)
    return next(iter(found.values())) if len(found) == 1 else None
