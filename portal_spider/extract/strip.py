"""Stripping: parting what stands in the body's box into the article's and the rest."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from archive.article import Removed, RemovedKind
from portal_spider.boilerplate import TextRule, judge_text, legible
from portal_spider.extract.furniture import SURE, Verdict, spread
from portal_spider.extract.labels import (
    CREDIT,
    ENDS,
    HEAD_LINE,
    SIGNED_OFF,
    is_bio,
    is_dated,
    is_label,
    is_the_texts,
    is_told,
    is_told_elsewhere,
    line_kind,
    signed,
)
from portal_spider.extract.lead import SAID, Head, find_leads
from portal_spider.extract.leftovers import (
    Cut,
    contents,
    cut_orphans,
    cut_tails,
    linked_headings,
)
from portal_spider.extract.outline import HEADINGS, Outline, Piece
from portal_spider.extract.plain import plain
from portal_spider.extract.prose import Sums, is_link, leads_on
from portal_spider.sitemodel import Place, SiteModel

_BELOW = 10  # pieces below a lead among which its author or day stands
_MUCH, _BEHIND = 0.2, 100.0  # of the prose, in teasers that are none; prose that follows them
_ABOUT = re.compile(
    r"\W*(?:about the authors?|(?:über )?(?:den autor|der autor|die autorin)|zu[mr] autor(?:in)?|sobre (?:el autor|la autora|o autor|a autora)"
    r"|à propos de l.auteure?|l.autore|l.autrice|作者(?:简介|介绍)|关于作者|關於作者|作者簡介)(?:\s?[:：–-].*|\W*)",
    re.IGNORECASE,
)
_ABOVE = 12  # pieces round a text's begin among which it is signed
_END = 4  # pieces of a text that may say who the author is
_ABOUT_MOST = 0.3  # of the prose that is said of the author
_TOLD_OF = frozenset(  # rules whose words a sentence of an article has as well
    ("welcome", "share", "follow", "sign_up", "related", "comments", "print", "neighbours")
)
_TOLD_ELSEWHERE = frozenset(("related", "newsletter"))
_RESERVED = re.compile(r"\W*(?:copyright|\(c\)|版权所有|©)", re.IGNORECASE)
_TAKEN = re.compile(r".{8}(?:[摄攝]|供图|供圖)\s*[)）]?$")
_SAID_IN = frozenset(("p", "div", "li", "blockquote", "td"))
_PARTLY = 0.3  # of an entry of a list that is the link
_LISTED = HEADINGS | {"li"}  # whose links behind labels are what an article is about


def strip(
    outline: Outline,
    chosen: int,
    weights: Sequence[float],
    raw: Sums,
    verdicts: dict[int, Verdict],
    head: Head,
    model: SiteModel | None,
) -> tuple[list[Piece], list[Cut]]:
    """Part the pieces of the box *chosen*; what is cut bears its kind and the rule."""
    whole = raw[outline.boxes[chosen]] or 1.0
    around = {box.number for box in outline.around(chosen)}
    taken: dict[tuple[str, str], float] = defaultdict(float)
    for number in range(chosen + 1, outline.boxes[chosen].last + 1):
        if verdict := verdicts.get(number):
            taken[verdict.rule, outline.boxes[number].path] += raw[outline.boxes[number]]
    inner = {
        number: verdict for number, verdict in verdicts.items()
        if number not in around
        and (verdict.sure or verdict.rule in SURE or taken[verdict.rule, outline.boxes[number].path] < 0.5 * whole)
    }  # fmt: skip
    for number in _parts(outline, chosen, inner, raw):
        del inner[number]
    off, off_page = spread(outline, inner), spread(outline, verdicts)
    learned = _learned(outline, chosen, model)
    kept: list[Piece] = []
    cut: list[Cut] = []
    boxed: dict[int, RemovedKind] = {}  # boxes of which one piece was a banner or a notice
    related = False
    about = 0  # up to where it is told who the author is
    seen: set[str] = set()
    pieces = outline.within(chosen)
    headed, listed = linked_headings(pieces, weights), contents(pieces)
    for piece in pieces:
        text_rule = judge_text(piece.text) if piece.kind == "text" else None
        removed: Removed | None = None
        if model is not None and (entry := model.entry(piece.text)) is not None:
            verdict = off[piece.box]
            kind = text_rule.kind if text_rule else entry.kind
            if kind == "other" and verdict is not None:
                kind = verdict.kind
            removed = Removed(kind=kind, text=piece.text, rule="site_model", support=entry.support)
        elif text_rule is not None and not _prose_vetoes(text_rule, piece):
            removed = Removed(kind=text_rule.kind, text=piece.text, rule=text_rule.name)
        elif piece.number in listed:
            removed = Removed(kind="other", text=piece.text, rule="contents")
        elif piece.number < about:
            removed = Removed(kind="other", text=piece.text, rule="author_bio")
        elif piece.box in boxed:
            removed = Removed(kind=boxed[piece.box], text=piece.text, rule="same_box")
        elif place := learned.get(piece.box):
            removed = Removed(
                kind=place.kind or "other",
                text=piece.text,
                rule="site_model",
                support=place.support,
            )
        elif verdict := off[piece.box]:
            removed = Removed(kind=verdict.kind, text=piece.text, rule=verdict.rule)
        elif (
            piece.kind == "text"
            and is_link(piece)
            and (related or (_bare_link(piece) and piece.number not in headed))
        ):
            if piece.number in headed:  # below a label of links: none of them is the article's
                headed = frozenset()
            removed = Removed(kind="related", text=piece.text, rule="link_line")
        elif piece.kind == "text" and piece.tag not in _LISTED and leads_on(piece):
            removed = Removed(kind="related", text=piece.text, rule="labelled_link")
        elif related and piece.kind == "text" and piece.tag not in HEADINGS and _is_listed(piece):
            removed = Removed(kind="related", text=piece.text, rule="related_list")
        elif cut and cut[-1][1].rule == "tags" and not ENDS.search(piece.text):
            removed = Removed(kind="related", text=piece.text, rule="tags")
        elif len(piece.text) >= SAID and piece.tag != "li" and piece.text in seen:
            removed = Removed(kind="other", text=piece.text, rule="said_before")
        if removed is not None and text_rule is not None:
            if text_rule.kind in ("legal_notice", "site_banner") and piece.box != chosen:
                boxed[piece.box] = text_rule.kind
                if text_rule.kind == "site_banner":
                    _widen(kept, cut, piece.box)
            elif text_rule.kind == "related":
                related = True
                if _ABOUT.fullmatch(piece.text):
                    about = _about_until(outline, chosen, piece, raw)
        if removed is None:
            related = related and not (_is_prose(piece, weights) and ENDS.search(piece.text))
            seen.add(piece.text)
            kept.append(piece)
        elif piece.text:
            cut.append((piece, removed))
    kept = cut_orphans(outline, kept, cut, chosen)
    above = outline.pieces[max(0, pieces[0].number - _ABOVE) : pieces[0].number + _ABOVE]
    head = replace(head, authors=(*head.authors, *signed(above)))
    kept = cut_tails(_trim(kept, cut, weights, head), cut)
    kept = find_leads(outline, kept, cut, off_page, head) + kept
    # A banner's first lines come before the one that tells what the box is.
    labelled = [
        (piece, replace(r, kind=boxed[piece.box]))
        if r.kind == "other" and piece.box in boxed
        else (piece, r)
        for piece, r in cut
    ]
    return kept, sorted(labelled, key=lambda pair: pair[0].number)


def _parts(outline: Outline, chosen: int, verdicts: dict[int, Verdict], raw: Sums) -> list[int]:
    """The boxes that look like teasers and are parts of the article: much of it, with more behind."""
    groups: dict[int, list[int]] = defaultdict(list)
    for number, verdict in verdicts.items():
        if verdict.rule == "items" and chosen < number <= outline.boxes[chosen].last:
            groups[outline.boxes[number].parent].append(number)
    whole = raw[outline.boxes[chosen]]
    found = []
    for numbers in groups.values():
        held = sum(raw[outline.boxes[number]] for number in numbers)
        behind = raw.between(outline.boxes[numbers[-1]].end, outline.boxes[chosen].end)
        if held >= _MUCH * whole and behind >= _BEHIND:
            found += numbers
    return found


def _about_until(outline: Outline, chosen: int, label: Piece, raw: Sums) -> int:
    """Where ends what *label* heads: with its box, or with a short rest of the text, at a heading of another thing."""
    box, body = outline.boxes[label.box], outline.boxes[chosen]
    holder = outline.boxes[box.parent] if box.end - box.start == 1 and box.parent >= 0 else box
    if holder.number > chosen:
        return holder.end if raw[holder] < _ABOUT_MOST * raw[body] else 0
    if raw.between(label.number, body.end) > _ABOUT_MOST * raw[body]:
        return 0
    rest = outline.pieces[label.number + 2 : body.end]
    return next((piece.number for piece in rest if piece.tag in HEADINGS), body.end)


def _learned(outline: Outline, chosen: int, model: SiteModel | None) -> dict[int, Place]:
    """The boxes in *chosen* that the site model knows as furniture."""
    found: dict[int, Place] = {}
    if model is None or not model.furniture:
        return found
    known = {place.path: place for place in model.furniture}
    for box in outline.boxes[chosen + 1 : outline.boxes[chosen].last + 1]:
        place = found.get(box.parent) or known.get(outline.path(box.number))
        if place is not None:
            found[box.number] = place
    return found


def _trim(kept: list[Piece], cut: list[Cut], weights: Sequence[float], head: Head) -> list[Piece]:
    """Cut what stands above the article's title and the short lines round its text."""
    prose = [i for i, p in enumerate(kept) if _is_prose(p, weights) and not _is_stamped(p)]
    prose = prose or [i for i, p in enumerate(kept) if p.signs and ENDS.search(p.text)]
    if not prose:
        return kept
    top, last = prose[0], prose[-1]  # a site's slogan or a lead may be a heading above the first
    first = next((i for i in prose if kept[i].tag not in HEADINGS), top)
    wanted = plain(head.title)
    named = [
        i for i, p in enumerate(kept[: first + 1])
        if p.kind == "text"
        and ((p.tag == "h1" and i <= top) or (len(p.text) >= 4 and plain(p.text) == wanted))
    ]  # fmt: skip
    begin = named[-1] + 1 if named else 0
    head_end = _head_end(kept, prose, first, head)
    rest: list[Piece] = []
    for i, piece in enumerate(kept):
        rule = None
        if piece.kind != "text":
            pass
        elif i < begin:
            rule = "above_title"
        elif i and kept[i - 1].kind == "image" and _TAKEN.search(piece.text):
            pass  # a caption with who took the picture
        elif (i < (top if piece.tag == "h1" else head_end) and is_label(piece)) or (
            i < begin + 8
            and piece.tag != "blockquote"
            and (i < first or piece.tag not in HEADINGS)
            and (is_dated(piece) or HEAD_LINE.match(piece.text))
        ):
            rule = "head_line"
        elif i > last and (
            (is_label(piece, heading=True) and not _heads_on(kept, i))
            or SIGNED_OFF.match(piece.text)
        ):
            rule = "tail_line"
        elif piece.tag != "li" and piece.tag not in HEADINGS and CREDIT.match(piece.text):
            rule = "credit"
        elif i >= len(kept) - _END and is_bio(piece, head.authors):
            rule = "author_bio"
        if rule and i >= begin and i > first and is_the_texts(piece, kept[i - 1]):
            rule = None
        if rule is None:
            rest.append(piece)
        elif plain(piece.text) != wanted:
            cut.append((piece, Removed(kind=line_kind(piece.text), text=piece.text, rule=rule)))
    return rest


