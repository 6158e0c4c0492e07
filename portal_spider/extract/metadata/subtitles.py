"""The line under a title that is a title still: 副标题, ——…, a smaller heading."""

import re

from portal_spider.extract.metadata.bylines import find_authors, find_reporters
from portal_spider.extract.metadata.families import is_full_name
from portal_spider.extract.metadata.sources import find_source
from portal_spider.extract.outline import HEADINGS, Outline, Piece
from portal_spider.extract.plain import plain
from portal_spider.extract.scripts import HAN

_NAMED = re.compile(
    r"(?:^|[\s_-])(?:sub-?title|sub-?head(?:line|ing)?|fu-?biaoti|futi|f-?title)(?:$|[\s_-])"
)
_LABELLED = re.compile(r"^(?:副\s*[标標]\s*[题題]|副\s*[题題])\s*[:：]\s*(?P<v>.+)$")
_DASHED = re.compile(r"^[—―─]{1,3}\s*(?P<v>[^—―─].+)$")
# A line of day and hour, or what stands before a name.
_NO_SUBTITLE = re.compile(
    r"\d{1,2}:\d\d|(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}|\d{1,2}\.\s?\d{1,2}\.\s?(?:19|20)\d\d|^(?:\w+\s)?by:?$",
    re.IGNORECASE,
)
_CRUMBS = re.compile(r"[首頁页]\s*[>»›]|位置\s*[:：]")
_LONGEST_LINE = 60  # characters of such a line
_SHORTEST, _LONGEST, _NEAR = 4, 160, 4


def find_subtitle(outline: Outline, title: str) -> tuple[str | None, str]:
    """Return the subtitle that stands right under *title* on the page, and what told it."""
    wanted = plain(title)
    at = next(
        (i for i, p in enumerate(outline.pieces) if p.text and p.tag in HEADINGS and plain(p.text) == wanted),
        None,
    ) if wanted else None  # fmt: skip
    if at is None:
        return None, ""
    for step, piece in enumerate(outline.pieces[at + 1 : at + 1 + _NEAR]):
        text = piece.text
        if piece.linked or not _SHORTEST <= len(text) <= _LONGEST or plain(text) == wanted:
            continue
        if len(text) <= _LONGEST_LINE and _NO_SUBTITLE.search(text):
            continue
        if len(text) <= _LONGEST_LINE and _tells_of(text):
            continue
        if match := _LABELLED.match(text) or (_DASHED.match(text) if step == 0 else None):
            return match["v"].strip(), "visible"
        if any(_NAMED.search(box.name) for box in outline.around(piece.box)[:2]):
            return text, "marked subtitle"
        if step == 0 and _is_smaller(outline, outline.pieces[at], piece):
            return text, piece.tag
    return None, ""


def _tells_of(text: str) -> bool:
    """Whether a Chinese line names who wrote or published, or where on the site it stands."""
    if not HAN.search(text):
        return False
    if _CRUMBS.search(text) or is_full_name(text.lstrip("—―─ ")):
        return True
    return bool(find_source(text) or find_authors(text) or find_reporters(text))


def _is_smaller(outline: Outline, title: Piece, piece: Piece) -> bool:
    """Whether *piece* is the only heading of its size beside the title: with more, it heads a section."""
    if piece.tag not in HEADINGS or piece.tag <= title.tag:
        return False
    beside = outline.boxes[outline.boxes[piece.box].parent]
    return sum(p.tag == piece.tag for p in outline.pieces[beside.start : beside.end]) == 1 and any(
        box.number == beside.number for box in outline.around(title.box)
    )
