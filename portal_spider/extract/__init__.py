"""Reading a page: open it, find the body, strip it, read what it says of itself.

``charset → parse once → candidate body → strip → metadata → classify → Reading``.
Pure: the same page, profile and model give the same Reading, today from the
wire and years later from the WARC.
"""

import html
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise, zip_longest
from typing import Any

from selectolax.lexbor import LexborNode

from archive.article import Block, Content, Image, Removed
from archive.simplified import spelled
from portal_spider.boilerplate import BoxRule, judge_text
from portal_spider.extract.body import Body, find_body
from portal_spider.extract.classify import classify, is_front
from portal_spider.extract.embedded import find_embedded
from portal_spider.extract.furniture import Verdict, by_name
from portal_spider.extract.metadata import Lines, read_metadata
from portal_spider.extract.metadata.claims import names_in
from portal_spider.extract.metadata.dates import may_tell
from portal_spider.extract.metadata.titles import find_title, plain
from portal_spider.extract.outline import HEADINGS, Outline, Piece, is_post
from portal_spider.extract.page import OpenPage, joined, open_page, reopened
from portal_spider.extract.strip import Head
from portal_spider.page import Reading
from portal_spider.profile import Layout, SiteProfile
from portal_spider.sitemodel import SiteModel

__all__ = ["EXTRACTOR", "OpenPage", "join_pages", "open_page", "read_page", "reopened"]

EXTRACTOR = "portal-extract/21"
_LITTLE = 100.0  # prose below which scripts are looked into
_ARTICLE_TYPE = re.compile(r"article|news", re.IGNORECASE)
_TITLE = 10  # characters of a title that a heading may end with
_LONG_CAPTION = 400
_FRAMED = range(4, 200)  # characters of what stands alone with a picture
_PICTURED = frozenset(("figcaption", "caption", "figure"))
_CAPTIONED = re.compile(
    r"(?:^|[\s_-])(?:(?:wp-?)?captions?|fig(?:ure)?-?(?:caption|credit)|bildunterschrift|legende?|(?:image|photo|picture|img)-?(?:text|desc\w*|caption|credit|legend))(?:$|[\s_-])"
)
_CAPTION = re.compile(
    r"^(?:图为|图[：:]|▲|↑|△|资料图|摄影)|(?:[摄图]|供图|资料图|[ 　/]图|photo: .*)[）)]?$|^legende: |[(|©]\s?(?:ap|afp|dpa|reuters|getty|photo|foto|bild|image|picture)\b[^.]{0,80}$|(?:photo|foto|bild|credit|image|quelle):[^.]{2,60}$|\b(?:getty images|ap photo|afp|reuters|shutterstock|imago)\b[^.]{0,40}$",
    re.IGNORECASE,
)


def read_page(
    page: OpenPage,
    profile: SiteProfile,
    model: SiteModel | None = None,
    *,
    article_url: bool = False,
) -> Reading:
    """Return how *page* reads; *article_url*: its URL is known to be an article's."""
    layout = profile.layout_on(page.raw.captured.date())
    outline = page.outline
    claims = page.claims
    title, _ = find_title(
        claims.title, tuple(text for _, text in claims.headings), claims.meta.get("og:title"),
        None, profile.title, outline, page.raw.url,
    )  # fmt: skip
    head = Head(
        title=title or "",
        description=claims.meta.get("description") or claims.meta.get("og:description") or "",
        authors=(
            *names_in(claims.article.get("author")),
            *claims.meta.get("author", "").split("; "),
        ),
    )
    scripted: set[str] = set()
    ruled = _ruled(page, outline, layout)
    body = find_body(outline, head, model, _selected_box(page, outline, layout), ruled)
    if body.weight < _LITTLE and (found := find_embedded(page)) is not None:
        inside = find_body(found.outline, head, model)
        if inside.weight > 2 * body.weight:
            outline, body = found.outline, replace(inside, container=f"script: {found.key}")
            scripted = {f"meta:{name}" for name in found.meta.keys() - claims.meta.keys()}
            claims = replace(claims, meta=found.meta | claims.meta)
    lines = _lines(outline, body)
    metadata = read_metadata(page, claims, lines, profile, layout)
    hinted = article_url or bool(
        "@type" in claims.article or _ARTICLE_TYPE.search(claims.meta.get("og:type", ""))
    )
    kind, score, reasons = classify(
        outline, body, claims.title, front=not article_url and is_front(page.raw.url),
        dated=metadata.published is not None and metadata.evidence.get("published") != "url",
        hinted=hinted,
    )  # fmt: skip
    content = None
    if kind in ("article", "gallery"):
        headline = claims.article.get("headline")
        titles = (metadata.title, claims.meta.get("og:title"), headline)
        blocks = _blocks(outline, body, [t for t in titles if isinstance(t, str)], page.base_url)
        content = Content(
            **{name: getattr(metadata, name) for name in _FIELDS},
            text="\n\n".join(b.text for b in blocks if b.type != "image" and b.text),
            blocks=blocks,
            images=_images(blocks),
            removed=_removed(outline, body),
            evidence={
                "charset": f"{page.charset}: {page.charset_evidence}",
                "body": body.container,
            }
            | {
                name: where.replace("meta:", "script:", 1)
                if where.partition(";")[0] in scripted
                else where
                for name, where in metadata.evidence.items()
            },
        )
        if not content.text and kind == "article":
            content, kind = None, "other"
    return Reading(
        kind=kind, score=round(score, 3), reasons=reasons, content=content,
        canonical_claim=claims.canonical, pagination=page.pagination,
        candidates=body.candidates, charset=page.charset,
    )  # fmt: skip


