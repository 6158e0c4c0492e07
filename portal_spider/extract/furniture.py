"""Furniture: the boxes of a page that hold no article, known by name, by tag or by their make.

A verdict says why. It is about the box as it stands; who strips a body may
overrule it where nearly everything to read is inside.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from archive.article import RemovedKind
from portal_spider.boilerplate import BoxRule, TextRule, judge_box, judge_text
from portal_spider.extract.outline import HEADINGS, Box, Outline, Piece, is_post
from portal_spider.extract.plain import plain
from portal_spider.extract.prose import Sums, is_link

_TAGS: dict[str, RemovedKind] = {
    "nav": "other",
    "footer": "other",
    "aside": "other",
    "menu": "other",
}
_WHOLE = frozenset(("html", "body", "article", "main"))  # their classes speak of the page
_LISTS = frozenset(("ul", "ol"))  # an article has several, made alike: their entries may be items
_STAMP = re.compile(
    r"(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d|\d{1,2}[-/月]\d{1,2}日?\s+\d{1,2}:\d\d"
    r"|\d\s?(?:秒|分钟?|小时|小時|天|日|周|个?月|年)之?前"
    r"|\b(?:an?|\d+)\s(?:sec|min|hour|day|week|month|year)\w*\sago"
    r"|\bvor\s(?:\d+|eine[mr])\s(?:sek|min|stunde|tag|woche|monat|jahr)"
    r"|\b(?:il y a|hace|há)\s(?:\d+|une?|una|uma?)\s(?:"
    r"seg?[cu]|minut|heure|hora|jour|d[ií]a|sem|moi|m[eê]s|ans?\b|añ|ano)"
    r"|\b\d+\s(?:second|minut|or|giorn|settiman|mes|ann)\w{1,3}\sfa\b"
    r"|\d\s\w+\s(?:geleden|sedan|siden|назад|тому|temu|önce)\b"
    r"|\b\w{3,9}\.?\s\d{1,2}(?:st|nd|rd|th)?,?\s20\d\d"
    r"|\b\d{1,2}\.?\s(?:de\s)?\w{3,10}\.?,?\s(?:de\s)?20\d\d|\d{1,2}:\d\d\s?[ap]m|回[复覆復]"
    r"|[举舉][报報]|\breply\b"
)
_REST = re.compile(
    r"\bread\b|\bcontinue\b|weiter\s?lesen|mehr lesen|\blire\b|leer más|seguir leyendo|\bleggi"
    r"|\blees\b|ler mais|läs mer|les mer|阅读|全文|続きを読む"
)
_DIGIT = re.compile(r"\d")
_UNDATED = re.compile(
    r" ago|vor eine|il y a un|hace un|há um|回[复覆復]|[举舉][报報]|reply"
)  # in a stamp without a digit
#: Rules that go by more than a name: too much behind them does not speak against them.
SURE = ("hidden", "items", "teasers", "box_comment", "link_list")
_FOLDING = re.compile(r"accordion|faq|collaps|expand|toggle|answer|details")
_FOOT = re.compile(r"(?:^|[\s_-])(?:foot(?:er)?|copyright)(?:$|[\s_-])")
_SLUG = 4  # signs between words: names of boxes have fewer
_FEWEST = 3  # items that make a list of them
_LIKE = 0.7  # of them that must look like teasers or comments
_PROSE = 100.0  # that no list of links holds
_FRAME = 2  # pieces in a box around a post, besides it
_FORM, _LABELS = 400.0, 50.0  # prose that says what a form is for; that of labels beside it
_SET_APART = frozenset(("aside", "form", "section"))
_TEASER, _REST_WORDS = 5, 30  # pieces of one; characters of the link to the rest
_LABELLING, _HEAD = ("related", "related_words", "comments"), 30  # rules on labels; characters
_FULL = 300.0  # prose of an item that may be a part of an article


@dataclass(frozen=True, slots=True)
class Verdict:
    """Why a box is no part of an article."""

    rule: str
    kind: RemovedKind
    sure: bool = False  # a layout's rule, or a foot: too much behind it does not speak against it


class _Counts:
    """What any box holds, in constant time."""

    def __init__(self, outline: Outline, weights: Sequence[float]) -> None:
        pieces = outline.pieces
        self.prose = Sums(weights)
        self.letters = Sums([p.letters for p in pieces])
        self.linked = Sums([p.linked for p in pieces])
        self.links = Sums([is_link(p) for p in pieces])
        self.stamps = Sums([_is_stamp(p) for p in pieces])
        self.paragraphs = Sums(
            [w >= 50 and p.signs >= 1 for w, p in zip(weights, pieces, strict=True)]
        )


def find_furniture(outline: Outline, weights: Sequence[float]) -> dict[int, Verdict]:
    """Return the verdicts on boxes; *weights* is the prose of each piece."""
    counts = _Counts(outline, weights)
    found: dict[int, Verdict] = {}
    groups: dict[tuple[int, str], list[Box]] = defaultdict(list)
    folded: set[int] = set()
    title = next((p.number for p in outline.pieces if p.tag == "h1" and len(p.text) > 12), -1)
    for box in outline.boxes:
        size = box.end - box.start
        if size >= 2 and box.parent >= 0 and box.tag not in _LISTS:
            groups[box.parent, box.path].append(box)
        if size == 0 or box.tag in _WHOLE:
            continue
        if box.hidden and not _is_folded(outline, box, counts, folded):
            found[box.number] = Verdict("hidden", "other")
        elif box.start <= title < box.end:
            continue  # what holds the page's heading is not beside the article, whatever its name
        elif box.name and (rule := _named(outline, box)):
            found[box.number] = Verdict(rule.name, rule.kind, _is_foot(outline, box, counts))
        elif kind := _TAGS.get(box.tag):
            sure = _is_foot(outline, box, counts)
            found[box.number] = Verdict(f"tag_{box.tag}", kind, sure)
        elif 2 <= size <= _TEASER and box.tag not in _LISTS and _is_teaser(outline, box, counts):
            found[box.number] = Verdict("teasers", "related")
        elif size >= 3 and box.tag != "p" and _is_link_list(box, counts):
            found[box.number] = Verdict("link_list", "related")
        elif size >= 3 and (label := _labelled(outline, box, counts)):
            found[box.number] = Verdict(f"below_{label.name}", label.kind)
    page = counts.prose[outline.boxes[0]] if outline.boxes else 0.0
    if outline.fields:
        most = min(_FORM, 0.3 * (page - _furnished(outline, found, counts)))
        for number in outline.fields:
            if (asking := _asking(outline, number, counts, most, title)) is not None:
                found.setdefault(asking, Verdict("form", "advert"))
    posts = _posts(outline)
    for made_alike in groups.values():
        group = [box for box in made_alike if box.number not in posts] if posts else made_alike
        if len(group) < 2 or not (len(group) >= _FEWEST or _lead_on(outline, group)):
            continue
        if not _are_items(group, counts):
            continue
        whole = sum(counts.prose[box] for box in group)
        named = any(box.number in found for box in outline.around(group[0].number))
        leads_on = _lead_on(outline, group)
        if not (leads_on or named) and whole > 0.6 * page and whole > _FULL * len(group):
            continue
        for box in group:
            found.setdefault(box.number, Verdict("teasers" if leads_on else "items", "related"))
    return found


def _furnished(outline: Outline, found: dict[int, Verdict], counts: _Counts) -> float:
    """The prose in boxes of *found*."""
    prose, last = 0.0, -1
    for number in sorted(found):
        if number > last:
            prose, last = prose + counts.prose[outline.boxes[number]], outline.boxes[number].last
    return prose


def _asking(outline: Outline, number: int, counts: _Counts, most: float, title: int) -> int | None:
    """The box of a form: that in which a reader's address is asked for, with what it is wanted for.

    Old pages are forms as a whole: a box that holds more than *most*, or the page's heading, is none.
    """
    asking = None
    for box in outline.around(number):
        prose = counts.prose[box]
        if box.tag in _WHOLE or prose > most or box.start <= title < box.end:
            break
        added = prose - counts.prose[outline.boxes[asking]] if asking is not None else 0.0
        if added >= _LABELS and box.tag not in _SET_APART:
            break
        asking = box.number
    return asking


def _posts(outline: Outline) -> set[int]:
    """The boxes of posts of social networks, which an article quotes, and those just around them."""
    found: set[int] = set()
    for post in [box for box in outline.boxes if box.tag == "blockquote"]:
        if is_post(post.tag, post.classes):
            most = post.end - post.start + _FRAME
            found |= {b.number for b in outline.around(post.number) if b.end - b.start <= most}
    return found


def _is_folded(outline: Outline, box: Box, counts: _Counts, folded: set[int]) -> bool:
    """Whether a hidden box is the answer behind a question, which a click unfolds: *folded* so far."""
    around = outline.boxes[box.parent] if box.parent >= 0 else None
    if around is not None and around.hidden:
        shown = around.number in folded
    else:
        names = f"{around.name if around else ''} {box.name}"
        shown = (
            _FOLDING.search(names) is not None
            and counts.prose[box] >= _PROSE
            and counts.linked[box] <= 0.3 * counts.letters[box]
        )
    if shown:
        folded.add(box.number)
    return shown


def _named(outline: Outline, box: Box) -> BoxRule | None:
    """The rule on a box that is furniture by its name.

    What an id says of menus or ranks that is made from a heading's words is the article's.
    """
    rule = judge_box(box.name)
    if rule is None or not box.id or not _is_slug(outline, box):
        return rule
    return judge_box(box.name.removeprefix(box.id))


def _is_foot(outline: Outline, box: Box, counts: _Counts) -> bool:
    """Whether a box is called the foot of a page, ends it, and holds less than the rest."""
    return (
        box.end == len(outline.pieces)
        and (box.tag == "footer" or _FOOT.search(box.name) is not None)
        and 2 * counts.letters[box] < counts.letters[outline.boxes[0]]
    )


def _is_slug(outline: Outline, box: Box) -> bool:
    signs = box.id.count("-") + box.id.count("_")
    if not 1 <= signs < _SLUG:
        return signs >= _SLUG
    first = outline.pieces[box.start].text
    alike = len(first) < 2 * len(box.id) and _letters(first) == _letters(box.id)
    return alike and judge_text(first) is None


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, plain(text)))


def by_name(outline: Outline) -> dict[int, BoxRule]:
    """The rule on each box that is furniture by its name, or stands in such a box."""
    found: dict[int, BoxRule] = {}
    for box in outline.boxes:
        rule = judge_box(box.name) or found.get(box.parent)
        if rule:
            found[box.number] = rule
    return found


def spread(outline: Outline, verdicts: dict[int, Verdict]) -> list[Verdict | None]:
    """Return the verdict on each box, its own or that of the nearest box around it."""
    every: list[Verdict | None] = []
    own = verdicts.get
    for box in outline.boxes:
        around = every[box.parent] if box.parent >= 0 else None
        every.append(own(box.number, around))
    return every


def _is_link_list(box: Box, counts: _Counts) -> bool:
    linked = counts.linked[box]
    links, most = counts.links[box], 0.7 * (box.end - box.start)  # days beside them are letters
    return (
        linked > 0
        and (linked >= 0.7 * counts.letters[box] or (links > _FEWEST and links >= most))
        and links >= 2
        and counts.prose[box] < _PROSE
    )


def _are_items(group: list[Box], counts: _Counts) -> bool:
    """Whether boxes made alike are teasers or comments.

    A teaser has a link of its own and at most a paragraph, a comment the time of its writing.
    """
    most = _LIKE * len(group)
    if sum([counts.stamps[box] > 0 for box in group]) >= most:
        return True
    if sum([counts.links[box] > 0 for box in group]) < most:
        return False
    return sum([counts.paragraphs[box] for box in group]) <= 1.3 * len(group)


def _lead_on(outline: Outline, group: list[Box]) -> bool:
    """Whether each of the boxes ends with a link to the rest of its text."""
    last = {outline.pieces[box.end - 1].text for box in group}
    return len(last) == 1 and _REST.search(min(last).lower()) is not None


def _is_teaser(outline: Outline, box: Box, counts: _Counts) -> bool:
    """Whether a box begins with a link and ends with one to the rest of its text, on a line of its own or not."""
    if not counts.links[box]:
        return False
    texts = [piece for piece in outline.within(box.number) if piece.kind == "text"]
    last = texts[-1]
    return (
        is_link(texts[0])
        and last is not texts[0]
        and 0 < last.linked <= _REST_WORDS
        and (is_link(last) or last.signs > 0)
        and _REST.search(last.text[-_REST_WORDS:].lower()) is not None
    )


def _labelled(outline: Outline, box: Box, counts: _Counts) -> TextRule | None:
    """The rule on the label that a box begins with, of links or comments that fill it."""
    first = outline.pieces[box.start]
    if len(first.text) > _HEAD or not (counts.links[box] or counts.stamps[box]):
        return None
    rule = judge_text(first.text)
    if rule is None or rule.name not in _LABELLING or 2 * first.linked > first.letters:
        return None
    below = sum(piece.kind == "text" for piece in outline.within(box.number)) - 1
    comments = rule.name == "comments"
    filled = 3 * counts.stamps[box] if comments else 2 * counts.links[box]
    most = 0.5 * counts.prose[outline.boxes[0]]
    return rule if filled >= max(below, 3) and counts.prose[box] <= most else None


def _is_stamp(piece: Piece) -> bool:
    """Whether a piece is short and tells a time, or is what a reader of comments clicks on."""
    if len(piece.text) >= 60 or piece.kind != "text" or piece.tag in HEADINGS:
        return False  # a chronicle's chapters are headed by days
    low = piece.text.lower()
    likely = _DIGIT.search(low) or _UNDATED.search(low)
    return likely is not None and _STAMP.search(low) is not None
