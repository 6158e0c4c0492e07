"""The site model: what stands on many pages of a portal is not what one article says.

Learned by counting on how many pages each text stands, which box holds the
body, and which boxes in it are furniture. A pure function of the set of pages,
the pins and the vetoes, so the order does not matter.
"""

import hashlib
import heapq
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import orjson

from archive.article import RemovedKind
from portal_spider.boilerplate import judge_text
from portal_spider.profile import SiteProfile
from portal_spider.recurring import recurring

if TYPE_CHECKING:  # the reader of pages imports this module
    from portal_spider.extract.body import Body
    from portal_spider.extract.page import OpenPage

FEWEST = 4  # pages on which something must stand, however few there are
SHARE = 0.3  # of the pages on which it must stand
INSIDE = 0.5  # the same for a text of the body that no rule condemns: a series has a first line
_SHORTEST = 4  # characters: a shorter text recurs by chance
_SURELY = 0.9  # of the pages that have a box, on which all of it was cut
_EXAMPLES = 2  # pages named for each text
_SAMPLE = 64  # pages from which they are taken: those whose URLs have the smallest digests
_FORMAT = 2
_SEP = "\x1f"  # in a count's name; no text has it, since the outline squeezes it away


@dataclass(frozen=True, slots=True)
class Entry:
    """A text that is boilerplate: *support* pages of the model's have it (None: it is pinned)."""

    text: str
    kind: RemovedKind
    support: int | None
    inside: int = 0  # on how many of them it stood in the body's box
    path: str | None = None  # the box in which it mostly stood
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A box, by its path: a body's, or furniture inside one."""

    path: str
    support: int
    kind: RemovedKind | None = None  # of furniture


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteModel:
    """What was learned from the first *pages* pages of a portal."""

    portal: str
    pages: int
    version: str  # names the pages and the digest of pins and vetoes
    entries: dict[str, Entry] = field(default_factory=dict)
    containers: tuple[Place, ...] = ()  # boxes that hold bodies, the most frequent first
    furniture: tuple[Place, ...] = ()  # boxes in bodies that hold nothing of the article
    vetoed: tuple[str, ...] = ()

    def entry(self, text: str) -> Entry | None:
        """Return what is known of a text."""
        return self.entries.get(text)

    def knows(self, text: str) -> bool:
        """Whether a text is boilerplate."""
        return text in self.entries


def model_version(pages: int, profile: SiteProfile) -> str:
    """Return the version of a model of *pages* pages under the profile's pins and vetoes."""
    said = orjson.dumps([sorted(profile.pins), sorted(profile.vetoes)])
    return f"{pages}-{hashlib.sha256(said).hexdigest()[:12]}"


def step(kept: int) -> int:
    """Return from how many pages to learn: the largest of 8, 16, 32, … not above *kept*, or 0.

    >>> [step(n) for n in (0, 7, 8, 15, 16, 1000)]
    [0, 0, 8, 8, 16, 512]
    """
    return 1 << (kept.bit_length() - 1) if kept >= 8 else 0


class PageFacts(NamedTuple):
    """What is counted of a page."""

    url: str
    counted: tuple[str, ...]  # each under a name that begins with what it is
    texts: frozenset[str]


def learn(pages: Iterable[PageFacts], number: int, profile: SiteProfile) -> SiteModel:
    """Return the model of the given page captures (*number* of them).

    A URL has one voice however often it was captured: what an article says at
    each visit is not what its portal says on each page.
    """
    sample: list[tuple[int, str, frozenset[str]]] = []
    heard: set[bytes] = set()
    counts = recurring((_sampled(page, sample) for page in _once_each(pages, heard)), SHARE)
    by: dict[str, dict[str, int]] = defaultdict(dict)  # what was counted -> name -> pages
    for name, count in counts.items():
        if count >= FEWEST:
            what, _, rest = name.partition(_SEP)
            by[what][rest] = count
    paths: dict[str, tuple[int, str]] = {}
    for name, count in by["path"].items():
        box, _, text = name.partition(_SEP)
        paths[text] = max(paths.get(text, (0, "")), (count, box))
    kinds: dict[str, dict[str, int]] = defaultdict(dict)
    for name, count in by["kind"].items():
        kind, _, text = name.partition(_SEP)
        kinds[text][kind] = count
    entries = {}
    for text, support in by["text"].items():
        inside, heading = by["inside"].get(text, 0), by["heading"].get(text, 0)
        rule = judge_text(text)
        of_the_body = inside * 2 >= support and rule is None
        if text in profile.vetoes or heading * 2 >= support:
            continue  # in a heading a text that recurs names a column or a part: it stays
        if of_the_body and inside < INSIDE * len(heard):
            continue
        path = paths[text][1] if text in paths else None
        kind = _kind(text, kinds.get(text, {}), support)
        entries[text] = Entry(text, kind, support, inside, path, _examples(text, sample))
    for text in profile.pins:
        entries[text] = Entry(text, _kind(text, kinds.get(text, {}), 0), None)
    return SiteModel(
        portal=profile.name, pages=number, version=model_version(number, profile),
        entries=dict(sorted(entries.items())), containers=_ranked(by["container"]),
        furniture=_furniture(by["cut"], by["there"]), vetoed=tuple(sorted(profile.vetoes)),
    )  # fmt: skip


