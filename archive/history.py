"""The history of an article: its versions, and what happened to it between them.

Events are a pure function of what was seen where, in the order of time. Each
names the record that shows it.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal, get_args

from archive.article import Article, Content
from archive.collection import Collection
from archive.corpus import read_at
from archive.diff import diff
from archive.errors import NotArchived, Withdrawn
from archive.state import Held, Sighting, State, article_id_of
from archive.warc import read_record
from archive.withdrawal import hidden

EventType = Literal["published", "edited", "deleted", "restored", "moved"]
VersionState = Literal["edited", "deleted", "restored", "moved"]
STATES: tuple[VersionState, ...] = get_args(VersionState)
_MOST_HOPS = 10  # redirects in a row


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened to an article, as a visit at *at* showed it."""

    type: EventType
    at: str
    url: str
    record: tuple[str, int]  # file name and offset of what shows it
    version: int | None = None  # published, edited, restored: the version since
    reason: str | None = None  # deleted: how it is gone
    to: str | None = None  # moved


@dataclass(frozen=True, slots=True)
class Landing:
    """Where a redirect leads: to the article itself, or to something else (*why*)."""

    url: str
    why: str | None = None


def events(
    sightings: Iterable[Sighting], lands: Callable[[Sighting], Landing | None]
) -> list[Event]:
    """Return what happened, from what was seen of one article, in the order of time.

    *lands* says where a redirect leads, None as long as nobody knows. What is
    seen at another URL that the article goes by is no move, and that such a URL
    is gone no deletion.
    """
    found: list[Event] = []
    home, digest, version, gone = "", None, 0, False
    for seen in sightings:
        told: Any = {"at": seen.at, "record": seen.record}
        if seen.what == "present":
            edited = seen.digest != digest
            version += edited
            if digest is None:
                home = seen.url
                found.append(Event(type="published", url=home, version=version, **told))
                edited = False
            elif gone:
                home = seen.url
                found.append(Event(type="restored", url=home, version=version, **told))
            if edited:
                found.append(Event(type="edited", url=seen.url, version=version, **told))
            digest, gone = seen.digest, False
        elif digest is not None and not gone and seen.url == home:
            landing = lands(seen) if seen.what == "redirect" else Landing("", seen.reason)
            if landing is None or landing.url == home:
                continue
            if landing.why is not None:
                gone = True
                found.append(Event(type="deleted", url=home, reason=landing.why, **told))
            else:
                found.append(Event(type="moved", url=home, to=landing.url, **told))
                home = landing.url
    return found


def events_of(state: State, held: Held) -> list[Event]:
    """Return what happened to an article that the state knows."""
    subjects = {held.id, *state.holdings.aliases(held.id)}
    return events(state.sightings.of(sorted(subjects)), lambda seen: _landing(state, held, seen))


def _landing(state: State, held: Held, seen: Sighting) -> Landing | None:
    """Follow a redirect to what stands at its end."""
    url = seen.target or ""
    for _ in range(_MOST_HOPS):
        owner = state.holdings.article_of(url)
        other = state.holdings.article(owner) if owner else None
        if other is not None:
            same = other.id == held.id or (other.title or "").strip() == (held.title or "").strip()
            return Landing(url, None if same else f"redirects to another article {url}")
        there = state.sightings.at_url(url)
        if not there:
            return None
        now = [row for row in there if row.at <= seen.until] or there[:1]
        if now[-1].what == "gone":
            return Landing(url, f"redirects to {url}: {now[-1].reason}")
        url = now[-1].target or ""
    return None


@dataclass(frozen=True, slots=True)
class History:
    """An article's versions, oldest first, and its events."""

    held: Held
    versions: tuple[Article, ...]
    events: tuple[Event, ...]

    def to_dict(self, collection: Collection) -> dict[str, Any]:
        """Return the contract's JSON."""
        seen_until = [later.provenance.captured for later in self.versions[1:]]
        return {
            "id": self.held.id,
            "url": self.versions[-1].url,
            "title": self.held.title,
            "first_seen": self.held.first_seen,
            "last_seen": self.held.last_seen,
            "versions": [
                {
                    "version": article.version, "captured": article.provenance.captured,
                    "replaced": replaced, "url": article.url, "title": article.content.title,
                    "characters": len(article.content.text),
                    "warc_filename": article.provenance.warc_filename,
                    "warc_record_offset": article.provenance.warc_record_offset,
                    "warc_record_id": article.provenance.warc_record_id,
                    "payload_digest": article.provenance.payload_digest,
                }
                for article, replaced in zip(
                    self.versions, [*seen_until, None], strict=True
                )
            ],
            "events": [event_dict(collection, event, self.versions) for event in self.events],
        }  # fmt: skip


