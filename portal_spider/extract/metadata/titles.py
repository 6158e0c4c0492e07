"""The title without the site's name."""

import html
import re
from collections.abc import Sequence

from portal_spider.extract.metadata.sites import (
    BARS,
    SIGNS,
    begins_as_host,
    cut_suffix,
    is_host,
    is_no_title,
    parts_of,
    site_names,
    undecorated,
)
from portal_spider.extract.metadata.slugs import spelled_out
from portal_spider.extract.outline import HEADINGS, Outline, squeeze
from portal_spider.extract.plain import plain
from portal_spider.extract.scripts import WIDE

_NAMED = re.compile(r"(?:^|[\s_-])(?:title|headline|biaoti)(?:$|[\s_-])")
_NAMED_ELSE = re.compile(r"site|widget|section|block|column|nav|comment|sub|relat|list|hot|side")
_SLUG = re.compile(r"[a-z\d.]+(?:[-_]+[a-z\d.]+){2,}", re.ASCII)  # an address, not a title
_TITLED = frozenset(("h1", "h2", "h3"))  # headings that a title or a site's name is set in
_LONG = 15  # characters of a title behind its site's name
_MOST_LINES = 4  # over which a title is set
_HEADING = 10  # characters of a heading that is more than a column's name
_PROSE = 3  # signs of a sentence in a line of prose
_FEWEST = 3  # words of a title that is marked as one
_NO_TITLE = 6  # wide characters: a <title> as short is its site's name


def find_title(
    title: str,
    headings: tuple[str, ...],
    og_title: str | None,
    headline: str | None,
    site: str | None,
    outline: Outline | None = None,
    url: str = "",
    stated: str | None = None,
) -> tuple[str | None, str]:
    """Return the article's title and where it stood; *stated* is what China's offices claim for machines.

    A claim made for machines without the site's name behind it was written for
    this article; else the heading that the ``<title>`` repeats, or the only one;
    else what *outline* shows to be printed of it. What the page's *url* spells
    goes before what it has no word of.
    """
    claims = [
        (squeeze(html.unescape(claim)), where)
        for claim, where in (
            (og_title, "meta:og:title"),
            (stated, "meta:articletitle"),
            (headline, "json-ld:headline"),
        )
        if claim and not _SLUG.fullmatch(claim)
    ]
    found, where = _told(title, headings, claims, site, outline, url)
    if found is not None and (found, where) not in claims:
        printed = [p.text for p in outline.pieces if p.tag in _TITLED] if outline else []
        # A <title> that says something else than what is printed is for search engines.
        parts = [part.strip() for part in parts_of(title)]
        others = [*headings, *printed, *(parts if found in parts else ())]
        if spelled := spelled_out(found, others, url):
            return spelled, "h1" if spelled in headings else "url"
    return found, where


def marked_title(found: str | None, where: str, marked: str | None) -> tuple[str | None, str]:
    """Return the title that is marked as such, where all that was *found* is a ``<title>`` without a word of it.

    >>> marked_title("News from the valley", "title", "The ferry runs again")
    ('The ferry runs again', 'marked title')
    """
    if marked and where == "title":
        said, wanted = set((found or "").casefold().split()), set(marked.casefold().split())
        if len(wanted) >= _FEWEST and 3 * len(said & wanted) <= len(wanted):
            return marked, "marked title"
    return found, where


