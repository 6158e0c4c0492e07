"""Whose a capture is, and a portal's captures as visits, in record order."""

import hashlib
from collections import deque
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace

import orjson

from archive import manifest
from archive.collection import Collection
from archive.errors import WarcError
from archive.revisit import resolve
from archive.state import State
from archive.warc import (
    Capture,
    Damage,
    OnDamage,
    WarcFile,
    captures,
    open_capture,
    read_member,
    read_members,
    size_of,
)
from portal_spider.errors import PortalSpiderError
from portal_spider.portals import name_for, profile_for
from portal_spider.profile import SiteProfile
from portal_spider.visit import Visit, from_capture

_AT_HAND = 1 << 22  # bytes of a portal's answers, as sent, that are kept rather than read again
_EACH = 1 << 10  # bytes that a visit takes beside its page


def belongs_to(capture: Capture, profiles: dict[str, SiteProfile]) -> tuple[str | None, str | None]:
    """Return the portal and the crawl of a capture: its file's, if it is ours, else by its URL.

    A foreign record of something that is no web page has no portal.
    """
    info = capture.warcinfo.fields if capture.warcinfo else {}
    if info.get("software", "").startswith("portal-archive") and "isPartOf" in info:
        return info["isPartOf"], info.get("crawlId")
    try:
        return profile_for(capture.uri, profiles).name, None
    except PortalSpiderError:
        return None, None


def warc_owner(path: WarcFile) -> tuple[str | None, str | None]:
    """Return the portal and crawl that a file's warcinfo names, if it is one of ours."""
    try:
        for member in read_members(path):
            info = member.record.fields
            if member.record.type == "warcinfo" and "portal-archive" in info.get("software", ""):
                return info.get("isPartOf"), info.get("crawlId")
            break
    except WarcError:
        pass
    return None, None


Places = dict[str, list[tuple[int, int]]]  # portal -> offset and length of its captures


@dataclass(frozen=True, slots=True)
class Survey:
    """Which captures of other tools' files belong to which portal; ours say it themselves."""

    foreign: dict[str, Places]  # by file
    owners: dict[str, tuple[str | None, str | None]]  # file -> portal and crawl, if it is ours
    paged: frozenset[str]  # portals of which there is an HTML page

    def portals_in(self, files: Container[str]) -> list[str]:
        """Return the portals with pages in *files*."""
        own = {self.owners[f][0] for f in self.owners if f in files}
        others = {name for file, places in self.foreign.items() if file in files for name in places}
        return sorted({name for name in own if name} | others & self.paged)

    def places(self, portal: str, file: str) -> list[tuple[int, int]]:
        """Return where the captures of *portal* stand in another tool's *file*."""
        return self.foreign.get(file, {}).get(portal, [])


def survey(
    collection: Collection,
    profiles: dict[str, SiteProfile],
    damaged: OnDamage | None = None,
    state: State | None = None,
) -> Survey:
    """Look through the WARCs once: whose is what.

    What was found of a closed file is kept in *state*, and used again as long as the file
    has its size and no profile says otherwise. That damage came to it since is met where
    its captures are read. A file that is not as long as the manifest says is damaged, also
    where each record in it is whole.
    """
    _tell_of_cut(collection, damaged)
    foreign: dict[str, Places] = {}
    owners: dict[str, tuple[str | None, str | None]] = {}
    paged: set[str] = set()
    by = _whose(profiles)
    for path in collection.warc_files():
        mark, key = f"survey {path.name}", [_KNOWN, size_of(path), by]
        kept = orjson.loads((state.marks.get(mark) if state else None) or "[]")
        if kept[:1] == [key]:
            owners[path.name] = (None, None)
            foreign[path.name], pages = kept[1:]
            paged.update(pages)
            continue
        owners[path.name] = warc_owner(path)
        if owners[path.name][0] is not None:
            continue
        seen = _Seen(damaged)
        foreign[path.name], pages = _look(path, profiles, seen if damaged else None)
        paged.update(pages)
        if state and not seen.damage and not path.name.endswith(".open"):
            with state.transaction():
                found = orjson.dumps([key, foreign[path.name], pages]).decode()
                state.marks.set(mark, found)
    return Survey(foreign, owners, frozenset(paged))


def _tell_of_cut(collection: Collection, damaged: OnDamage | None) -> None:
    """Hand on the closed WARCs that were cut, or grew, where one record ends and another begins."""
    promised = {entry.file: entry.bytes for _, entry in manifest.read(collection.manifest)}
    for path in collection.warc_files():
        size, whole = size_of(path), promised.get(path.name)
        if whole is None or size == whole:
            continue
        why, begin = f"{whole} bytes are in the manifest, {size} are there", min(size, whole)
        if damaged is None:
            raise WarcError(path, begin, why)
        damaged(path, Damage(offset=begin, length=max(size - whole, 0), why=why, tail=True))


_KNOWN = 3  # raised where what is found of a file changes its form or its meaning


