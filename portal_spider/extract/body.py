"""The body: the box that holds the article, and which pieces in it are the article's."""

import re
from collections import defaultdict
from dataclasses import dataclass, replace

from archive.article import Removed, RemovedKind
from portal_spider.boilerplate import BoxRule, TextRule, judge_box, judge_text
from portal_spider.extract.outline import Box, Outline, Piece
from portal_spider.page import Candidate
from portal_spider.sitemodel import SiteModel

_GOOD_NAME = re.compile(
    r"(?:^|[\s_-])(?:content|article|text|zhengwen|body|main|post|entry|story|detail|endtext|news)",
    re.IGNORECASE,
)
_OFF_TAGS = frozenset(("nav", "footer", "aside"))
_HOLDS = 0.72  # of a box's text that one box inside it must hold to be chosen instead
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """The pieces of the article, what was cut, and what else was considered."""

    box: int  # -1: there is none
    kept: tuple[Piece, ...]
    cut: tuple[tuple[Piece, Removed], ...]
    weight: float  # characters of prose in it
    share: float  # of the page's prose
    candidates: tuple[Candidate, ...] = ()


def weigh(piece: Piece) -> float:
    """Return how much prose a piece is: characters outside links, sentences counting double."""
    if piece.kind != "text":
        return 0.0
    free = len(piece.text) - piece.linked
    if free < 2 or piece.linked > 0.5 * len(piece.text):
        return 0.0
    wide = len(_CJK.findall(piece.text)) * 2 > len(piece.text)
    size = free * (2.0 if wide else 1.0)
    if piece.signs == 0 and size < 60:
        return size * 0.1
    return size * (1.0 if size > 50 else 0.6)


def find_body(outline: Outline, model: SiteModel | None, box: int | None = None) -> Body:
    """Return the body of the page; *box* if a layout's selector chose it."""
    rules = {b.number: rule for b in outline.boxes if (rule := _condemned(b))}
    off = _spread(outline, rules)
    weights: dict[int, float] = {}
    for piece in outline.pieces:
        weight = weigh(piece)
        hidden = outline.boxes[piece.box].hidden
        boiler = model is not None and model.knows(piece.text)
        if weight and judge_text(piece.text) is not None:
            weight *= 0.1
        weights[piece.number] = weight * (0.1 if off.get(piece.box) or hidden or boiler else 1.0)
    totals = _totals(outline, weights)
    if not outline.boxes or totals.get(0, 0.0) <= 0:
        return Body(box=-1, kept=(), cut=(), weight=0.0, share=0.0)
    candidates: list[Candidate] = []
    chosen = box if box is not None else _descend(outline, totals, candidates)
    kept, cut = _strip(outline, chosen, rules, model)
    weight = totals.get(chosen, 0.0)
    return Body(
        box=chosen, kept=tuple(kept), cut=tuple(cut), weight=weight,
        share=weight / totals[0], candidates=tuple(candidates),
    )  # fmt: skip


def _condemned(box: Box) -> BoxRule | None:
    if box.tag in ("html", "body", "article", "main"):
        return None
    rule = judge_box(box.name)
    if rule is None and box.tag in _OFF_TAGS:
        return BoxRule(f"tag_{box.tag}", "other", _GOOD_NAME)
    return rule


def _spread(outline: Outline, rules: dict[int, BoxRule]) -> dict[int, BoxRule]:
    """The rule that condemns each box, its own or that of a box around it."""
    spread: dict[int, BoxRule] = {}
    for box in outline.boxes:
        rule = rules.get(box.number) or spread.get(box.parent)
        if rule:
            spread[box.number] = rule
    return spread


def _totals(outline: Outline, weights: dict[int, float]) -> dict[int, float]:
    """The prose in each box, boxes inside it included."""
    totals: dict[int, float] = defaultdict(float)
    for piece in outline.pieces:
        totals[piece.box] += weights[piece.number]
    for box in reversed(outline.boxes):
        if box.parent >= 0:
            totals[box.parent] += totals[box.number]
    return totals