def _told(
    title: str,
    headings: tuple[str, ...],
    claims: Sequence[tuple[str, str]],
    site: str | None,
    outline: Outline | None,
    url: str,
) -> tuple[str | None, str]:
    """The title as the page tells it."""
    named = [(_without_site(claim, title, site), where) for claim, where in claims]
    whole = plain(" ".join([title, *(claim for claim, _ in claims)]))
    names = {plain(name) for name in site_names(title, site)}
    if outline is not None:
        names |= _long_names(title, outline, url)
    usable = [h for h in headings if 4 <= len(plain(h)) <= 200 and plain(h) not in names]
    fitting = [h for h in usable if plain(h) in whole]
    chosen = max(fitting, key=len, default=None)
    linked_only = [where for _, where in claims] == ["json-ld:headline"]
    if linked_only and claims[0][0] not in title and _is_title(chosen, title, site):
        claims = []  # it describes the article: the heading is what <title> says, too
    if claims and not WIDE.search(claims[0][0]):
        claim, where = named[0]
        cut = cut_suffix(claims[0][0], site)
        if agreed := _agreed(usable, claims, cut):
            return _cased(agreed, [claim for claim, _ in claims] + [title]), "h1"
        written = plain(cut) == plain(undecorated(claims[0][0])) != plain(site or "")
        if written and len(claim) >= 10:
            return claim, where
        if chosen is None and len(usable) == 1:
            kicked = (told for told in (*claims, *named) if _has_kicker(usable[0], told[0]))
            return next(kicked, (usable[0], "h1"))
    if not claims and outline is not None and (behind := _behind_site(title, outline, url)):
        return behind, "visible"
    if chosen is not None and outline is not None and (fuller := _below(chosen, whole, outline)):
        return fuller, "visible"
    if chosen is not None:
        return _cased(chosen, [claim for claim, _ in claims] + [title]), "h1"
    if claims:
        claim, (told, where) = claims[0][0], named[0]
        if outline is not None and told != claim and WIDE.search(claim):
            return _printed(claim, told, outline) or told, where
        return told, where
    cut = cut_suffix(title, site)
    if title and not is_host(cut, url):
        # A heading that says most of it is the fuller form of a shortened <title>.
        by_signs = len(usable) == 1 or WIDE.search(cut) is not None
        for heading in usable:
            if any(plain(heading) == plain(cut) + name for name in names):
                return cut, "title"
            if _says(heading, cut, by_signs):
                return heading, "h1"
        if outline is not None:
            printed = _printed(title, cut, outline)
            if printed is None and WIDE.search(cut):
                printed = _instead(cut, usable, outline)
            if printed is not None and plain(printed) != plain(cut):
                return printed, "visible"
        return cut, "title"
    if usable:
        return usable[0], "h1"
    marked = _marked(outline, cut) if outline is not None else None
    return (cut, "title") if cut and marked is None else (marked, "visible")


def _agreed(headings: Sequence[str], claims: Sequence[tuple[str, str]], shared: str) -> str | None:
    """The heading that the headline for machines repeats, where the title for sharing is another.

    But what is shared may leave out the kicker before the heading.
    """
    headline = next((plain(claim) for claim, where in claims if where == "json-ld:headline"), None)
    printed = next((h for h in headings if plain(h) == headline), None)
    return None if printed is None or plain(printed).endswith(plain(shared)) else printed


def _below(chosen: str, whole: str, outline: Outline) -> str | None:
    """The heading below a linked one that says more of what ``<title>`` does: that was the site's name."""
    headings = [p for p in outline.pieces if p.tag in _TITLED and plain(p.text) in whole]
    first = next((p for p in headings if p.text == chosen), None)
    if first is None or not first.linked:
        return None
    below = [p.text for p in headings if p.number > first.number and len(p.text) > len(chosen)]
    return next(iter(below), None)


def _without_site(claim: str, title: str, site: str | None) -> str:
    """A claim for machines less its site's name: all of it where ``<title>`` has that behind it."""
    behind = SIGNS.match(title, len(claim)) if title.startswith(claim) else None
    if behind is None or not behind["sign"] or BARS.search(claim) or WIDE.search(claim):
        return cut_suffix(claim, site)
    return cut_suffix(claim, site) if plain(parts_of(claim)[0]) == plain(site or "") else claim


def _has_kicker(heading: str, claim: str) -> bool:
    """Whether a heading is a claim for machines with a kicker before it, without a space between."""
    before = heading.removesuffix(claim)
    return before != heading and len(claim) >= _HEADING and bool(before[-1:].strip())


def _is_title(heading: str | None, title: str, site: str | None) -> bool:
    """Whether a heading is all that a ``<title>`` says beside the site's name."""
    return heading is not None and plain(heading) == plain(cut_suffix(title, site))


def _says(heading: str, cut: str, by_signs: bool) -> bool:
    """Whether a heading has most characters of a title, or its words: any text has its letters."""
    if by_signs:
        said, wanted = set(plain(heading)), set(plain(cut))
    else:
        said, wanted = set(heading.casefold().split()), set(cut.casefold().split())
    return len(said & wanted) >= 0.7 * len(wanted)


def _behind_site(title: str, outline: Outline, url: str) -> str | None:
    """The heading that a ``<title>`` repeats behind the site's name, or the line in bold of an old page without headings.

    The site's name is then no heading of its own, or one above it that leads to the front page;
    else it is the article's title that stands first, and the longer name the site's.
    """
    parts = [plain(part) for part in parts_of(title) if part.strip()]
    behind = {part for part in parts[1:] if len(part) > _LONG}
    if not behind:
        return None
    headings = [p for p in outline.pieces if p.tag in _TITLED]
    if headings:
        behind = {part for part in behind if len(part) > len(parts[0])}
    else:
        headings = [p for p in outline.pieces if p.letters and p.strong >= p.letters]
        if any(plain(p.text) == parts[0] for p in outline.pieces):
            return None
    found = next((p for p in headings if plain(p.text) in behind), None)
    if found is None or plain(found.text) in _long_names(title, outline, url):
        return None
    first = [p for p in headings if plain(p.text) == parts[0]]
    if any(not p.linked or p.number > found.number for p in first):
        return None
    return found.text


