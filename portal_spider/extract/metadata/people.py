"""Who wrote, edited and first published an article: what is believed, in which order.

A Chinese page says it in lines for readers, and its ``meta`` author is mostly
the portal; elsewhere the claims for machines are the better ones.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain

from archive.article import Dateline
from archive.simplified import spelled
from portal_spider.extract.metadata.bylines import (
    find_authors,
    find_credited,
    find_editors,
    find_reporters,
    find_signature,
    names_responsible,
)
from portal_spider.extract.metadata.claims import Claims, names_in
from portal_spider.extract.metadata.datelines import is_own
from portal_spider.extract.metadata.lines import Lines
from portal_spider.extract.metadata.marked import (
    BY_CLASS,
    BY_STANDARD,
    find_bylines,
    find_linked,
    find_marked,
    find_pen_names,
    find_persons,
)
from portal_spider.extract.metadata.names import AUTHOR_LABEL, NOBODY, bare_names, split_names
from portal_spider.extract.metadata.signed import find_posted, find_signed, is_name
from portal_spider.extract.metadata.sites import site_label, site_names
from portal_spider.extract.metadata.sources import (
    find_beside_date,
    find_office,
    find_source,
    is_medium,
)
from portal_spider.extract.metadata.unsigned import find_unsigned, parts_beside_days
from portal_spider.extract.outline import squeeze
from portal_spider.extract.page import OpenPage
from portal_spider.extract.plain import plain
from portal_spider.extract.scripts import HAN

_META = (
    "author", "article:author", "byl", "dc.creator", "parsely-author", "sailthru.author",
    "article:author_name", "og:article:author", "authors", "citation_author", "cxenseparse:author",
)  # fmt: skip
# One name, a degree behind it included; names of a list have more than that behind a comma.
_WHOLE = re.compile(r"[^,;、&/|]+ [^,;、&/|]+(?:, [A-Z][\w.-]{1,6})?")
_SHORT_LINE = 60  # characters of one that names reporters rather than tells of them
_DATED = 80  # lines whose parts are looked at: a page of days has thousands
_NEAR_BELOW = 6  # lines below a text among which all names are looked for
_LABELLED = re.compile(r"(?:authors?|autor(?:a|es|in)?|auteurs?|autore)\b", re.IGNORECASE)
_LONGEST = 80  # characters of one name, its degree included
_LAST_FIRST = re.compile(r"^([^\W\d_][\w'’-]+), ([^\W\d_][\w'’.-]+(?: [^\W\d_][\w'’.-]*)?)$")
_NO_NAME = re.compile(
    rf"^(?:{NOBODY})$|^(?:[\w.-]*admin(?:istrator)?\d*|(?:site |user )admin|super ?user|webmaster|editor(?:ial)?|staff|redaktion|redaction|redacci[oó]n|reda[cç][aã]o|redazione|rédaction|redakcja|redakce|toimitus|unknown|guest|null|none)\b"
    r"|https?:|www\.|@|\.(?:com|cn|org|net)\b|/|\d{3}|[{}<>]|[?？]$|专栏|作者|linkedin|twitter|facebook|instagram|\bfollow\b|\bsubscribe\b|read more|查看更多|^name$|(?:image|photo|foto|picture|bild):|^(?:of|the(?!\s.{2,30}\s(?:team|staff|editors)$)|in|on|to|and)\b"
    r"|^(?:供稿|报道|摄影|图文|文图|撰文|整合|编译|赞赏)$|管理员$|编辑$|编[辑审][:：]|^(?:新媒体|运营|客服|站长|系统|织梦)$|cms$|^(?:discuz|comsenz)\b|^(?:test|default|system|root|user|undefined)$|\btaboola\b|\boutbrain\b|(?-i:[\u4e00-\u9fff]{3,}(?:教授|研究员|主任|院长|秘书长)$"
    r"|^办公室$|[\u4e00-\u9fff]{2,}(?:局|委|办|部|处|科|室)$|[\u4e00-\u9fff]{3,}(?:政府|院|公司|大学|学校|学院|协会)$"
    r"|[\u4e00-\u9fff](?:网|报|刊|社|台|融媒体?|集团|中心|频道|编辑部|公众号|客户端|日报|晚报|在线)$)",
    re.IGNORECASE,
)
# What stands for an editor, and a desk's code: UN022, whose number is cut off
_NO_EDITOR = re.compile(
    rf"{NOBODY}|(?:[\w.-]*admin(?:istrator)?|[A-Z]{{1,4}})\d*|https?|[\w-]+(?:\.[\w-]+)+"
)
# Agencies, companies and accounts: CNN, Ferry Lines Ltd, hillpost.example
_NO_PERSON = re.compile(
    r"^[A-Z]{2,6}$|^[a-z\d_.-]+$|\b(?:GmbH|AG|Ltd|LLC|Inc|Corp|S\.A|e\.\s?V|(?i:wire|staff|desk|newsroom))\b\.?$"
)
# Hillpost GmbH, Munich, Germany
_ADDRESS = re.compile(
    r"(?:, [^\s,;]+)?, (?:Germany|Deutschland|Austria|Österreich|Switzerland|Schweiz|France|Italy|Italia|Spain|España|Netherlands|UK|USA)$"
)
_DIGIT = re.compile(r"\d")
_MINUTES = re.compile(r"\d{1,3}\s?[^\W\d_.]{1,12}\.?")
_NOBODY = re.compile(
    r"^(?:(?:site |user )?admin\w*|super ?user|webmaster|unknown|guest|null|none|name)$|https?:|www\.|[@{}<>]",
    re.IGNORECASE,
)
_NO_SOURCE = re.compile(rf"(?:{NOBODY}|内部)$|https?:|www\.|\W*$|\d{{4}}-", re.IGNORECASE)
_OF_ITSELF = re.compile(
    r"[\s（(【\[]*(?:本文|文章|稿件|信息|新闻)?\s*(?:来\s*源|稿\s*源|[转摘]载?自)"
)
_OWNED = re.compile(r"博客|专栏|文集|空间|主页|日志|作品|的")  # 林一专栏: what is a person's
_MEDIUM = re.compile(r"(?:社|报|网|台|刊|新闻|在线|客户端|传媒|日报|晚报)$")
_ACCOUNTS = (
    '[class*="media-name"], [class*="author-name"], [class*="author_name"], [class*="account-name"],'
    ' [class*="nickname"], [class*="user-name"], [id="js_name"], [data-bosszone="author_name"] div,'
    ' [class^="source"], [class*=" source"], [class*="-source"], [class*="_source"], [id^="source"]'
)
_NO_ACCOUNT = re.compile(r"\d{2}[:：-]\d\d|评论|关注|分享|登录|更多|原文|^(?:来源|转载)$|@")
_STATED_SOURCE = (
    "source", "og:article:source", "contentsource", "article:source", "og:source",
    "articlesource", "copyrightsource", "mediaid",
)  # fmt: skip


def read_source(
    selected: str, lines: Lines, claims: Claims, dateline: Dateline | None
) -> tuple[str | None, str | None]:
    """Return who published first, and where the page says so."""
    for where, value in _sources(selected, lines, claims, dateline):
        if value and not _NO_SOURCE.match(spelled(value)) and len(value) <= 40:
            return value, where
    return None, None


def _sources(
    selected: str, lines: Lines, claims: Claims, dateline: Dateline | None
) -> Iterator[tuple[str, str | None]]:
    """What may be the source, best first; looked for one at a time, for the first is mostly it."""
    yield "layout", find_source(selected) or selected or None
    above = (line for line in lines.above[::-1] if len(line) < 200)
    # 本文来源：… goes before a caption that ends with (来源：…)
    behind = sorted(
        (*lines.cut, *lines.below[:10]), key=lambda line: _OF_ITSELF.match(spelled(line)) is None
    )
    for line in chain(above, behind, lines.head, lines.body[-2:]):
        yield "visible:来源", find_source(line)
    for line in chain(lines.above[::-1][:12], lines.head, lines.body[-2:], lines.cut):
        yield "visible:供稿", find_office(line)
    for name in _STATED_SOURCE:
        stated = claims.meta.get(name, "")
        yield f"meta:{name}", find_source(stated) or stated
    if dateline and dateline.agency and not is_own(dateline.agency):
        yield "dateline", dateline.agency
    author = claims.article.get("author")
    kind = str(author.get("@type")) if isinstance(author, dict) else ""
    if "Organization" in kind and "Person" not in kind:
        yield "json-ld:author", next(iter(names_in(author)), None)
    yield "json-ld:author", _medium(names_in(author))
    for line in lines.near():
        beside = find_beside_date(line)
        # A word that stands alone, too, is a section's, unless the site signs so.
        if beside is None or _MEDIUM.search(spelled(beside)) or not _is_alone(beside, lines.above):
            yield "visible:beside the date", beside


def _is_alone(word: str, lines: Iterable[str]) -> bool:
    """Whether *word* stands on one of *lines* without a digit, parted from others by spaces."""
    return any(word in line.split() and not _DIGIT.search(line) for line in lines if word in line)


def read_account(page: OpenPage) -> str | None:
    """Return the account that published on a platform, where an element is marked as its name."""
    for node in page.tree.css(_ACCOUNTS)[:6]:
        text = squeeze(node.text(separator=" ", deep=True))
        if not (2 <= len(text) <= 20 and HAN.search(text)) or _NO_ACCOUNT.search(spelled(text)):
            continue
        # Names of Chinese media have no spaces: what follows one is the next thing there.
        named = re.split(r"(?<=[\u4e00-\u9fff])[\s⋅·•|]+", text)[0]
        if (account := find_source(text)) or is_medium(named):
            return account or named
    return None


def _medium(names: Sequence[str]) -> str | None:
    """The first name that is a medium's rather than a person's."""
    return next((name for name in names if _MEDIUM.search(spelled(name))), None)


def read_editors(selected: str, lines: Lines, claims: Claims) -> tuple[tuple[str, ...], str | None]:
    """Return the editors, and where the page names them."""
    # Teasers and comments name no editors.
    near = (*(*lines.below, *lines.beyond)[:10], *lines.above[::-1][:12], *lines.head)
    visible = [*lines.cut, *near, *lines.body[-2:]]
    claim = claims.meta.get("editor", "")
    stated = find_editors(claim) or split_names(claim)
    visible = sorted(visible, key=names_responsible, reverse=True)
    seen = (("visible:编辑", find_editors(line)) for line in visible)
    choices = chain([("layout", split_names(selected))], seen, [("meta:editor", stated)])
    return _first(
        (where, tuple(n for n in names if not _NO_EDITOR.fullmatch(spelled(n))))
        for where, names in choices
    )


def read_authors(
    selected: str,
    lines: Lines,
    page: OpenPage,
    claims: Claims,
    title: str,
    language: str | None,
    source: str | None,
    editors: Collection[str],
) -> tuple[tuple[str, ...], str | None]:
    """Return the authors, and where the page names them."""
    chinese, today = language == "zh", page.raw.captured.date()
    layout = [("layout", find_authors(selected) or split_names(selected))]
    stated = _stated(claims)
    if chinese:
        # A system that knows one name for an article states its editor as its author.
        stated = [(where, tuple(n for n in names if n not in editors)) for where, names in stated]
        near = (*lines.above[-12:], *lines.head)
        marked = (("marked author", names) for names in find_persons(page, near))
        choices = chain(layout, _seen(lines), marked, stated)
    else:
        # Where a claim names the site itself, what is only called an author's is mostly another article's.
        own = any(names for _, names in stated)
        marked = (("marked author", n) for n in find_marked(page, BY_STANDARD if own else BY_CLASS))
        linked = (("author's page", names) for names in find_linked(page) if not own)
        bylines = (("marked byline", names) for names in find_bylines(page) if not own)
        pen_names = (("marked pen name", names) for names in find_pen_names(page))
        said = _seen(lines, today, language)
        unsigned = _later("name alone", lambda: find_unsigned(lines, title, today, language))
        alone = _later("visible:byline", lambda: _named_alone(lines, language))
        posted = _later("visible:posted", lambda: _posted(lines))
        choices = chain(
            layout, stated, marked, said, linked, bylines, unsigned, alone, posted, pen_names
        )
    sites = {plain(name) for name in site_names(claims.title, claims.meta.get("og:site_name"))}
    sites |= {plain(source or ""), plain(site_label(page.raw.url))}
    offices = _offices(claims)
    signed = []  # elsewhere a paper or an agency may sign for itself
    for where, named in choices:
        names = tuple(n for n in named if not _NO_NAME.search(spelled(n)))
        others = tuple(n for n in names if not _is_site(n, where, sites))
        persons = [
            n for n in others if chinese or (not _NO_PERSON.search(n) and plain(n) not in offices)
        ]
        if persons:
            return others, where
        if where.startswith(("json-ld:", "meta:")):
            names = tuple(n for n in named if not _NOBODY.search(n))
        signed.append((where, names))
    return ((), None) if chinese else _first(signed)


def _later(
    where: str, find: Callable[[], tuple[str, ...]]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What *find* finds: looked for only where what is believed before names nobody."""
    yield where, find()


