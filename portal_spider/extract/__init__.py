"""Reading a page: open it, find the body, strip it, read what it says of itself.

``charset → parse once → candidate body → strip → metadata → classify → Reading``.
Pure: the same page, profile and model give the same Reading, today from the
wire and years later from the WARC.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from selectolax.lexbor import LexborNode

from archive.article import Content, Removed
from archive.simplified import spelled
from portal_spider.boilerplate import judge_text
from portal_spider.extract.blocks import blocks_of, images_of
from portal_spider.extract.body import Body, find_body
from portal_spider.extract.classify import classify, is_front
from portal_spider.extract.embedded import find_embedded
from portal_spider.extract.furniture import Verdict
from portal_spider.extract.lead import Head
from portal_spider.extract.lines import lines_of
from portal_spider.extract.metadata import read_metadata
from portal_spider.extract.metadata.claims import names_in
from portal_spider.extract.metadata.titles import find_title
from portal_spider.extract.outline import Outline
from portal_spider.extract.page import OpenPage, open_page, reopened
from portal_spider.page import EXTRACTOR, Reading
from portal_spider.profile import Layout, SiteProfile
from portal_spider.sitemodel import SiteModel

__all__ = ["EXTRACTOR", "OpenPage", "join_pages", "open_page", "read_page", "reopened"]

_LITTLE = 100.0  # prose below which scripts are looked into
_ARTICLE_TYPE = re.compile(r"article|news", re.IGNORECASE)


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
    lines = lines_of(outline, body)
    metadata = read_metadata(page, claims, lines, profile, layout)
    hinted = article_url or bool(
        "@type" in claims.article or _ARTICLE_TYPE.search(claims.meta.get("og:type", ""))
    )
    kind, score, reasons = classify(
        outline, body, claims.title, front=not article_url and is_front(page.raw.url),
        dated=metadata.dateline is not None
        or (metadata.published is not None and metadata.evidence.get("published") != "url"),
        hinted=hinted,
    )  # fmt: skip
    content = None
    if kind in ("article", "gallery"):
        headline = claims.article.get("headline")
        titles = (metadata.title, claims.meta.get("og:title"), headline)
        blocks = blocks_of(outline, body, [t for t in titles if isinstance(t, str)], page.base_url)
        content = Content(
            **{name: getattr(metadata, name) for name in _FIELDS},
            text="\n\n".join(b.text for b in blocks if b.type != "image" and b.text),
            blocks=blocks,
            images=images_of(blocks),
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
        images=images_of(blocks),
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