def history(collection: Collection, what: str) -> History:
    """Return the history of the article that *what* (a URL or an id) names.

    NotArchived if there is none, Withdrawn if it may not be given out.
    """
    if not collection.state.exists():
        raise NotArchived(what)
    with State(collection.state, readonly=True) as state:
        identity = article_id_of(state, what)
        held = state.holdings.article(identity) if identity else None
        if held is None:
            raise NotArchived(what)
        lines = state.holdings.lines(held.id)
        happened = tuple(events_of(state, held))
    versions = tuple(read_at(collection, line) for line in lines)
    act = hidden(collection).hides_article(versions[-1])
    if act is not None:
        raise Withdrawn(what, act.at, act.reason)
    return History(held, versions, happened)


def changes(
    collection: Collection, since: str, portal: str | None = None
) -> Iterator[tuple[Held, Event]]:
    """Yield what happened at *since* (ISO 8601, UTC) or later, article by article."""
    if not collection.state.exists():
        return
    withdrawn = hidden(collection)
    with State(collection.state, readonly=True) as state:
        subjects = state.sightings.changed_since(since, portal)
        names = {state.holdings.article_of(s) or s for s in subjects}
        for identity in sorted(names):
            held = state.holdings.article(identity)
            recent = [e for e in events_of(state, held) if e.at >= since] if held else []
            if held is None or not recent:
                continue
            article = read_at(collection, state.holdings.lines(identity)[-1])
            if withdrawn.hides_article(article) is None:
                yield from ((held, event) for event in recent)


def by_state(collection: Collection) -> dict[VersionState, set[str]]:
    """Return the ids of the articles that are in each state, as far as visits told."""
    found: dict[VersionState, set[str]] = {name: set() for name in STATES}
    if not collection.state.exists():
        return found
    with State(collection.state, readonly=True) as state:
        found["edited"] = set(state.holdings.edited())
        away = state.sightings.ever_away()
        for identity in {state.holdings.article_of(s) or s for s in away}:
            if held := state.holdings.article(identity):
                for name in _states(events_of(state, held)):
                    found[name].add(identity)
    return found


def _states(happened: list[Event]) -> set[VersionState]:
    """What events make of an article: ``deleted`` until it is ``restored``, ``moved`` for good."""
    found: set[VersionState] = set()
    for event in happened:
        if event.type == "moved":
            found.add("moved")
        elif event.type == "deleted":
            found = (found - {"restored"}) | {"deleted"}
        elif event.type == "restored":
            found = (found - {"deleted"}) | {"restored"}
    return found


def event_dict(
    collection: Collection, event: Event, versions: tuple[Article, ...] = ()
) -> dict[str, Any]:
    """Return an event as JSON has it; an edit with what changed, if *versions* are given."""
    filename, offset = event.record
    row: dict[str, Any] = {"type": event.type, "at": event.at, "url": event.url}
    optional = {"version": event.version, "reason": event.reason, "to": event.to}
    row |= {name: value for name, value in optional.items() if value is not None}
    if event.type == "edited" and event.version and event.version <= len(versions):
        before, after = versions[event.version - 2], versions[event.version - 1]
        row["changes"] = content_changes(before.content, after.content)
    row["evidence"] = {
        "warc_filename": filename, "warc_record_offset": offset,
        "warc_record_id": read_record(collection.warc(filename), offset).id,
    }  # fmt: skip
    return row


_COMPARED = ("title", "subtitle", "authors", "editors", "source", "dateline", "published",
             "modified", "section", "keywords", "language", "description")  # fmt: skip


def content_changes(old: Content, new: Content) -> list[dict[str, Any]]:
    """Return what a reader sees changed: fields with both values, the text as a diff."""
    found: list[dict[str, Any]] = []
    for name in _COMPARED:
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            found.append({"field": name, "old": _plain(before), "new": _plain(after)})
    if old.text != new.text:
        pieces = [{"op": p.op, "text": p.text} for p in diff(old.text, new.text)]
        found.append({"field": "text", "diff": pieces})
    pictures = [[image.url for image in content.images] for content in (old, new)]
    if pictures[0] != pictures[1]:
        found.append({"field": "images", "old": pictures[0], "new": pictures[1]})
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    if hasattr(value, "__dataclass_fields__"):
        return {name: getattr(value, name) for name in value.__dataclass_fields__}
    return value
