"""The body: which box of a page holds the article.

Each piece of prose speaks for the box it stands in, less for those around it;
the box with most of a voice is taken, then widened while what stands beside it
is as much prose again, and narrowed while one box inside holds all of it.
Furniture has no voice, unless nothing else on the page has one.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from archive.article import Removed
from portal_spider.boilerplate import judge_box, judge_text
from portal_spider.extract.furniture import SURE, Verdict, find_furniture, spread
from portal_spider.extract.lead import Head
from portal_spider.extract.metadata.dates import find_moments
from portal_spider.extract.outline import HEADINGS, Box, Outline, Piece
from portal_spider.extract.plain import plain
from portal_spider.extract.prose import Sums, weigh
from portal_spider.extract.strip import strip
from portal_spider.page import Candidate
from portal_spider.sitemodel import SiteModel

_GOOD_NAME = re.compile(
    r"(?:^|[\s_-])(?:content|article|text|zhengwen|body|main|post|entry|story|detail|endtext|news|zoom)"
)
_PARAGRAPHS = frozenset("p li blockquote pre h1 h2 h3 h4 h5 h6 dd dt figcaption center".split())
_LEVELS = (1.0, 0.5, 0.17, 0.11, 0.08, 0.06)  # what a piece gives to the boxes around it
_WIDER = 1.15  # times the prose: a box around is taken instead
_ALIKE = 1.04  # the same where what it adds stands in boxes made alike
_PAGE = 1.5  # the same for a box that is as good as the page, with its head and foot
_WHOLE = 0.9  # of the page's pieces in such a box
_LITTLE = 60.0  # prose below which furniture may speak after all
_ENOUGH = 0.6  # of the prose of the page's own choice, for a box that is known to hold bodies
_FEW = 300.0  # prose below which four times as much that is hidden is believed instead
_HEAD = 12  # pieces of an article among which its title stands
_LINE = 120  # characters of a line that may say when an article was published
_SOME_DAY = date(2100, 1, 1)  # whether a line tells a day does not depend on it
_BEGIN = 4  # among which stands a heading that it begins with
_SPARED = 0.25  # of the page's prose that names of boxes must leave over


#: How the evidence of a body begins whose box the site model does not know.
NEW_BOX = "new to the site model"


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """The pieces of the article, what was cut, and what else was considered."""

    box: int  # -1: there is none
    kept: tuple[Piece, ...]
    cut: tuple[tuple[Piece, Removed], ...]
    weight: float  # characters of prose in it
    share: float  # of the page's prose
    candidates: tuple[Candidate, ...] = ()
    container: str = ""  # who chose the box, and its path


def find_body(
    outline: Outline,
    head: Head,
    model: SiteModel | None,
    box: int | None = None,
    ruled: Mapping[int, Verdict] | None = None,
) -> Body:
    """Return the body of the page that *head* heads.

    *box* is what a layout's selector chose, *ruled* what its rules condemn.
    """
    nothing = Body(box=-1, kept=(), cut=(), weight=0.0, share=0.0)
    if not outline.boxes:
        return nothing
    weights = [weigh(piece) for piece in outline.pieces]
    raw = Sums(weights)
    verdicts = find_furniture(outline, weights) | dict(ruled or {})
    good = _good(outline, weights, verdicts, model)
    if good is None:
        return nothing
    own = _own_article(outline, Sums(good), head.title)
    if own is not None:
        good = [w if own.start <= i < own.end else 0.0 for i, w in enumerate(good)]
    sums = Sums(good)
    candidates: list[Candidate] = []
    container = "layout"
    if box is not None:
        chosen = box
    else:
        chosen = _choose(outline, good, sums, candidates)
        known = _known(outline, sums, chosen, model) if own is None else None
        container = NEW_BOX if model is not None and model.containers else "page"
        if known is not None:
            chosen, support = known
            container = f"site_model, on {support} pages"
    container += f": {outline.path(chosen)}"
    kept, cut = strip(outline, chosen, weights, raw, verdicts, head, model)
    weight = sum(weights[piece.number] for piece in kept)
    return Body(
        box=chosen, kept=tuple(kept), cut=tuple(cut), weight=weight,
        share=min(weight / (sum(good) or 1.0), 1.0), candidates=tuple(candidates),
        container=container,
    )  # fmt: skip


def _own_article(outline: Outline, sums: Sums, title: str) -> Box | None:
    """The one that the title heads, of several articles that stand beside each other.

    The others begin with headings of their own: what has none is a part of the same article,
    and so are chapters.
    """
    found = [box for box in outline.boxes if box.tag == "article" and sums[box] >= _LITTLE]
    if len(found) < 2 or not (wanted := plain(title)):
        return None
    headed = [
        box for box in found
        if sums[box] >= _FEW and any(p.tag in HEADINGS for p in outline.within(box.number)[:_BEGIN])
    ]  # fmt: skip
    for box in found:
        head = [p for p in outline.within(box.number)[:_HEAD] if p.tag in HEADINGS]
        title_at = next((p for p in head if plain(p.text) == wanted), None)
        others = [o for o in headed if o.parent == box.parent and o is not box]
        if title_at is not None and others:
            chapters = all(_is_chapter(outline, other, box, title_at) for other in others)
            return None if chapters else box
    return None


def _is_chapter(outline: Outline, box: Box, first: Box, title: Piece) -> bool:
    """Whether *box* goes on with the article in *first*, made like it, with a heading like one of its own below the title.

    Another article has a title as high, or one that is a link, or a day of its own.
    """
    begin = outline.within(box.number)[:_HEAD]
    heading = next(p for p in begin if p.tag in HEADINGS)
    return (
        box.classes == first.classes
        and heading.tag > title.tag
        and not heading.linked
        and any(p.tag == heading.tag for p in outline.within(first.number))
        and not any(_is_dated(p.text) for p in begin)
    )


def _is_dated(line: str) -> bool:
    moments = find_moments(line, today=_SOME_DAY) if len(line) < _LINE else ()
    return any(not moment.guessed_year for moment in moments)


def _good(
    outline: Outline,
    weights: Sequence[float],
    verdicts: dict[int, Verdict],
    model: SiteModel | None,
) -> list[float] | None:
    """The prose that may be the article's; names that condemn too much are not believed."""
    times = Counter(p.text for p in outline.pieces if not outline.boxes[p.box].hidden)
    free = [
        0.0
        if w
        and ((model is not None and model.knows(p.text)) or times[p.text] > 2 or judge_text(p.text))
        else w
        for p, w in zip(outline.pieces, weights, strict=True)
    ]
    sure = {number: v for number, v in verdicts.items() if v.sure or v.rule in SURE}
    base = _spared(outline, free, sure)
    # Some pages show their article only once a script has run, and some are made of items alone.
    for rule in ("hidden", "items"):
        if sum(base) < _FEW and sum(free) > _LITTLE + 4 * sum(base):
            for number in [n for n, v in verdicts.items() if v.rule == rule]:
                del verdicts[number]
            base = _spared(outline, free, {n: v for n, v in sure.items() if n in verdicts})
    sums = Sums(base)
    good = _spared(outline, free, verdicts)
    for _ in range(6):
        if sum(good) >= max(_LITTLE, _SPARED * sum(base)):
            break
        taken: dict[tuple[str, str], list[int]] = defaultdict(list)
        for number, verdict in verdicts.items():
            if not (verdict.sure or verdict.rule in SURE):
                taken[verdict.rule, _made(outline.boxes[number])].append(number)
        most = max(
            taken.values(), key=lambda made: sum(sums[outline.boxes[n]] for n in made), default=[]
        )
        if sum(sums[outline.boxes[number]] for number in most) <= 0:
            break
        for number in most:
            del verdicts[number]
        good = _spared(outline, free, verdicts)
    good = next((values for values in (good, base, free) if sum(values) > 0), good)
    return good if sum(good) > 0 else None