def _head_end(kept: Sequence[Piece], prose: Sequence[int], first: int, head: Head) -> int:
    """Where an article's head ends: at its first prose, or behind a lead with who wrote it, and when, below."""
    second = next((i for i in prose if i > first and kept[i].tag not in HEADINGS), first)
    below = [p for p in kept[first + 1 : min(second, first + _BELOW)] if p.kind == "text"]
    signed = any(_is_stamped(p) or HEAD_LINE.match(p.text) or p.text in head.authors for p in below)
    return second if signed else first


def _heads_on(kept: Sequence[Piece], i: int) -> bool:
    """Whether a piece is a heading with a sentence below."""
    return (
        kept[i].tag in HEADINGS
        and i + 1 < len(kept)
        and kept[i + 1].tag in _SAID_IN
        and ENDS.search(kept[i + 1].text) is not None
    )


def _is_stamped(piece: Piece) -> bool:
    """Whether a piece is a line of a day; posts that an article quotes end with theirs."""
    return piece.tag != "blockquote" and is_dated(piece)


def _is_prose(piece: Piece, weights: Sequence[float]) -> bool:
    return piece.kind == "text" and weights[piece.number] >= 50 and piece.signs >= 1


def _widen(kept: list[Piece], cut: list[Cut], box: int) -> None:
    """Take back what was kept of a banner's box before the banner was recognised."""
    while kept and kept[-1].box == box and len(kept) <= 6 and kept[-1].tag != "p":
        piece = kept.pop()
        cut.append((piece, Removed(kind="site_banner", text=piece.text, rule="same_box")))


