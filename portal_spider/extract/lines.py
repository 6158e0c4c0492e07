"""The lines of a page that may speak of its article, parted by where they stand to the body."""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from archive.simplified import spelled
from portal_spider.boilerplate import BoxRule, judge_text
from portal_spider.extract.body import Body
from portal_spider.extract.furniture import by_name
from portal_spider.extract.metadata import Lines
from portal_spider.extract.metadata.dates import may_tell
from portal_spider.extract.metadata.names import BYLINE
from portal_spider.extract.outline import Outline, Piece, is_post


def lines_of(outline: Outline, body: Body) -> Lines:
    """Part the page's lines by where they stand to the body."""
    if not body.kept:
        texts = [p.text for p in outline.pieces if p.kind == "text"]
        return Lines(above=texts[:30], body=(), cut=(), below=())
    posts, furniture = _in_posts(outline) | _in_figures(outline), by_name(outline)
    every = _said(outline, furniture).items()
    said = {number: told for number, told in every if number not in posts}
    start = outline.boxes[body.box].start  # a lead may stand before the line that says who and when
    first = next((p.number for p in body.kept if p.number >= start), start)
    last = body.kept[-1].number
    near = (*outline.pieces[max(0, first - _NEAR) : first + 15], *outline.pieces[last : last + 15])
    cut = {
        p.number: said.get(p.number, (p.parted,))[0]
        for p, why in body.cut
        if p.number not in posts and why.rule != "box_comment"
    }
    elsewhere = {p.number for p, why in body.cut if why.kind == "related"}
    # A short line at the top of the box is still above the article: its date and source.
    head = [
        said.get(p.number, (p.parted,))[0]
        for p in body.kept[:6]
        if p.kind == "text" and len(p.text) < 120 and p.number not in posts
    ]
    head += [
        text
        for number, text in cut.items()
        if first <= number < first + 15 and len(text) < 80 and number not in elsewhere
    ]
    prose = [p for p in body.kept if p.kind == "text"]
    below, beyond = _behind(
        line for number, told in said.items() if number > last and number not in cut
        for line in told
    )  # fmt: skip
    return Lines(
        above=[line for number, told in said.items() if number < first for line in told],
        head=head,
        body=[p.text for p in prose if p.number not in posts] or [p.text for p in prose],
        cut=[text for number, text in cut.items() if number >= first],
        below=below,
        beyond=beyond,
        aside=_aside(outline, near, furniture),
    )  # fmt: skip


def _behind(lines: Iterable[str]) -> tuple[list[str], list[str]]:
    """The lines behind the text: the article's, and those from a list of others, or of comments, on."""
    every = list(lines)
    for at, line in enumerate(every[:_FAR]):
        rule = judge_text(line)
        if rule is not None and (rule.kind == "related" or _COMMENTS.match(line)):
            return every[:at], every[at:]
    return every, []


# 网友评论, but not 评论 among what is pressed
_COMMENTS = re.compile(
    r"\W*(?:(?:网友|最新|全部|精彩|热门|用户|網友|熱門|用戶)(?:评论|評論|留言|跟贴)|(?:评论|評論|留言)(?:区|區|列表))"
)
_FAR = 20  # lines behind the text of which one may speak of it
_SIGNED = re.compile(r"by-?line|author")  # furniture that tells of the article
_NEAR = 60  # pieces above the body whose days are looked at
_LONG_LINE = 160  # characters of no line about an article
_LINKED, _TEASER = 0.6, 30  # part of a line, and how long it is, that leads to another page


def _aside(
    outline: Outline, pieces: Iterable[Piece], furniture: Mapping[int, BoxRule]
) -> frozenset[str]:
    """The lines of *pieces* with a day that speak of other things than the article."""
    found: tuple[set[str], set[str]] = set(), set()
    for piece in pieces:
        if piece.kind != "text" or len(piece.text) >= _LONG_LINE or not may_tell(piece.text):
            continue
        aside = (
            outline.boxes[piece.box].hidden
            or (piece.letters > _TEASER and piece.linked >= _LINKED * piece.letters)
            or (
                piece.box in furniture
                and not any(_SIGNED.search(box.name) for box in outline.around(piece.box)[:3])
            )
        )
        found[aside].add(piece.parted)
    return frozenset(found[True] - found[False])


