"""The head of a page for machines, and the lead between its title and its text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from archive.article import Removed
from portal_spider.boilerplate import judge_text
from portal_spider.extract.furniture import SURE, Verdict
from portal_spider.extract.labels import CREDIT, ENDS, HEAD_LINE, is_captions, is_dated
from portal_spider.extract.outline import HEADINGS, Outline, Piece
from portal_spider.extract.plain import plain
from portal_spider.extract.scripts import is_wide

SAID = 60  # characters: what is as long and stands there again is a copy
_LEAD = 25  # characters of a lead
_CALLED = 8  # of a Chinese one in a box that is called so
_WORDS = 4  # of one in other scripts
_HEADED = 40  # of one that is a smaller heading
_QUOTES = re.compile(r"[\"'„“”‚‘’«»‹›]")
_LEAD_NAME = re.compile(
    r"(?:^|[\s_-])(?:article|story|post)?(?:"
    r"stand-?first|deck|[a-z]*dek|synopsis|tag-?line|sub-?(?:title|head\w*|line)|lead|lede|summary"
    r"|abstract|intro|excerpt|lead-?in"
    r"|(?:article|post|entry|story|news)-?description|perex|ingress|chap(?:eau|ô|o)|vorspann|entradilla|bajada|subtitulo|sottotitolo|daoyu|daodu|zhaiyao|tiyao)(?:$|[\s_-])"
)
_UNDER, _RIGHT_UNDER = 5, 2  # boxes round a lead that stands no more pieces below the title
_SUBTITLE = re.compile(r"sub|sotto")  # which metadata reads
_NO_LEAD = re.compile(  # who wrote it and when, what a picture shows
    r"(?:by|von|par|por|di|av|door)\s[^.!?]{3,70}\d"
    r"|(?:photos?|fotos?|bild(?:er)?|images?|pictures?)\s?[:：]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What is known of an article before its body is: where it begins and ends can depend on it."""

    title: str = ""
    description: str = ""
    authors: tuple[str, ...] = ()


def find_leads(
    outline: Outline,
    kept: Sequence[Piece],
    cut: Sequence[tuple[Piece, Removed]],
    off: Sequence[Verdict | None],
    head: Head,
) -> list[Piece]:
    """The lead that stands between the title and the body, outside the body's box.

    It is what the page gives as its description, or boxes beside each other are called so.
    """
    texts = [p for p in kept if p.kind == "text"]
    if not texts:
        return []
    wanted, said = plain(head.title), plain(head.description)
    start = max(
        (p.number for p in outline.pieces[: texts[0].number]
         if p.kind == "text"
         and (p.tag == "h1" or (2 * len(p.text) >= len(wanted) and plain(p.text) == wanted))),
        default=None,
    )  # fmt: skip
    if start is None:
        return []
    opening = _QUOTES.sub("", plain(" ".join(p.text for p in texts[:3])))
    gone = {piece.number for piece, _ in cut}
    heading = plain(outline.pieces[start].text)  # a site's slogan stands below its name
    titled = heading in wanted or wanted in heading
    found: list[Piece] = []
    described = False  # whether what was found is the page's description
    for piece in outline.pieces[start + 1 : texts[0].number]:
        text, verdict = plain(piece.text), off[piece.box]
        named = _is_lead(piece, outline.pieces[start], wanted, outline)
        if found and not (named and _is_beside(outline, piece, found[-1])):
            break
        if piece.kind != "text" or piece.number in gone:
            continue
        if len(text) < _LEAD and not (named and titled and _is_short_lead(outline, piece)):
            continue
        if 3 * piece.linked > len(piece.text) or text == wanted:
            continue
        size = _LEAD if is_wide(text) else SAID
        if _QUOTES.sub("", text)[:size] in opening or is_dated(piece):
            continue
        told = bool(said) and (text in said or said.rstrip(".…") in text)
        if verdict is not None and (not told or verdict.rule in SURE):
            continue
        if told and not described:
            found, described = [], True
        if told or named:
            found.append(piece)
    return found


def _is_lead(piece: Piece, title: Piece, wanted: str, outline: Outline) -> bool:
    """Whether a piece stands in a box called a lead, or is a sentence under the title, in one box with it or with its head."""
    around = outline.around(piece.box)[:3]
    if any(box.tag in ("figure", "figcaption") for box in around):
        return False
    if any(_LEAD_NAME.search(box.name) for box in around):
        return True
    below = piece.tag in HEADINGS and piece.tag > title.tag and piece.number == title.number + 1
    sentence = piece.tag in ("p", "div") and len(piece.text) >= SAID and ENDS.search(piece.text)
    return (
        bool(sentence or (below and len(piece.text) >= _HEADED))
        and title.tag in HEADINGS
        and wanted in plain(title.text)
        and judge_text(piece.text) is None
        and not (CREDIT.match(piece.text) or _NO_LEAD.match(piece.text))
        and not any(is_captions(box.name) for box in around)
        and _are_near(outline, piece, title)
    )


def _is_short_lead(outline: Outline, piece: Piece) -> bool:
    """Whether a line is short and stands in a box called a lead, and is no label or line of who and when."""
    text, around = piece.text, outline.around(piece.box)[:3]
    name = next((box.name for box in around if _LEAD_NAME.search(box.name)), None)
    return (
        name is not None
        and (len(text) >= _CALLED if is_wide(text) else text.count(" ") >= _WORDS - 1)
        and _SUBTITLE.search(name) is None
        and not piece.linked
        and not text.endswith((":", "："))
        and judge_text(text) is None
        and not (HEAD_LINE.match(text) or CREDIT.match(text))
    )


def _are_near(outline: Outline, piece: Piece, title: Piece) -> bool:
    """Whether the box around a piece or the next one is that around the title or the next one.

    What stands right under the title may be set apart by more boxes.
    """
    most = _UNDER if piece.number - title.number <= _RIGHT_UNDER else 3
    above = {box.number for box in outline.around(piece.box)[1:most]}
    return any(box.number in above for box in outline.around(title.box)[1:most])


def _is_beside(outline: Outline, piece: Piece, before: Piece) -> bool:
    """Whether the box around a piece is that around the one before, or around its box."""
    parent = outline.boxes[piece.box].parent
    return parent in (box.number for box in outline.around(before.box)[1:3])
