"""The pieces of a body as the blocks of an article."""

import html
import re
from collections.abc import Iterable, Sequence
from itertools import zip_longest

from archive.article import Block, Image
from archive.simplified import spelled
from portal_spider.extract.body import Body
from portal_spider.extract.labels import is_captions, is_dated
from portal_spider.extract.outline import HEADINGS, Outline, Piece
from portal_spider.extract.page import joined
from portal_spider.extract.plain import plain

_TITLE = 10  # characters of a title that a heading may end with
_LONG_CAPTION = 400
_PARAGRAPH = 60  # characters of one behind which no line of title or date is looked for
_FRAMED = range(4, 200)  # characters of what stands alone with a picture
_PICTURED = frozenset(("figcaption", "caption", "figure"))
_CAPTION = re.compile(
    r"^(?:图为|图[：:]|▲|↑|△|资料图|摄影)|(?:[摄图]|供图|资料图|[ 　/]图|photo: .*)[）)]?$"
    r"|^legende: |[(|©]\s?(?:ap|afp|dpa|reuters|getty|photo|foto|bild|image|picture)\b[^.]{0,80}$"
    r"|(?:photo|foto|bild|credit|image|quelle):[^.]{2,60}$"
    r"|\b(?:getty images|ap photo|afp|reuters|shutterstock|imago)\b[^.]{0,40}$",
    re.IGNORECASE,
)


def blocks_of(
    outline: Outline, body: Body, titles: Sequence[str], base_url: str
) -> tuple[Block, ...]:
    """The pieces as the contract's blocks; a title that is repeated at the top is no paragraph."""
    blocks: list[Block] = []
    said = {plain(html.unescape(title)) for title in titles}
    longest = max(map(len, titles), default=0)
    early = True  # until there is a paragraph
    closing: Block | None = None
    for piece in body.kept:
        if piece.kind == "image":
            if url := joined(base_url, piece.url or ""):
                blocks.append(Block(type="image", text="", url=url, alt=piece.alt))
            continue
        if piece.kind == "table":
            blocks.append(Block(type="table", text=piece.text))
            continue
        likely = early or _TITLE <= len(piece.text) <= longest
        if (likely and plain(piece.text) in said) or (early and _repeats(piece, said)):
            continue
        if not blocks and is_dated(piece):  # metadata has read the line of date and source
            continue
        blocks.append(_block(outline, piece, blocks, body.box))
        if piece.tag not in HEADINGS and piece.text.endswith((".", "!", "?")):
            closing = blocks[-1]
        early = early and not (blocks[-1].type == "paragraph" and len(piece.text) > _PARAGRAPH)
    while blocks and blocks[-1].type == "heading":
        last = blocks.pop()
        if last is closing:  # a line in bold may be the text's last word
            blocks.append(Block(type="paragraph", text=last.text))
            break
    return tuple(blocks)


def _repeats(piece: Piece, titles: Iterable[str]) -> bool:
    """Whether a heading is a title with a kicker before it."""
    text = plain(piece.text) if piece.tag in HEADINGS else ""
    return any(len(title) >= _TITLE and text.endswith(title) for title in titles)


def _block(outline: Outline, piece: Piece, before: Sequence[Block], chosen: int) -> Block:
    text, near = piece.text, outline.around(piece.box)[:3]
    if any(box.tag == "figcaption" for box in near):
        return Block(type="caption", text=text)
    if piece.tag in HEADINGS:
        return Block(type="heading", text=text, level=int(piece.tag[1]))
    bold = piece.strong >= piece.letters and len(text) <= 60
    if bold and not text.endswith(("。", "；", ";", "，", ",")):
        return Block(type="heading", text=text, level=3)
    if any(box.tag in _PICTURED or is_captions(box.name) for box in near):
        return Block(type="caption", text=text)
    if len(text) in _FRAMED and not text.endswith("。") and _is_framed(outline, piece, chosen):
        return Block(type="caption", text=text)
    after_picture = bool(before) and before[-1].type in ("image", "caption")
    if after_picture and len(text) <= _LONG_CAPTION and _CAPTION.search(spelled(text)):
        return Block(type="caption", text=text)
    if piece.tag == "li":
        return Block(type="list_item", text=text)
    if piece.tag == "blockquote":
        return Block(type="quote", text=text)
    return Block(type="paragraph", text=text)


def _is_framed(outline: Outline, piece: Piece, chosen: int) -> bool:
    """Whether a piece stands with a picture, and nothing else, in a box inside *chosen*."""
    frame = next((b for b in outline.around(piece.box) if b.end - b.start > 1), None)
    if frame is None or frame.number <= chosen or frame.tag not in ("div", "center"):
        return False
    inside = outline.within(frame.number)
    return [p.kind for p in inside] == ["image", "text"]


def images_of(blocks: Sequence[Block]) -> tuple[Image, ...]:
    """Return the pictures among *blocks*, each with the caption behind it."""
    found: dict[str, Image] = {}
    for block, following in zip_longest(blocks, blocks[1:]):
        if block.type == "image" and block.url:
            caption = following.text if following and following.type == "caption" else None
            found.setdefault(block.url, Image(url=block.url, caption=caption, alt=block.alt))
    return tuple(found.values())