def _made(box: Box) -> str:
    """How a box is made: chapters have ids of their own and one class, and go by that where it condemns them."""
    tag, _, rest = box.path.partition("#")
    _, dot, first = rest.partition(".")
    return f"{tag}.{first}" if dot and judge_box(box.classes) else box.path


def _spared(outline: Outline, values: Sequence[float], verdicts: dict[int, Verdict]) -> list[float]:
    off = spread(outline, verdicts)
    return [
        0.0 if v and off[p.box] is not None else v
        for p, v in zip(outline.pieces, values, strict=True)
    ]


def _choose(
    outline: Outline, good: Sequence[float], sums: Sums, candidates: list[Candidate]
) -> int:
    """The box that most of the prose speaks for."""
    boxes = outline.boxes
    voices: dict[int, float] = defaultdict(float)
    for piece, weight in zip(outline.pieces, good, strict=True):
        if not weight:
            continue
        number = piece.box
        box = boxes[number]
        if box.parent >= 0 and (box.tag in _PARAGRAPHS or box.end - box.start == 1):
            number = box.parent
        for level in _LEVELS:
            if number < 0:
                break
            voices[number] += weight * level
            number = boxes[number].parent
    for number in voices:
        box = boxes[number]
        if "articlebody" in box.itemprop.lower():
            voices[number] *= 1.5
        elif box.tag == "article" or _GOOD_NAME.search(box.name):
            voices[number] *= 1.1
    ranked = sorted(voices, key=lambda n: (-voices[n], n))
    candidates += [
        Candidate(
            path=outline.path(number, 4), score=round(voices[number], 1),
            reasons=(f"holds {sums[boxes[number]] / sum(good):.0%} of the page's prose",),
        )
        for number in ranked[:5]
    ]  # fmt: skip
    return _narrow(outline, sums, _widen(outline, sums, ranked[0]))