def _whose(profiles: dict[str, SiteProfile]) -> str:
    """Return what tells apart profiles that give URLs to other portals."""
    owners: dict[str, str] = {}  # of a host that two profiles name: the first, as in profile_for
    for profile in profiles.values():
        for host in profile.hosts:
            owners.setdefault(host, profile.name)
    said = sorted(it for it in owners.items() if name_for(f"http://{it[0]}/") != it[1])
    return hashlib.sha256(orjson.dumps(said)).hexdigest()[:16]


class _Seen:
    """Hands damage on, and remembers that there was some."""

    def __init__(self, damaged: OnDamage | None) -> None:
        self._damaged, self.damage = damaged, False

    def __call__(self, path: WarcFile, damage: Damage) -> None:
        self.damage = True
        if self._damaged is not None:
            self._damaged(path, damage)


def _look(
    path: WarcFile, profiles: dict[str, SiteProfile], damaged: OnDamage | None
) -> tuple[Places, list[str]]:
    """Look through another tool's file: whose captures stand where, and who has a page there."""
    places: Places = {}
    paged = set()
    for capture in captures(path, revisits=True, damaged=damaged):
        name, _ = belongs_to(capture, profiles)
        if name is None:
            if damaged is not None and capture.uri.lower().startswith(("http:", "https:")):
                damaged(path, _no_portal(capture))
            continue
        places.setdefault(name, []).append((capture.pointer.offset, capture.pointer.length))
        if capture.status == 200 and b"html" in (capture.head.content_type or b""):
            paged.add(name)
    return places, sorted(paged)


def _no_portal(capture: Capture) -> Damage:
    why = f"WARC-Target-URI: it names no host that can be read: {capture.uri[:200]}"
    place = capture.pointer
    return Damage(offset=place.offset, length=place.length, why=why, tail=False)


class Visits:
    """The visits of a portal that the WARCs keep, in record order, as often as they are asked for.

    What cannot be read is handed to *damaged* and passed over, or is a WarcError.
    """

    def __init__(
        self, collection: Collection, portal: str, surveyed: Survey,
        damaged: OnDamage | None = None,
    ) -> None:  # fmt: skip
        self._collection, self._portal, self._surveyed = collection, portal, surveyed
        self._damaged = damaged
        self._held: list[Visit | _Revisit] | None = None

    def new(self) -> Iterator[Visit]:
        """Yield the visits that brought something."""
        return (found for found in self._read() if isinstance(found, Visit))

    def every(self, state: State) -> Iterator[Visit]:
        """Yield those, too, that brought what was there before, as *state* knows it by then."""
        for found in self._read():
            if isinstance(found, Visit):
                yield found
            else:
                original = resolve(self._collection, found.capture.record, state)
                yield from_capture(found.capture, found.crawl, original)

    def ends(self) -> deque[tuple[str, str | None]]:
        """Return each crawl behind the last of its files; those of workers lie between each other."""
        last: dict[str | None, str] = {}
        for path in self._collection.warc_files():
            owner, crawl = self._surveyed.owners.get(path.name) or warc_owner(path)
            if owner == self._portal or self._surveyed.places(self._portal, path.name):
                last[crawl] = path.name.removesuffix(".open")
        return deque(sorted((file, crawl) for crawl, file in last.items()))

    def _read(self) -> Iterator["Visit | _Revisit"]:
        if self._held is not None:
            yield from map(_bare, self._held)
            return
        held: list[Visit | _Revisit] = []
        room = _AT_HAND
        for found in self._from_records():
            yield found
            room -= _EACH + (len(found.answer) if isinstance(found, Visit) else 0)
            if room >= 0:
                held.append(_bare(found))
            else:
                held.clear()
        if room >= 0:
            self._held = held

    def _from_records(self) -> Iterator["Visit | _Revisit"]:
        for path in self._collection.warc_files():
            owner, crawl = self._surveyed.owners.get(path.name) or warc_owner(path)
            if owner == self._portal:
                found = captures(path, revisits=True, damaged=self._damaged)
            elif owner is None:
                found = self._at(path, self._surveyed.places(self._portal, path.name))
            else:
                continue
            for capture in found:
                if capture.record.type == "revisit":
                    yield _Revisit(capture, crawl)
                else:
                    yield from_capture(capture, crawl)

    def _at(self, path: WarcFile, places: Iterable[tuple[int, int]]) -> Iterator[Capture]:
        for offset, length in places:
            try:
                yield open_capture(path, read_member(path, offset, length))
            except WarcError as error:
                if self._damaged is None:
                    raise
                damage = Damage(offset=offset, length=length, why=error.why, tail=False)
                self._damaged(path, damage)


@dataclass(frozen=True, slots=True)
class _Revisit:
    """A capture of what was there before: what it brought is looked up in its turn."""

    capture: Capture
    crawl: str | None


def _bare(found: Visit | _Revisit) -> Visit | _Revisit:
    """The same as it was sent: a visit keeps its content once asked for, a thousand times as much."""
    return replace(found) if isinstance(found, Visit) else found
