"""The title without the site's name."""

import re
import unicodedata

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


def find_title(
    title: str,
    headings: tuple[str, ...],
    og_title: str | None,
    headline: str | None,
    site: str | None,
) -> tuple[str | None, str]:
    """Return the article's title and where it stood.

    A heading that the ``<title>`` repeats is the title; else what is written
    for machines; else the ``<title>`` without the site.
    """
    whole = plain(title)
    claimed = plain(og_title or headline or "")
    fitting = [
        h for h in headings
        if len(plain(h)) >= 4 and (plain(h) in whole or (claimed and plain(h) in claimed))
    ]  # fmt: skip
    if fitting:
        return max(fitting, key=len), "h1"
    for candidate, where in ((og_title, "meta:og:title"), (headline, "json-ld:headline")):
        if candidate:
            return cut_suffix(candidate, site), where
    usable = [h for h in headings if 6 <= len(h) <= 150 and plain(h) != plain(site or "")]
    if title:
        cut = cut_suffix(title, site)
        # A heading that shares most of its characters is the fuller form of a shortened <title>.
        for heading in usable:
            if len(set(plain(heading)) & set(plain(cut))) >= 0.7 * len(set(plain(cut))):
                return heading, "h1"
        return cut, "title"
    return (usable[0], "h1") if usable else (None, "")