def _in_posts(outline: Outline) -> frozenset[int]:
    """The pieces in posts of social networks, which say who wrote them, and when."""
    return frozenset(
        number
        for box in outline.boxes
        if is_post(box.tag, box.classes)
        for number in range(box.start, box.end)
    )


def _in_figures(outline: Outline) -> frozenset[int]:
    """The pieces in figures, which say whose the picture is."""
    return frozenset(
        number
        for box in outline.boxes
        if box.tag in _FIGURES and box.end - box.start <= _FIGURE
        for number in range(box.start, box.end)
    )


_FIGURES, _FIGURE = ("figure", "figcaption"), 6  # pieces of one
_ROWS, _ROW = 6, 160  # of a table that may tell of the article rather than be a part of it


def _said(outline: Outline, furniture: Mapping[int, BoxRule]) -> dict[int, tuple[str, ...]]:
    """The lines of each piece: its text, joined to what it labels, or the rows of a small table."""
    labelled = _labelled(outline)
    found: dict[int, tuple[str, ...]] = {}
    for piece in outline.pieces:
        if (rule := furniture.get(piece.box)) and rule.name == "box_comment":
            continue  # readers say where and when they write, too
        if piece.kind == "text":
            found[piece.number] = (labelled.get(piece.number, piece.parted),)
        elif piece.kind == "table":
            rows = piece.text.split("\n")
            if len(rows) <= _ROWS and max(map(len, rows)) <= _ROW:
                found[piece.number] = tuple(row.replace("\t", " ") for row in rows)
    return found


_LABEL = re.compile(
    r"(?:文章|信息|稿件)?(?:来\s*源|作\s*者|记\s*者|编\s*辑|责任编辑|责\s*编)\s*[:：]?|.{0,60}(?:来\s*源|作\s*者)\s*[:：]"
)


_LABEL_ENDS = ("源", "者", "辑", "輯")
_INITIALS = re.compile(r"[^\W\d_]{1,3}")
_SHORT_LABEL, _LONG_VALUE = 20, 40
_PORTRAITS, _WORDS = 10, 4  # pieces that may be letters, names and roles; words of a name


def _value(piece: Piece) -> str:
    """What a label before a piece may label: its text, or its picture's; nothing where it is long."""
    value = (piece.alt if piece.kind == "image" else piece.text) or ""
    return value if len(value) <= _LONG_VALUE else ""


def _lettered(pieces: Sequence[Piece]) -> str:
    """The names before which the letters that they begin with stand, as a portrait does."""
    names = (after.text for piece, after in pairwise(pieces) if _begin(after.text, piece.text))
    return ", ".join(dict.fromkeys(names))


def _begin(name: str, letters: str) -> bool:
    """Whether a text is but the letters with which a name's words begin."""
    words = name.casefold().split()
    return (
        1 < len(words) <= _WORDS
        and _INITIALS.fullmatch(letters) is not None
        and letters.casefold() == "".join(word[0] for word in words)[: len(letters)]
    )


def _labelled(outline: Outline) -> dict[int, str]:
    """The lines that end with a label, each with the box or the picture behind it that it labels."""
    found: dict[int, str] = {}
    pieces = outline.pieces
    for i, (piece, after) in enumerate(pairwise(pieces)):
        short = len(piece.text) < _SHORT_LABEL
        if not short and piece.text[-1] not in ":：":
            continue
        label = piece.text.rstrip(" :：")
        if label.endswith(_LABEL_ENDS) and _LABEL.fullmatch(spelled(piece.text)):
            value = _value(after)  # 责任编辑： may have none, and a notice behind it
            if value and judge_text(value) is None:
                found[piece.number] = f"{label}：{value}"
        elif short and piece.linked < piece.letters and BYLINE.fullmatch(label):
            value = _value(after)
            if _INITIALS.fullmatch(value):
                value = _lettered(pieces[i + 1 : i + _PORTRAITS]) or value
            if value:
                found[piece.number] = f"{label}: {value}"
    return found
