"""The title without the site's name."""

import html
import re
import unicodedata

_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_PARTS = re.compile(
    r"\s*[_|｜»›]\s*|\s+[-–—·:]+\s+|\s*[—–-]{2,}\s*|(?<=[\u4e00-\u9fff！？”])-(?=[\u4e00-\u9fff])"
)


def plain(text: str) -> str:
    """Return *text* for comparison: no space, full width as half, case folded."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).casefold()


def cut_suffix(title: str, site: str | None = None) -> str:
    """Return a ``<title>`` without the site's name behind (or before) it.

    >>> cut_suffix("青河水位回落_本地_远山网"), cut_suffix("Rain in the hills - The Daily Hill")
    ('青河水位回落', 'Rain in the hills')
    """
    parts = [part for part in _PARTS.split(title) if part.strip()]
    if len(parts) < 2:
        return title
    if site and plain(parts[0]) == plain(site):
        parts = parts[1:]
    first = parts[0].strip()
    longest = max(parts, key=len).strip()
    return first if len(first) * 2 >= len(longest) else longest


def site_names(title: str, stated: str | None) -> tuple[str, ...]:
    """Return what a page calls its site: what it states, and what stands behind its title.

    >>> site_names("青河水位回落_本地_远山网", None)
    ('本地', '远山网')
    """
    parts = [part.strip() for part in _PARTS.split(title)]
    names = [part for part in parts[1:] if 1 < len(part) <= 20]
    return tuple(dict.fromkeys([*([stated] if stated else []), *names]))


def find_title(
    title: str,
    headings: tuple[str, ...],
    og_title: str | None,
    headline: str | None,
    site: str | None,
) -> tuple[str | None, str]:
    """Return the article's title and where it stood.

    A claim made for machines without the site's name behind it was written for
    this article; else the heading that the ``<title>`` repeats, or the only one.
    """
    claims = [
        (html.unescape(claim), where)
        for claim, where in ((og_title, "meta:og:title"), (headline, "json-ld:headline"))
        if claim
    ]
    named = [(cut_suffix(claim, site), where) for claim, where in claims]
    whole = plain(" ".join([title, *(claim for claim, _ in claims)]))
    names = {plain(name) for name in site_names(title, site)}
    usable = [h for h in headings if 4 <= len(plain(h)) <= 200 and plain(h) not in names]
    fitting = [h for h in usable if plain(h) in whole]
    chosen = max(fitting, key=len, default=None)
    if claims and not _WIDE.search(claims[0][0]):
        claim, where = named[0]
        written = plain(claim) == plain(claims[0][0]) and plain(claim) != plain(site or "")
        if written and len(claim) >= 10:
            return claim, where
        if chosen is None and len(usable) == 1:
            return usable[0], "h1"
    if chosen is not None:
        return chosen, "h1"
    if named:
        return named[0]
    if title:
        cut = cut_suffix(title, site)
        # A heading that shares most of its characters is the fuller form of a shortened <title>.
        for heading in usable:
            if len(set(plain(heading)) & set(plain(cut))) >= 0.7 * len(set(plain(cut))):
                return heading, "h1"
        return cut, "title"
    return (usable[0], "h1") if usable else (None, "")