def _long_names(title: str, outline: Outline, url: str) -> set[str]:
    """The site's name where it has the length of a title: a linked heading, in ``<title>`` behind its first part.

    Where that part stands above it, or begins with the name of the host, that is the site's name, and
    the heading the article's.
    """
    parts = [part for part in parts_of(title) if part.strip()]
    if parts and begins_as_host(parts[0], url):
        return set()
    first, *rest = [plain(part) for part in parts] or [""]
    linked = [p for p in outline.pieces if p.linked and p.tag in _TITLED] if rest else []
    found = [p for p in linked if plain(p.text) in rest]
    if not found or any(plain(p.text) == first for p in outline.pieces[: found[0].number]):
        return set()
    return {plain(p.text) for p in found}


def _printed(title: str, cut: str, outline: Outline) -> str | None:
    """The line that begins a ``<title>``: a column's name before a bar is the title's, one behind it is not."""
    whole, least = plain(title), max(6.0, 0.6 * len(plain(cut)))
    titled = (p for p in outline.pieces if p.tag in _TITLED and not p.linked)
    for piece in titled:  # with the kicker before it: Upriver - The ferry runs again
        said = plain(piece.text)
        if said in whole and said != whole and said.removesuffix(plain(cut)) not in ("", said):
            return piece.text
    lines = [p.text for p in outline.pieces if 0 < len(p.text) <= 200 and not p.linked]
    fitting: dict[str, str] = {}
    for i, line in enumerate(lines):
        for end in range(i + 1, min(i + 1 + _MOST_LINES, len(lines) + 1)):
            if not whole.startswith(written := plain(line)):
                break
            if len(written) >= least:
                fitting[written] = line
            line = f"{line}{' ' if line.isascii() else ''}{lines[end] if end < len(lines) else ''}"
    return fitting.get(plain(cut)) or max(fitting.values(), key=len, default=None)


def _instead(cut: str, headings: Sequence[str], outline: Outline) -> str | None:
    """What is printed as the title where ``<title>`` but names the site, or breaks off."""
    lines = [p for p in outline.pieces if 0 < len(p.text) <= 100 and not p.linked]
    if whole := cut.rstrip(".…"):
        begun = plain(whole)
        if whole != cut and len(begun) >= _NO_TITLE:
            return next((p.text for p in lines if plain(p.text).startswith(begun)), None)
    empty = is_no_title(cut)
    if not empty and (
        len(plain(cut)) > _NO_TITLE or any(plain(p.text) == plain(cut) for p in lines)
    ):
        return None
    only = headings[0] if len(headings) == 1 else ""
    if len(plain(only)) >= _NO_TITLE and any(p.text == only for p in lines):
        return only
    return _marked(outline, cut)


def _marked(outline: Outline, site: str) -> str | None:
    """The first line in bold, in a box called a title or in a heading: where <title> names but the site.

    A heading behind prose is a part's of the text.
    """
    heading, above = None, True
    for piece in outline.pieces:
        box = outline.boxes[piece.box]
        if (
            above
            and heading is None
            and piece.tag in HEADINGS
            and _HEADING <= len(piece.text) <= 100
            and not piece.linked
            and not _NAMED_ELSE.search(box.name)
            and (not site or plain(site) not in plain(piece.text))
        ):
            heading = piece.text
        if (
            6 <= len(piece.text) <= 100
            and not piece.linked
            and (piece.strong >= piece.letters or _NAMED.search(box.name))
            and not _NAMED_ELSE.search(box.name)
            and plain(piece.text) != plain(site)
        ):
            return piece.text
        above = above and piece.signs < _PROSE
    return heading


def _cased(title: str, claims: Sequence[str]) -> str:
    """A title in capitals or small letters alone, as a claim for machines writes it.

    >>> _cased("RAIN IN THE HILLS", ["Rain in the Hills | The Daily Hill"])
    'Rain in the Hills'
    """
    if not (title.isupper() or title.islower()):
        return title
    for claim in claims:
        at = claim.lower().find(title.lower())
        written = claim[at : at + len(title)]
        if (
            at >= 0
            and written.lower() == title.lower()
            and not (written.isupper() or written.islower())
        ):
            return written
    return title