def _descend(outline: Outline, totals: dict[int, float], candidates: list[Candidate]) -> int:
    """Go down from the outermost box while one box inside holds nearly all of the prose."""
    inside: dict[int, list[int]] = defaultdict(list)
    for box in outline.boxes[1:]:
        inside[box.parent].append(box.number)
    current = 0
    while children := inside[current]:
        best = max(children, key=lambda number: totals[number])
        holds = totals[best] / totals[current] if totals[current] else 0.0
        box = outline.boxes[best]
        need = _HOLDS - (0.15 if _GOOD_NAME.search(box.name) or box.tag == "article" else 0.0)
        leaf = box.tag in ("p", "li", "blockquote", "td", "h1", "h2", "h3", "pre")
        if leaf and holds < 0.9:
            need = 1.1
        candidates.append(
            Candidate(
                path=f"{box.tag} {box.name.strip()}".strip(),
                score=round(totals[best], 1),
                reasons=(f"holds {holds:.0%} of the prose of the box around it",),
            )
        )
        if holds < need or (leaf and len(children) > 1 and current != 0):
            break
        current = best
    return current


def _strip(
    outline: Outline, chosen: int, rules: dict[int, BoxRule], model: SiteModel | None
) -> tuple[list[Piece], list[tuple[Piece, Removed]]]:
    """Part the pieces of the box *chosen* into the article's and the rest."""
    inner = {n: rule for n, rule in rules.items() if n > chosen}
    off = _spread(outline, inner)
    pieces = [p for p in outline.pieces if outline.inside(p, chosen)]
    total = sum(weigh(p) for p in pieces) or 1.0
    heavy = _totals(outline, {p.number: weigh(p) for p in outline.pieces})
    kept: list[Piece] = []
    cut: list[tuple[Piece, Removed]] = []
    boxed: dict[int, RemovedKind] = {}  # boxes of which one piece was a banner or a notice
    related = False
    for piece in pieces:
        text_rule = judge_text(piece.text) if piece.kind == "text" else None
        box_rule = off.get(piece.box)
        removed: Removed | None = None
        if outline.boxes[piece.box].hidden:
            removed = Removed(kind="other", text=piece.text, rule="hidden")
        elif model is not None and (entry := model.entry(piece.text)) is not None:
            kind = text_rule.kind if text_rule else entry.kind
            removed = Removed(kind=kind, text=piece.text, rule="site_model", support=entry.support)
        elif text_rule is not None and not _prose_vetoes(text_rule, piece):
            removed = Removed(kind=text_rule.kind, text=piece.text, rule=text_rule.name)
        elif piece.box in boxed:
            removed = Removed(kind=boxed[piece.box], text=piece.text, rule="same_box")
        elif box_rule is not None and heavy[_box_of(outline, piece, inner)] < 0.5 * total:
            removed = Removed(kind=box_rule.kind, text=piece.text, rule=box_rule.name)
        elif piece.kind == "text" and piece.linked >= 0.9 * len(piece.text) and related:
            removed = Removed(kind="related", text=piece.text, rule="related_list")
        elif _bare_link(outline, piece):
            removed = Removed(kind="related", text=piece.text, rule="link_list")
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
    # A banner's first lines come before the one that tells what the box is.
    labelled = [
        (piece, replace(r, kind=boxed[piece.box]))
        if r.kind == "other" and piece.box in boxed
        else (piece, r)
        for piece, r in cut
    ]
    return kept, labelled


def _widen(kept: list[Piece], cut: list[tuple[Piece, Removed]], box: int) -> None:
    """Take back what was kept of a banner's box before the banner was recognised."""
    while kept and kept[-1].box == box and len(kept) <= 6 and kept[-1].tag != "p":
        piece = kept.pop()
        cut.append((piece, Removed(kind="site_banner", text=piece.text, rule="same_box")))


def _box_of(outline: Outline, piece: Piece, rules: dict[int, BoxRule]) -> int:
    """The outermost condemned box around a piece."""
    found = piece.box
    for box in outline.around(piece.box):
        if box.number in rules:
            found = box.number
    return found


def _prose_vetoes(rule: TextRule, piece: Piece) -> bool:
    """Whether a piece is a sentence of the article although a word of it fits a weak rule."""
    if piece.signs < 3 or len(piece.text) < 50 or piece.linked:
        return False
    if rule.name == "notice_words":  # a notice says such things at its start, or more than one
        found = {match[0] for match in rule.pattern.finditer(piece.text)}
        return len(found) == 1 and rule.pattern.search(piece.text[:24]) is None
    return rule.name in ("welcome", "share", "follow", "sign_up", "rights_line")


def _bare_link(outline: Outline, piece: Piece) -> bool:
    """Whether a piece is nothing but a link in a list or a box of its own."""
    if piece.kind != "text" or piece.linked < 0.95 * len(piece.text.replace(" ", "")):
        return False
    return piece.tag in ("li", "div", "td", "dd", "h3", "h4") and piece.signs <= 2