def _prose_vetoes(rule: TextRule, piece: Piece) -> bool:
    """Whether a piece is the article's although a word of it fits a weak rule."""
    if rule.name == "also_headline":  # a headline that it leads to is a link
        return 3 * piece.linked < piece.letters
    if rule.name == "categories":  # a blog's lead to what else it has there, a prize's do not
        return not piece.linked
    if rule.name in _TOLD_OF and not piece.linked and is_told(piece.text):
        return True
    if rule.name in _TOLD_ELSEWHERE and not piece.linked and is_told_elsewhere(piece.text):
        return True
    if rule.name == "rights_line" and _RESERVED.match(piece.text):
        return False
    if piece.signs < 3 or len(piece.text) < 50 or piece.linked:
        return False
    if rule.name == "notice_words":  # a notice says such things at its start, or more than one
        text = legible(piece.text)
        found = {match[0] for match in rule.pattern.finditer(text)}
        return len(found) == 1 and rule.pattern.search(text[:24]) is None
    return rule.name in ("welcome", "share", "follow", "sign_up", "rights_line")


def _is_listed(piece: Piece) -> bool:
    """Whether a piece below a label of links is one of them, or a label of its own."""
    return is_label(piece) or (piece.tag == "li" and piece.linked >= _PARTLY * piece.letters)


def _bare_link(piece: Piece) -> bool:
    """Whether a piece is nothing but a link in a list or a box of its own."""
    return piece.tag in ("li", "div", "td", "dd", "h3", "h4", "p") and piece.signs <= 2