def _offices(claims: Claims) -> set[str]:
    """What a page states to be no person: its publisher, and authors that are organisations."""
    authors = claims.article.get("author")
    kinds = {
        name: str(one.get("@type"))
        for one in (authors if isinstance(authors, list) else [authors])
        if isinstance(one, dict)
        for name in names_in(one)
    }
    stated = [claims.meta[name] for name in ("publisher", "dc.publisher") if name in claims.meta]
    stated += names_in(claims.article.get("publisher"))
    offices = [name for name in stated if "Person" not in kinds.get(name, "")]
    offices += [name for name, kind in kinds.items() if "Organization" in kind]
    return {plain(name) for name in offices}


def _is_site(name: str, where: str, sites: Collection[str]) -> bool:
    """Whether a name is the site's; in a claim for machines, the first part of it (远山 of 远山财经), too."""
    name = plain(name)
    if name in sites:
        return True
    claimed = where.startswith("meta:") and HAN.search(name) is not None
    return claimed and any(site.startswith(name) and not _OWNED.search(site) for site in sites)


def _seen(
    lines: Lines, today: date | None = None, language: str | None = None
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The authors that lines for readers name, in the order in which they are believed.

    Where *today* is given, what stands beside days on their lines is looked at, too.
    """
    near = [line for line in (*lines.head, *lines.above[::-1][:12]) if len(line) < 200]
    ends = (*lines.cut, *lines.below[:_NEAR_BELOW], *lines.body[-3:][::-1])
    for i, line in enumerate((*near, *ends)):
        yield "visible:作者", find_authors(line, language)
        for part in parts_beside_days(line, today) if today and i < _DATED else ():
            yield "visible:作者", find_authors(part, language)
    for line in near:
        if len(line) < _SHORT_LINE:
            yield "visible:记者", find_reporters(line)
    for line in lines.body[:2]:
        yield "body:电", find_credited(line)
    for line in lines.body[-2:][::-1]:
        yield "body:signature", find_signature(line)
    for line in (*lines.body[:3], *lines.body[-2:][::-1], *ends[:6], *near):
        yield "body:记者", find_reporters(line)


def _posted(lines: Lines) -> tuple[str, ...]:
    """The pen name in the one line beside the text that says who posted it; comments have several."""
    near = (*lines.above[::-1][:_NEAR_BELOW], *lines.head, *lines.cut, *lines.below[:_NEAR_BELOW])
    found = {names for line in near if (names := find_posted(line))}
    return found.pop() if len(found) == 1 else ()


def _named_alone(lines: Lines, language: str | None) -> tuple[str, ...]:
    """Who is named by the one line between paragraphs, or labelled far below the text, that names anyone."""
    far = (line for line in lines.below[_NEAR_BELOW:] if _LABELLED.match(line))
    found = {
        names for line in (*lines.body, *far)
        if len(line) < _SHORT_LINE and (names := find_signed(line, language)) and all(map(is_name, names))
    }  # fmt: skip
    return found.pop() if len(found) == 1 else ()


def _stated(claims: Claims) -> list[tuple[str, tuple[str, ...]]]:
    meta = claims.meta
    stated = tuple(
        name
        for value in names_in(claims.article.get("author"))
        for name in ((value,) if _is_whole(value) else split_names(value))
    )
    found = [("json-ld:author", bare_names(dict.fromkeys(stated)))]
    for name in _META:
        value = meta.get(name, "")
        parts = [part for part in value.split("; ") if "://" not in part]
        if name in ("dc.creator", "citation_author"):
            parts = [_LAST_FIRST.sub(r"\2 \1", part) for part in parts]
        value = _ADDRESS.sub("", "; ".join(parts))
        labelled = HAN.search(value) and (find_authors(value) or find_reporters(value))
        found.append((f"meta:{name}", bare_names(labelled or split_names(value))))
    label, value = meta.get("twitter:label1", ""), meta.get("twitter:data1", "")
    if AUTHOR_LABEL.fullmatch(label) or (_is_reading_time(meta) and not _DIGIT.search(value)):
        found.append(("meta:twitter:data1", split_names(value)))
    return found


def _is_reading_time(meta: Mapping[str, str]) -> bool:
    """Whether WordPress tells, in its own language, who wrote an article and how long it is read."""
    return (
        "twitter:label1" in meta and _MINUTES.fullmatch(meta.get("twitter:data2", "")) is not None
    )


def _is_whole(value: str) -> bool:
    """Whether a value is one name rather than a list of them."""
    return len(value) <= _LONGEST and _WHOLE.fullmatch(value) is not None


def _first(
    choices: Iterable[tuple[str, tuple[str, ...]]],
) -> tuple[tuple[str, ...], str | None]:
    for where, value in choices:
        if value:
            return value, where
    return (), None
