"""Stripping: parting what stands in the body's box into the article's and the rest."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from archive.article import Removed, RemovedKind
from portal_spider.boilerplate import TextRule, judge_text
from portal_spider.extract.furniture import SURE, Verdict, spread
from portal_spider.extract.metadata.titles import plain
from portal_spider.extract.outline import HEADINGS, Outline, Piece
from portal_spider.extract.prose import Sums, is_link, is_wide
from portal_spider.sitemodel import SiteModel

Cut = tuple[Piece, Removed]
_ENDS = re.compile(r"[。！？…!?.;；:：」』”\"»)）]\s*$")
_SPOKEN = frozenset(("p", "li", "blockquote", "dd", "figcaption", "caption"))
_DATEISH = re.compile(
    r"[^\d。！？]{0,40}(?:\d{1,2}[./-]\d{1,2}[./-])?(?:(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}"
    r"|\d{1,2}\.?\s\w{3,10}\.?,?\s(?:19|20)\d\d|\w{3,10}\.?\s\d{1,2},?\s(?:19|20)\d\d|(?:19|20)\d\d)"
)


def strip(
    outline: Outline,
    chosen: int,
    weights: Sequence[float],
    raw: Sums,
    verdicts: dict[int, Verdict],
    title: str,
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
        and (verdict.rule in SURE or taken[verdict.rule, outline.boxes[number].path] < 0.5 * whole)
    }  # fmt: skip
    off = spread(outline, inner)
    kept: list[Piece] = []
    cut: list[Cut] = []
    boxed: dict[int, RemovedKind] = {}  # boxes of which one piece was a banner or a notice
    related = False
    for piece in outline.within(chosen):
        text_rule = judge_text(piece.text) if piece.kind == "text" else None
        removed: Removed | None = None
        if model is not None and (entry := model.entry(piece.text)) is not None:
            kind = text_rule.kind if text_rule else entry.kind
            removed = Removed(kind=kind, text=piece.text, rule="site_model", support=entry.support)
        elif text_rule is not None and not _prose_vetoes(text_rule, piece):
            removed = Removed(kind=text_rule.kind, text=piece.text, rule=text_rule.name)
        elif piece.box in boxed:
            removed = Removed(kind=boxed[piece.box], text=piece.text, rule="same_box")
        elif verdict := off.get(piece.box):
            removed = Removed(kind=verdict.kind, text=piece.text, rule=verdict.rule)
        elif piece.kind == "text" and is_link(piece) and (related or _bare_link(piece)):
            removed = Removed(kind="related", text=piece.text, rule="link_line")
        if removed is not None and text_rule is not None:
            if text_rule.kind in ("legal_notice", "site_banner") and piece.box != chosen:
                boxed[piece.box] = text_rule.kind
                if text_rule.kind == "site_banner":
                    _widen(kept, cut, piece.box)
            elif text_rule.kind == "related":
                related = True
        if removed is None:
            kept.append(piece)
        elif piece.text:
            cut.append((piece, removed))
    kept = _trim(kept, cut, weights, title)
    # A banner's first lines come before the one that tells what the box is.
    labelled = [
        (piece, replace(r, kind=boxed[piece.box]))
        if r.kind == "other" and piece.box in boxed
        else (piece, r)
        for piece, r in cut
    ]
    return kept, sorted(labelled, key=lambda pair: pair[0].number)


def _trim(kept: list[Piece], cut: list[Cut], weights: Sequence[float], title: str) -> list[Piece]:
    """Cut what stands above the article's title and the short lines round its text."""
    prose = [i for i, p in enumerate(kept) if _is_prose(p, weights)]
    if not prose:
        return kept
    first, last = prose[0], prose[-1]
    wanted = plain(title)
    named = [
        i for i, p in enumerate(kept[: first + 1])
        if p.kind == "text" and (p.tag == "h1" or (len(p.text) >= 4 and plain(p.text) == wanted))
    ]  # fmt: skip
    begin = named[-1] + 1 if named else 0
    rest: list[Piece] = []
    for i, piece in enumerate(kept):
        rule = None
        if i < begin:
            rule = "above_title" if piece.kind == "text" else None
        elif i < first and piece.kind == "text" and _is_label(piece):
            rule = "head_line"
        elif i > last and piece.kind == "text" and _is_label(piece, heading=True):
            rule = "tail_line"
        if rule is None:
            rest.append(piece)
        elif plain(piece.text) != wanted:
            cut.append((piece, Removed(kind="other", text=piece.text, rule=rule)))
    return rest


def _is_prose(piece: Piece, weights: Sequence[float]) -> bool:
    return piece.kind == "text" and weights[piece.number] >= 50 and piece.signs >= 1


def _is_label(piece: Piece, heading: bool = False) -> bool:
    """Whether a piece outside the text is a label rather than a sentence of the article."""
    if piece.tag in HEADINGS and not heading:
        return piece.tag == "h1"
    long = 24 if is_wide(piece.text) else 50
    if len(piece.text) <= long and piece.tag not in _SPOKEN and not _ENDS.search(piece.text):
        return True
    return len(piece.text) < 100 and piece.signs <= 6 and bool(_DATEISH.match(piece.text))


def _widen(kept: list[Piece], cut: list[Cut], box: int) -> None:
    """Take back what was kept of a banner's box before the banner was recognised."""
    while kept and kept[-1].box == box and len(kept) <= 6 and kept[-1].tag != "p":
        piece = kept.pop()
        cut.append((piece, Removed(kind="site_banner", text=piece.text, rule="same_box")))


def _prose_vetoes(rule: TextRule, piece: Piece) -> bool:
    """Whether a piece is a sentence of the article although a word of it fits a weak rule."""
    if piece.signs < 3 or len(piece.text) < 50 or piece.linked:
        return False
    if rule.name == "notice_words":  # a notice says such things at its start, or more than one
        found = {match[0] for match in rule.pattern.finditer(piece.text)}
        return len(found) == 1 and rule.pattern.search(piece.text[:24]) is None
    return rule.name in ("welcome", "share", "follow", "sign_up", "rights_line")


def _bare_link(piece: Piece) -> bool:
    """Whether a piece is nothing but a link in a list or a box of its own."""
    return piece.tag in ("li", "div", "td", "dd", "h3", "h4", "p") and piece.signs <= 2