_FIELDS = (
    "title", "subtitle", "authors", "editors", "source", "dateline", "published",
    "published_raw", "modified", "section", "keywords", "language", "description",
)  # fmt: skip


def join_pages(parts: Sequence[Content]) -> Content:
    """Return the article whose pages are *parts*, in order; page 1 says what it is."""
    first = parts[0]
    blocks = tuple(block for part in parts for block in part.blocks)
    last = parts[-1]
    return replace(
        first,
        text="\n\n".join(part.text for part in parts if part.text),
        blocks=blocks,
        images=_images(blocks),
        removed=tuple(dict.fromkeys(r for part in parts for r in part.removed)),
        authors=first.authors or last.authors,
        editors=first.editors or last.editors,
        source=first.source or last.source,
    )


def _selected_box(page: OpenPage, outline: Outline, layout: Layout) -> int | None:
    """The box that a layout's selector means, found by its id and classes."""
    node = page.tree.css_first(layout.body) if layout.body else None
    if node is None:
        return None
    wanted = _signature(node)
    return next((b.number for b in outline.boxes if (b.tag, b.id, b.classes) == wanted), None)


def _ruled(page: OpenPage, outline: Outline, layout: Layout) -> dict[int, Verdict]:
    """The boxes that a layout's rules mean, found by their tags, ids and classes."""
    found: dict[int, Verdict] = {}
    for rule in layout.rules:
        wanted = {_signature(node) for node in page.tree.css(rule.css)}
        kind: Any = rule.kind
        found |= {
            box.number: Verdict(rule.name, kind, sure=True)
            for box in outline.boxes
            if wanted and (box.tag, box.id, box.classes) in wanted
        }
    return found


def _signature(node: LexborNode) -> tuple[str, str, str]:
    ident = (node.attributes.get("id") or "").strip().lower()[:80]
    return node.tag or "", ident, (node.attributes.get("class") or "").strip().lower()[:200]


def _lines(outline: Outline, body: Body) -> Lines:
    """Part the page's lines by where they stand to the body."""
    if not body.kept:
        texts = [p.text for p in outline.pieces if p.kind == "text"]
        return Lines(above=texts[:30], body=(), cut=(), below=())
    posts, furniture = _in_posts(outline), by_name(outline)
    every = _said(outline, furniture).items()
    said = {number: told for number, told in every if number not in posts}
    start = outline.boxes[body.box].start  # a lead may stand before the line that says who and when
    first = next((p.number for p in body.kept if p.number >= start), start)
    last = body.kept[-1].number
    near = (*outline.pieces[max(0, first - _NEAR) : first + 15], *outline.pieces[last : last + 15])
    cut = {p.number: said.get(p.number, (p.text,))[0] for p, _ in body.cut if p.number not in posts}
    # A short line at the top of the box is still above the article: its date and source.
    head = [
        p.text
        for p in body.kept[:6]
        if p.kind == "text" and len(p.text) < 120 and p.number not in posts
    ]
    head += [
        text for number, text in cut.items() if first <= number < first + 15 and len(text) < 80
    ]
    return Lines(
        above=[line for number, told in said.items() if number < first for line in told],
        head=head,
        body=[p.text for p in body.kept if p.kind == "text"],
        cut=[text for number, text in cut.items() if number >= first],
        below=[
            line for number, told in said.items() if number > last and number not in cut
            for line in told
        ],
        aside=_aside(outline, near, furniture),
    )  # fmt: skip


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
        found[aside].add(piece.text)
    return frozenset(found[True] - found[False])


def _in_posts(outline: Outline) -> frozenset[int]:
    """The pieces in posts of social networks, which say who wrote them, and when."""
    return frozenset(
        number
        for box in outline.boxes
        if is_post(box.tag, box.classes)
        for number in range(box.start, box.end)
    )


_ROWS, _ROW = 6, 160  # of a table that may tell of the article rather than be a part of it


def _said(outline: Outline, furniture: Mapping[int, BoxRule]) -> dict[int, tuple[str, ...]]:
    """The lines of each piece: its text, joined to what it labels, or the rows of a small table."""
    labelled = _labelled(outline)
    found: dict[int, tuple[str, ...]] = {}
    for piece in outline.pieces:
        if (rule := furniture.get(piece.box)) and rule.name == "box_comment":
            continue  # readers say where and when they write, too
        if piece.kind == "text":
            found[piece.number] = (labelled.get(piece.number, piece.text),)
        elif piece.kind == "table":
            rows = piece.text.split("\n")
            if len(rows) <= _ROWS and max(map(len, rows)) <= _ROW:
                found[piece.number] = tuple(row.replace("\t", " ") for row in rows)
    return found


