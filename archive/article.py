"""An article: one version of one text, and the way back to its bytes.

The fields and their order are the contract (``schema/article-1.json`` in this
package); a line of ``articles/<portal>/<yyyy-mm>.jsonl`` is one Article.
Unknown fields are ``None`` or empty, never invented.
"""

import base64
import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import orjson

from archive.shaped import day, each, shaped, texts

SCHEMA_VERSION = 1

BlockType = Literal["paragraph", "heading", "list_item", "quote", "image", "table", "caption"]
RemovedKind = Literal[
    "site_banner", "legal_notice", "copyright", "share", "related", "pagination",
    "font_size", "advert", "editor_line", "source_line", "other",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One piece of the body in reading order; a table's text is tab-separated rows."""

    type: BlockType
    text: str
    level: int | None = None  # of a heading, 1-6
    url: str | None = None  # of an image, absolute
    alt: str | None = None  # of an image


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A picture of the article; *url* is absolute."""

    url: str
    caption: str | None = None
    alt: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """A block that was taken out of the body, and what condemned it.

    *support* is the number of pages on which the site model saw it, or None
    where a rule for single pages did it.
    """

    kind: RemovedKind
    text: str
    rule: str
    support: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """The agency, place and day that open a report: 中国江苏网1月24日徐州讯."""

    agency: str | None = None
    place: str | None = None
    date: str | None = None  # MM-DD


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a reader takes from a page: the article without its identity.

    Versions are counted by changes of this value (less ``removed`` and
    ``evidence``, which describe our reading).
    """

    title: str | None = None
    subtitle: str | None = None
    authors: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    source: str | None = None
    dateline: Dateline | None = None
    published: str | None = None  # ISO 8601, a day or with offset
    published_raw: str | None = None
    modified: str | None = None
    section: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    language: str | None = None
    description: str | None = None
    text: str = ""
    blocks: tuple[Block, ...] = ()
    images: tuple[Image, ...] = ()
    removed: tuple[Removed, ...] = ()
    evidence: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageCapture:
    """One page of an article: its URL and the record that holds its payload."""

    url: str
    captured: str  # ISO 8601, UTC, as in WARC-Date
    warc_filename: str
    warc_record_offset: int
    warc_record_length: int
    warc_record_id: str
    payload_digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """The record an article was read from, and what read it."""

    captured: str
    warc_filename: str
    warc_record_offset: int
    warc_record_length: int
    warc_record_id: str
    payload_digest: str
    extractor: str
    boilerplate_version: str | None
    crawl: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One version of an article, as a line of the corpus holds it."""

    id: str
    version: int
    portal: str
    url: str
    canonical_url: str
    content: Content
    pages: tuple[PageCapture, ...]
    first_seen: str
    provenance: Provenance


def listed(names: Iterable[str], language: str | None) -> str:
    """Return *names* in a row, apart as *language* sets them apart.

    >>> listed(["甲", "乙"], "zh"), listed(["A", "B"], "en")
    ('甲、乙', 'A, B')
    """
    return ("、" if (language or "zh")[:2] in ("zh", "ja") else ", ").join(names)


def article_id(canonical_url: str) -> str:
    """Return the id of an article first captured under *canonical_url*.

    >>> article_id("https://example.org/a/1.html")
    'ajylxgkphibcfwgctrxovdnaej'
    """
    digest = hashlib.sha256(canonical_url.encode()).digest()
    return "a" + base64.b32encode(digest).decode("ascii").lower()[:25]


def content_digest(content: Content) -> str:
    """Return the SHA-256 (hex) of what a reader sees; our evidence and cuts do not count.

    Two captures with the same digest are the same version.
    """
    seen = _plain(content)
    del seen["removed"], seen["evidence"]
    return hashlib.sha256(orjson.dumps(seen)).hexdigest()


def to_json(article: Article) -> bytes:
    """Return *article* as one line of the corpus, in the contract's field order, no newline."""
    line = {
        "schema_version": SCHEMA_VERSION,
        "id": article.id,
        "version": article.version,
        "portal": article.portal,
        "url": article.url,
        "canonical_url": article.canonical_url,
        **_plain(article.content),
        "pages": article.pages,
        "first_seen": article.first_seen,
        "provenance": article.provenance,
    }
    return orjson.dumps(line)


def from_json(line: bytes | str) -> Article:
    """Return the Article of a corpus line; ``ValueError`` names the field that makes it none."""
    row = orjson.loads(line)
    if type(row) is not dict:
        raise ValueError("it is not an object")
    try:
        return _from_row(row)
    except KeyError as error:
        raise ValueError(f"{error.args[0]}: it is missing") from error


def _from_row(row: dict[str, Any]) -> Article:
    if row["schema_version"] != SCHEMA_VERSION:
        raise ValueError(f"schema_version {row['schema_version']} is not known here")
    same: dict[str, Any] = {name: row[name] for name in _PLAIN_FIELDS}
    same |= {name: texts(row, name) for name in _LIST_FIELDS}
    same |= {name: day(name, row[name]) for name in _DAY_FIELDS}
    same["dateline"] = shaped(Dateline, row["dateline"]) if row["dateline"] else None
    for name, cls in _OBJECT_FIELDS.items():
        same[name] = each(cls, row, name)
    whole: dict[str, Any] = {name: row[name] for name in _OWN_FIELDS}
    day("first_seen", row["first_seen"])
    provenance, pages = shaped(Provenance, row["provenance"]), each(PageCapture, row, "pages")
    if not pages:
        raise ValueError("pages: there is none")
    for captured in (provenance.captured, *(page.captured for page in pages)):
        day("captured", captured)
    whole |= {"content": shaped(Content, same), "pages": pages, "provenance": provenance}
    return shaped(Article, whole)


_LIST_FIELDS = ("authors", "editors", "section", "keywords")
_PLAIN_FIELDS = (
    "title", "subtitle", "source", "published_raw", "language", "description", "text", "evidence",
)  # fmt: skip
_DAY_FIELDS = ("published", "modified")
_OBJECT_FIELDS = {"blocks": Block, "images": Image, "removed": Removed}
_OWN_FIELDS = ("id", "version", "portal", "url", "canonical_url", "first_seen")


def _plain(content: Content) -> dict[str, Any]:
    """The fields of *content*, in order; what lies deeper orjson writes as it stands."""
    row = {name: getattr(content, name) for name in Content.__dataclass_fields__}
    row["blocks"] = [_plain_block(block) for block in content.blocks]
    return row


def _plain_block(block: Block) -> dict[str, Any]:
    """A block, its attributes only where it has them."""
    row: dict[str, Any] = {"type": block.type, "text": block.text}
    if block.level is not None:
        row["level"] = block.level
    if block.url is not None:
        row["url"] = block.url
    if block.alt is not None:
        row["alt"] = block.alt
    return row


def schema() -> Any:
    """Return the published JSON Schema of a line of the corpus."""
    return orjson.loads(
        files("archive").joinpath(f"schema/article-{SCHEMA_VERSION}.json").read_bytes()
    )


@cache
def _validator() -> Callable[[Any], Any]:
    import fastjsonschema  # only where lines are written or verified

    compiled: Callable[[Any], Any] = fastjsonschema.compile(schema())
    return compiled


def complaint(line: bytes | str) -> str | None:
    """Return what is wrong with a corpus line against the published schema, or None."""
    try:
        _validator()(orjson.loads(line))
    except ValueError as error:  # JSONDecodeError and JsonSchemaException both are
        return str(error)
    return None