def _kind(text: str, kinds: dict[str, int], support: int) -> RemovedKind:
    """What a text is: by its words, else by the furniture in which it mostly stands."""
    if rule := judge_text(text):
        return rule.kind
    most: Any = max(kinds, key=lambda kind: (kinds[kind], kind), default="other")
    return most if kinds.get(most, 0) * 2 >= support else "other"


def facts_of(page: "OpenPage") -> PageFacts:
    """Return what is counted of *page*."""
    from portal_spider.extract.body import find_body
    from portal_spider.extract.furniture import by_name
    from portal_spider.extract.lead import Head
    from portal_spider.extract.outline import HEADINGS

    outline = page.outline
    body = find_body(outline, Head(), None)
    box = outline.boxes[body.box] if body.box >= 0 else None
    texts, counted = set(), []
    furniture = by_name(outline)
    for piece in outline.pieces:
        if piece.kind != "text" or len(piece.text) < _SHORTEST:
            continue
        texts.add(piece.text)
        counted.append(_SEP.join(("text", piece.text)))
        counted.append(_SEP.join(("path", outline.path(piece.box, 2), piece.text)))
        if rule := furniture.get(piece.box):
            counted.append(_SEP.join(("kind", rule.kind, piece.text)))
        if box is not None and box.start <= piece.number < box.end:
            counted.append(_SEP.join(("inside", piece.text)))
            if piece.tag in HEADINGS:
                counted.append(_SEP.join(("heading", piece.text)))
    if box is not None and body.weight > 0:
        counted.append(_SEP.join(("container", outline.path(box.number))))
        counted += _cuts(page, body)
    return PageFacts(page.raw.url, tuple(counted), frozenset(texts))


def _once_each(pages: Iterable[PageFacts], heard: set[bytes]) -> Iterator[PageFacts]:
    """Yield the first capture of each URL; *heard* holds the URLs' digests."""
    for page in pages:
        digest = hashlib.blake2b(page.url.encode(), digest_size=8).digest()
        if digest not in heard:
            heard.add(digest)
            yield page


def _sampled(page: PageFacts, sample: list[tuple[int, str, frozenset[str]]]) -> tuple[str, ...]:
    """What is counted of *page*, which may be one of the sample from now on."""
    digest = int.from_bytes(hashlib.sha256(page.url.encode()).digest()[:8], "big")
    heapq.heappush(sample, (-digest, page.url, page.texts))
    if len(sample) > _SAMPLE:
        heapq.heappop(sample)
    return page.counted


def _cuts(page: "OpenPage", body: "Body") -> Iterator[str]:
    """Which boxes stand in the body, and which of them were cut whole."""
    outline = page.outline
    kept = {box.number for piece in body.kept for box in outline.around(piece.box)}
    kinds = {box.number: r.kind for piece, r in body.cut for box in outline.around(piece.box)}
    holding = {outline.path(number) for number in kept if number > body.box}
    yield from (_SEP.join(("there", path)) for path in holding)
    for number, kind in kinds.items():
        path = outline.path(number)
        if number > body.box and path not in holding:
            yield _SEP.join(("there", path))
            yield _SEP.join(("cut", path, kind))


def _examples(text: str, sample: list[tuple[int, str, frozenset[str]]]) -> tuple[str, ...]:
    pages = sorted((-digest, url) for digest, url, texts in sample if text in texts)
    return tuple(url for _, url in pages[:_EXAMPLES])


def _ranked(counts: dict[str, int]) -> tuple[Place, ...]:
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(Place(path, support) for path, support in ranked)


def _furniture(cut: dict[str, int], there: dict[str, int]) -> tuple[Place, ...]:
    """The boxes that were cut on nearly all pages that have them."""
    of: dict[str, dict[str, int]] = defaultdict(dict)
    for name, count in cut.items():
        path, _, kind = name.rpartition(_SEP)
        of[path][kind] = count
    found = []
    for path, kinds in sorted(of.items()):
        most: Any = max(kinds, key=lambda kind: (kinds[kind], kind))
        if kinds[most] >= _SURELY * there[path]:
            found.append(Place(path, kinds[most], most))
    return tuple(found)


def to_json(model: SiteModel) -> bytes:
    """Return the model as ``boilerplate/<portal>.json`` holds it, readable."""
    whole = {
        "format": _FORMAT, "portal": model.portal, "pages": model.pages, "version": model.version,
        "vetoed": model.vetoed, "containers": [_row(p) for p in model.containers],
        "furniture": [_row(p) for p in model.furniture],
        "entries": [_row(e) for e in model.entries.values()],
    }  # fmt: skip
    return orjson.dumps(whole, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _row(value: Entry | Place) -> dict[str, Any]:
    return {name: getattr(value, name) for name in value.__dataclass_fields__}


def from_json(text: bytes) -> SiteModel:
    """Return the model in ``boilerplate/<portal>.json`` (ValueError or KeyError if it is none)."""
    row: dict[str, Any] = orjson.loads(text)
    if row["format"] != _FORMAT:
        raise ValueError(f"format {row['format']} is not known here")
    entries = (Entry(**e | {"examples": tuple(e["examples"])}) for e in row["entries"])
    return SiteModel(
        portal=row["portal"], pages=row["pages"], version=row["version"],
        entries={entry.text: entry for entry in entries},
        containers=tuple(Place(**p) for p in row["containers"]),
        furniture=tuple(Place(**p) for p in row["furniture"]),
        vetoed=tuple(row["vetoed"]),
    )  # fmt: skip
