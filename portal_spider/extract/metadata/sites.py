"""What a page calls its site, and titles without that."""

import re
from functools import lru_cache
from urllib.parse import urlsplit

from archive.simplified import spelled
from portal_spider.extract.plain import plain
from portal_spider.extract.scripts import wide

_DECORATION = re.compile(r"^[⋆★☆•·|»›–—-]+\s+|\s+[⋆★☆•·|»›–—-]+$")
_LONG_LABEL = 7  # letters of a host that no other word begins with
# in front of a country: bbc.co.uk
_COMMON = frozenset("co com net org gov edu ac ne or go".split())
_QUOTED = r"\s*(?:«[^«»]*»|»[^\s«»][^«»]*«|‹[^‹›]*›|›[^\s‹›][^‹›]*‹)"
_PART = (
    r"\s*[_|｜»›]\s*|\s+[«‹]\s+|\s+[-–—·⋆★•]+\s+|\s*[—–-]{2,}\s*"
    r"|(?<=[\u4e00-\u9fff！？”）》)….])[-－](?=[\u4e00-\u9fff])"
)
SIGNS = re.compile(f"{_QUOTED}|(?P<sign>{_PART})")
BARS = re.compile(r"[_|｜»›«‹]")
# How names of Chinese sites end, and of what their templates are for
_SITE = re.compile(
    r"(?:门户(?:网站)?|官方网站|人民政府(?:网站?)?|(?:数字|电子|多媒体)报(?:刊|纸)?(?:平台)?)$"
)
_TEMPLATE = re.compile(
    r"(?:^|(?:新闻|文章|内容|资讯|信息|稿件))(?:详情|详细|正文|内容)(?:页面?)?$"
    r"|^(?:\S{0,4}(?:新闻|资讯)(?:网|中心|频道)|首页\W.*)$"
)
_COLON = re.compile(r"\s+:\s+")  # between parts where no other sign is: in French it is a colon


def cut_suffix(title: str, site: str | None = None) -> str:
    """Return a ``<title>`` without the site's name behind (or before) it.

    >>> cut_suffix("青河水位回落_本地_远山网"), cut_suffix("Rain in the hills - The Daily Hill")
    ('青河水位回落', 'Rain in the hills')
    """
    title = undecorated(title)
    parts = [part for part in parts_of(title) if part.strip()]
    if len(parts) < 2:
        return title
    if site and plain(parts[0]) == plain(site):
        parts = parts[1:]
    told = [part for part in parts if not is_site(part)] or parts
    first = told[0].strip()
    longest = max(told, key=_width).strip()
    if told[0] is not parts[0] and 2 * _width(longest) < _width(parts[0]):
        return parts[0].strip()  # what stands behind it is a section's name
    return first if _width(first) * 2 >= _width(longest) else longest


def is_site(text: str) -> bool:
    """Return whether a part of a ``<title>`` ends as names of Chinese sites do.

    >>> is_site("青河市人民政府门户网站"), is_site("青河水位回落")
    (True, False)
    """
    return _SITE.search(spelled(text.strip())) is not None


def is_no_title(text: str) -> bool:
    """Return whether a ``<title>`` without its site's name is but a site's or a template's.

    >>> is_no_title("新闻详情"), is_no_title("青河新闻中心"), is_no_title("青河水位回落")
    (True, True, False)
    """
    return is_site(text) or _TEMPLATE.search(spelled(text.strip())) is not None


def undecorated(title: str) -> str:
    """Return a title without the signs that are set round it; « such a quotation » keeps its own."""
    quoted = title.startswith("«") or (title.endswith("»") and "«" in title)
    return title if quoted else _DECORATION.sub("", title)


def _width(text: str) -> int:
    """How much a text says: a Chinese character as much as two of an alphabet."""
    return len(text) + wide(text)


@lru_cache(maxsize=64)  # who looks for a title asks again and again
def parts_of(title: str) -> tuple[str, ...]:
    """Return a ``<title>`` divided at the signs that are set between a title and its site's name."""
    parts, at = [], 0
    for found in SIGNS.finditer(title):
        if found["sign"]:
            parts.append(title[at : found.start()])
            at = found.end()
    return (*parts, title[at:]) if parts else tuple(_COLON.split(title))


def site_names(title: str, stated: str | None) -> tuple[str, ...]:
    """Return what a page calls its site: what it states, and what stands behind its title.

    >>> site_names("青河水位回落_本地_远山网", None)
    ('本地', '远山网')
    """
    parts = [part.strip() for part in parts_of(title)]
    names = [part for part in parts[1:] if 1 < len(part) <= 20]
    return tuple(dict.fromkeys([*([stated] if stated else []), *names]))


def site_label(url: str) -> str:
    """Return the word by which a site's host is known.

    >>> site_label("https://www.yuanshan.com.cn/a"), site_label("http://news.example/")
    ('yuanshan', 'news')
    """
    labels = (urlsplit(url).hostname or "").split(".")[:-1]
    while len(labels) > 1 and labels[-1] in _COMMON:
        labels.pop()
    return labels[-1] if labels else ""


def is_host(name: str, url: str) -> bool:
    """Return whether a text is but the name of the site's host: hillpost.example, Hill Post."""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    return _letters(name.removeprefix("www.")) in (_letters(host), _letters(site_label(url)))


def begins_as_host(name: str, url: str) -> bool:
    """Return whether a text begins with the word by which the site's host is known: Hill Post and Herald.

    >>> begins_as_host("Hill Post and Herald", "http://hillpost.example/"), begins_as_host("Newsletter", "http://news.example/")
    (True, False)
    """
    label = _letters(site_label(url))
    return len(label) >= _LONG_LABEL and _letters(name).startswith(label)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