_LABEL = re.compile(
    r"(?:文章|信息|稿件)?(?:来\s*源|作\s*者|记\s*者|编\s*辑|责任编辑|责\s*编)\s*[:：]?|.{0,60}(?:来\s*源|作\s*者)\s*[:：]"
)


_LABEL_ENDS = ("源", "者", "辑", "輯")
_BYLINE = re.compile(
    r"(?:(?:written|posted|published|reported|words|text|story|article|post|skrevet|geschrieben|verfasst|escrito|écrit)\s)?"
    r"(?:by|von|par|por|di|av|af|door)|(?:the\s)?authors?|autor(?:a|es|in)?|auteurs?|autore",
    re.IGNORECASE,
)


def _labelled(outline: Outline) -> dict[int, str]:
    """The lines that end with a label, each with the box or the picture behind it that it labels."""
    found: dict[int, str] = {}
    for piece, after in pairwise(outline.pieces):
        if len(piece.text) >= 20 and piece.text[-1] not in ":：":
            continue
        value = after.alt if after.kind == "image" else after.text
        if not value or len(value) > 40:
            continue
        label = piece.text.rstrip(" :：")
        if label.endswith(_LABEL_ENDS) and _LABEL.fullmatch(spelled(piece.text)):
            found[piece.number] = f"{label}：{value}"
        elif len(piece.text) < 20 and _BYLINE.fullmatch(label):
            found[piece.number] = f"{label}: {value}"
    return found


def _blocks(
    outline: Outline, body: Body, titles: Sequence[str], base_url: str
) -> tuple[Block, ...]:
    """The pieces as the contract's blocks; a title that is repeated at the top is no paragraph."""
    blocks: list[Block] = []
    said = {plain(html.unescape(title)) for title in titles}
    longest = max(map(len, titles), default=0)
    for piece in body.kept:
        if piece.kind == "image":
            if url := joined(base_url, piece.url or ""):
                blocks.append(Block(type="image", text="", url=url, alt=piece.alt))
            continue
        if piece.kind == "table":
            blocks.append(Block(type="table", text=piece.text))
            continue
        early = not any(b.type == "paragraph" and len(b.text) > 60 for b in blocks)
        likely = early or _TITLE <= len(piece.text) <= longest
        if (likely and plain(piece.text) in said) or (early and _repeats(piece, said)):
            continue
        if early and _is_dateish(piece):
            continue
        blocks.append(_block(outline, piece, blocks, body.box))
    while blocks and blocks[-1].type == "heading":
        blocks.pop()
    return tuple(blocks)


_DATEISH = re.compile(r"^\D{0,12}(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}")


def _is_dateish(piece: Piece) -> bool:
    """Whether a piece at the top is the line of date and source, which metadata has read."""
    return len(piece.text) < 60 and piece.signs <= 4 and bool(_DATEISH.match(piece.text))


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
    if any(box.tag in _PICTURED or _CAPTIONED.search(box.name) for box in near):
        return Block(type="caption", text=text)
    if len(text) in _FRAMED and _is_framed(outline, piece, chosen):
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


def _images(blocks: Sequence[Block]) -> tuple[Image, ...]:
    found: dict[str, Image] = {}
    for block, following in zip_longest(blocks, blocks[1:]):
        if block.type == "image" and block.url:
            caption = following.text if following and following.type == "caption" else None
            found.setdefault(block.url, Image(url=block.url, caption=caption, alt=block.alt))
    return tuple(found.values())


_SIZES = re.compile(r"A\s?\+\s*A\s?-|字号\s*[:：]?[^\d]{0,12}|\[?大\s*中\s*小\]?")


def _sizes(text: str) -> re.Match[str] | None:
    """Where a line lets its reader choose the size of letters; most lines have none of its signs."""
    likely = "+" in text or "大" in text or "号" in text or "號" in text
    return _SIZES.search(spelled(text)) if likely else None


def _removed(outline: Outline, body: Body) -> tuple[Removed, ...]:
    """What was cut from the body, and the furniture beside it that rules know by name."""
    found = {(r.kind, r.text): r for _, r in body.cut}
    inside = {p.number for p in body.kept} | {p.number for p, _ in body.cut}
    related = -1
    for piece in outline.pieces:
        if piece.number in inside or piece.kind != "text":
            related = -1
            continue
        rule = judge_text(piece.text)
        if rule is None and len(piece.text) < 100 and (sizes := _sizes(piece.text)):
            text = piece.text[sizes.start() : sizes.end()].strip()
            found.setdefault(
                ("font_size", text), Removed(kind="font_size", text=text, rule="font_size")
            )
        elif rule is not None:
            related = piece.number if rule.kind == "related" else -1
            found.setdefault(
                (rule.kind, piece.text), Removed(kind=rule.kind, text=piece.text, rule=rule.name)
            )
        elif related >= 0 and piece.linked >= 0.8 * piece.letters:
            found.setdefault(
                ("related", piece.text),
                Removed(kind="related", text=piece.text, rule="related_list"),
            )
        else:
            related = -1
    return tuple(found.values())
