"""What a body's cuts leave over: labels of lists that went, and links that are headings of what stays."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from archive.article import Removed
from portal_spider.boilerplate import judge_text
from portal_spider.extract.labels import is_label
from portal_spider.extract.outline import HEADINGS, Outline, Piece
from portal_spider.extract.plain import plain
from portal_spider.extract.prose import is_link

Cut = tuple[Piece, Removed]
_LEADS_IN = (":", "：", "…", "...")
_WORD, _FEW = 24, 2  # characters of a label, and its words
_ENTRY = 160  # characters of an entry
_LAST = 3  # pieces of a text among which it ends
_TAIL = re.compile(
    r"(?:(?<=[。！？!?…”」』.])\s*|(?=返回[^，。]{1,8}[，,]\s*查看更多$))(?P<tail>[^。！？!?…”」』.]{4,60})$"
)
_FEWEST = 3  # links with text below that are the headings of an article; entries of its contents


def cut_orphans(outline: Outline, kept: list[Piece], cut: list[Cut], chosen: int) -> list[Piece]:
    """Cut the labels whose lists were cut: those that stand with nothing else, and a word or two that lead in links.

    A sentence that leads in a list of links says something without it.
    """
    gone = {piece.number: why for piece, why in cut}
    if not any(why.kind == "related" for why in gone.values()):
        return kept
    rest: list[Piece] = []
    for piece in reversed(kept):
        if _is_orphan(outline, piece, gone, chosen):
            cut.append((piece, Removed(kind="related", text=piece.text, rule="list_label")))
            gone[piece.number] = cut[-1][1]
        else:
            rest.append(piece)
    return rest[::-1]


def _is_orphan(outline: Outline, piece: Piece, gone: dict[int, Removed], chosen: int) -> bool:
    after = gone.get(piece.number + 1)
    if piece.kind != "text" or after is None or after.kind != "related":
        return False
    leads_in = len(piece.text) <= _WORD and piece.text.endswith(_LEADS_IN)
    if not (piece.tag in HEADINGS or leads_in or is_label(piece)):
        return False
    box = outline.boxes[piece.box]
    holder = outline.boxes[box.parent] if box.end - box.start == 1 and box.parent >= 0 else box
    if holder.number > chosen:
        return all(p.number in gone for p in outline.within(holder.number) if p is not piece)
    second = gone.get(piece.number + 2)
    short = piece.text.isupper() or len(piece.text.split()) <= _FEW
    return leads_in and short and second is not None and second.kind == "related"


def cut_tails(kept: list[Piece], cut: list[Cut]) -> list[Piece]:
    """Cut what is behind the last sentence of a text, in one paragraph with it: （责任编辑：林一）, Read more."""
    last = [i for i, piece in enumerate(kept) if piece.kind == "text"][-_LAST:]
    rest = list(kept)
    for i in last:
        piece = kept[i]
        match = _TAIL.search(piece.text)
        rule = judge_text(match["tail"]) if match else None
        if match is None or rule is None:
            continue
        if rule.kind == "editor_line" or (rule.kind in ("related", "share") and piece.linked):
            text, tail = piece.text[: match.start("tail")].rstrip(), match["tail"]
            rest[i] = replace(
                piece,
                text=text,
                letters=len(text) - text.count(" "),
                linked=max(piece.linked - len(tail), 0),
            )
            cut.append(
                (replace(piece, text=tail), Removed(kind=rule.kind, text=tail, rule=rule.name))
            )
    return rest


def contents(pieces: Sequence[Piece]) -> frozenset[int]:
    """The entries of a table of contents among *pieces*: three or more lines that are headings below, as they follow."""
    places = {_entry(p.text): p.number for p in pieces if p.tag in HEADINGS}
    if len(places) < _FEWEST:
        return frozenset()
    found: list[int] = []
    run: list[int] = []
    for piece in pieces:
        likely = len(piece.text) <= _ENTRY and piece.tag not in HEADINGS
        place = places.get(_entry(piece.text), -1) if likely else -1
        if place > piece.number:
            run.append(piece.number)
        elif run:
            found += run if len(run) >= _FEWEST else []
            run = []
    return frozenset(found)


def _entry(text: str) -> str:
    return plain(text).lstrip("0123456789.)、:-–·•")


def linked_headings(pieces: Sequence[Piece], weights: Sequence[float]) -> frozenset[int]:
    """The links of *pieces* that are headings of the text below: questions of an interview, things in an order."""
    found: list[int] = []
    for piece, below in pairwise(pieces):
        if (
            piece.linked
            and (piece.tag in HEADINGS or piece.text.endswith(("?", "？")))
            and is_link(piece)
            and weights[below.number] >= 50
            and below.signs
            and below.tag not in HEADINGS
        ):
            found.append(piece.number)
    return frozenset(found if len(found) >= _FEWEST else ())
