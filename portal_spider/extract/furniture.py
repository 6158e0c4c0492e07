"""Furniture: the boxes of a page that hold no article, known by name, by tag or by their make.

A verdict says why. It is about the box as it stands; who strips a body may
overrule it where nearly everything to read is inside.
"""

import re
from collections import defaultdict
from dataclasses import dataclass

from archive.article import RemovedKind
from portal_spider.boilerplate import judge_box
from portal_spider.extract.outline import Box, Outline
from portal_spider.extract.prose import Sums, is_link, weigh

_TAGS: dict[str, RemovedKind] = {
    "nav": "other",
    "footer": "other",
    "aside": "other",
    "menu": "other",
}
_WHOLE = frozenset(("html", "body", "article", "main"))  # their classes speak of the page
_STAMP = re.compile(
    r"(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d|\d{1,2}[-/月]\d{1,2}日?\s+\d{1,2}:\d\d"
    r"|\d\s?(?:秒|分钟?|小时|小時|天|日|周|个?月|年)之?前|\b(?:an?|\d+)\s(?:sec|min|hour|day|week|month|year)\w*\sago"
    r"|\b\w{3,9}\.?\s\d{1,2}(?:st|nd|rd|th)?,?\s20\d\d|\d{1,2}:\d\d\s?[ap]m|回复|举报|\breply\b",
    re.IGNORECASE,
)
#: Rules that go by more than a name: too much behind them does not speak against them.
SURE = ("hidden", "items", "box_comment", "link_list")
_FEWEST = 3  # items that make a list of them
_LIKE = 0.7  # of them that must look like teasers or comments
_PROSE = 100.0  # that no list of links holds
_FULL = 300.0  # prose of an item that may be a part of an article


@dataclass(frozen=True, slots=True)
class Verdict:
    """Why a box is no part of an article."""

    rule: str
    kind: RemovedKind


def find_furniture(outline: Outline, raw: Sums, linked: Sums, letters: Sums) -> dict[int, Verdict]:
    """Return the verdicts on boxes; *raw* sums the prose, *linked* and *letters* the characters."""
    found: dict[int, Verdict] = {}
    for box in outline.boxes:
        if box.end == box.start or box.tag in _WHOLE:
            continue
        if box.hidden:
            found[box.number] = Verdict("hidden", "other")
        elif rule := judge_box(box.name):
            found[box.number] = Verdict(rule.name, rule.kind)
        elif kind := _TAGS.get(box.tag):
            found[box.number] = Verdict(f"tag_{box.tag}", kind)
        elif raw[box] < _PROSE and _is_link_list(outline, box, linked, letters):
            found[box.number] = Verdict("link_list", "related")
    for group in _repeated(outline):
        if _are_items(outline, group):
            prose = [raw[box] for box in group]
            whole = sum(prose)
            named = any(box.number in found for box in outline.around(group[0].number))
            if not named and whole > 0.6 * raw[outline.boxes[0]] and whole > _FULL * len(group):
                continue
            for box in group:
                found.setdefault(box.number, Verdict("items", "related"))
    return found


def spread(outline: Outline, verdicts: dict[int, Verdict]) -> dict[int, Verdict]:
    """Return the verdict on each box, its own or that of the nearest box around it."""
    every: dict[int, Verdict] = {}
    for box in outline.boxes:
        verdict = verdicts.get(box.number) or every.get(box.parent)
        if verdict:
            every[box.number] = verdict
    return every


def _is_link_list(outline: Outline, box: Box, linked: Sums, letters: Sums) -> bool:
    if box.tag == "p" or box.end - box.start < 3:
        return False
    size = letters[box]
    if size == 0 or linked[box] < 0.7 * size:
        return False
    return sum(is_link(piece) for piece in outline.pieces[box.start : box.end]) >= 2


def _repeated(outline: Outline) -> list[list[Box]]:
    """Groups of boxes side by side that are made alike, each of more than one piece."""
    groups: dict[tuple[int, str], list[Box]] = defaultdict(list)
    for box in outline.boxes:
        if box.end - box.start >= 2 and box.parent >= 0:
            groups[box.parent, box.path].append(box)
    return [group for group in groups.values() if len(group) >= _FEWEST]


def _are_items(outline: Outline, group: list[Box]) -> bool:
    """Whether boxes made alike are teasers or comments.

    A teaser has a link of its own and at most a paragraph, a comment the time of its writing.
    """
    linked = stamped = paragraphs = 0
    for box in group:
        pieces = [p for p in outline.pieces[box.start : box.end] if p.kind == "text"]
        linked += any(is_link(p) for p in pieces)
        stamped += any(len(p.text) < 60 and _STAMP.search(p.text) for p in pieces)
        paragraphs += sum(weigh(p) >= 50 and p.signs >= 1 for p in pieces)
    if stamped >= _LIKE * len(group):
        return True
    return linked >= _LIKE * len(group) and paragraphs <= 1.3 * len(group)
