"""The site model: what stands on many pages of a portal is not what one article says.

Learned by counting on how many pages each piece of text stands; a pure function
of the set of pages, the pins and the vetoes, so the order does not matter.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import orjson

from archive.article import RemovedKind
from portal_spider.boilerplate import judge_text
from portal_spider.profile import SiteProfile
from portal_spider.recurring import recurring

if TYPE_CHECKING:  # the reader of pages imports this module
    from portal_spider.extract.outline import Outline

FEWEST = 4  # pages on which a text must stand, however few there are
SHARE = 0.3  # of the pages on which it must stand
_SHORTEST = 4  # characters: a shorter text recurs by chance
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """A text that is boilerplate: *support* pages of the model's have it (None: it is pinned)."""

    text: str
    kind: RemovedKind
    support: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteModel:
    """What was learned from the first *pages* pages of a portal."""

    portal: str
    pages: int
    version: str  # names the pages and the digest of pins and vetoes
    entries: dict[str, Entry] = field(default_factory=dict)
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


def learn(outlines: "Iterable[Outline]", pages: int, profile: SiteProfile) -> SiteModel:
    """Return the model of the given pages (*pages* of them)."""
    entries = {
        text: Entry(text, _kind(text), support)
        for text, support in recurring(map(_texts, outlines), SHARE).items()
        if support >= FEWEST and text not in profile.vetoes
    }
    entries |= {text: Entry(text, _kind(text), None) for text in profile.pins}
    return SiteModel(
        portal=profile.name,
        pages=pages,
        version=model_version(pages, profile),
        entries=dict(sorted(entries.items())),
        vetoed=tuple(sorted(profile.vetoes)),
    )


def _texts(outline: "Outline") -> Iterable[str]:
    """What may be boilerplate; in a heading a text that recurs names a column: it stays."""
    return (p.text for p in outline.pieces if p.kind == "text" and len(p.text) >= _SHORTEST)


def _kind(text: str) -> RemovedKind:
    rule = judge_text(text)
    return rule.kind if rule else "other"


def to_json(model: SiteModel) -> bytes:
    """Return the model as ``boilerplate/<portal>.json`` holds it, readable."""
    entries = [
        {"text": e.text, "kind": e.kind, "support": e.support} for e in model.entries.values()
    ]
    whole = {
        "format": _FORMAT, "portal": model.portal, "pages": model.pages, "version": model.version,
        "vetoed": model.vetoed, "entries": entries,
    }  # fmt: skip
    return orjson.dumps(whole, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def from_json(text: bytes) -> SiteModel:
    """Return the model in ``boilerplate/<portal>.json`` (ValueError or KeyError if it is none)."""
    row: dict[str, Any] = orjson.loads(text)
    entries = {e["text"]: Entry(e["text"], e["kind"], e["support"]) for e in row["entries"]}
    return SiteModel(
        portal=row["portal"], pages=row["pages"], version=row["version"], entries=entries,
        vetoed=tuple(row["vetoed"]),
    )  # fmt: skip