def _known(
    outline: Outline, sums: Sums, chosen: int, model: SiteModel | None
) -> tuple[int, int] | None:
    """The box that holds the body on other pages of the site, if this page has it, and their number."""
    if model is None or not model.containers:
        return None
    supports = {place.path: place.support for place in model.containers}
    if support := supports.get(outline.path(chosen)):
        return chosen, support
    last = {path.rpartition(" > ")[2] for path in supports}
    own = outline.boxes[chosen]
    best: tuple[float, int, int] | None = None
    for box in outline.boxes:
        # An article may fill several such boxes, and then the one around them is right.
        if box.path not in last or sums[box] < _ENOUGH * sums[own]:
            continue
        if support := supports.get(outline.path(box.number)):
            best = max(best or (0.0, 0, 0), (sums[box], box.number, support))
    return best[1:] if best else None


def _widen(outline: Outline, sums: Sums, number: int) -> int:
    """Go up while a box around adds enough prose, or prose in boxes made alike."""
    current, *around = outline.around(number)
    inner, above = current, {box.number for box in around}
    made: dict[tuple[int, str], float] = defaultdict(float)  # prose of the boxes made alike in one
    for box in outline.boxes:
        if box.parent in above:
            made[box.parent, box.path] += sums[box]
    alike = 0.0  # prose in boxes made like those on the way from *current*
    for box in around:
        if "articlebody" in current.itemprop.lower():
            break
        if box.tag in ("html", "body") and sums[box] < _PAGE * sums[current]:
            break
        before, now = sums[current], sums[box]
        whole = box.end - box.start >= _WHOLE * len(outline.pieces)
        if not whole or inner.name:  # the head and the foot of a page are bare boxes as well
            alike += made[box.number, inner.path] - sums[inner]
        inner = box
        much = now >= (_PAGE if whole else _WIDER) * before
        more = now >= max(_ALIKE * before, before + _LITTLE)  # than a caption
        if much or (more and alike >= 0.5 * (now - before)):
            current, alike = box, 0.0
        elif whole:
            break
    return current.number


def _narrow(outline: Outline, sums: Sums, number: int) -> int:
    """Go down while one box inside holds as good as all of the prose."""
    current = outline.boxes[number]
    while True:
        for box in outline.boxes[current.number + 1 : current.last + 1]:
            if sums[box] >= 0.97 * sums[current] and box.tag not in _PARAGRAPHS:
                current = box
                break
        else:
            return current.number
