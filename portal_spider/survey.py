"""Whose a capture is, and a portal's captures as visits, in record order."""

from collections import deque
from collections.abc import Container, Iterator
from dataclasses import dataclass, replace

from archive.collection import Collection
from archive.errors import WarcError
from archive.revisit import resolve
from archive.state import State
from archive.warc import (
    Capture,
    OnDamage,
    WarcFile,
    captures,
    open_capture,
    read_member,
    read_members,
)
from portal_spider.errors import PortalSpiderError
from portal_spider.portals import profile_for
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


@dataclass(frozen=True, slots=True)
class Survey:
    """Which captures of other tools' files belong to which portal; ours say it themselves."""

    foreign: dict[str, dict[str, list[tuple[int, int]]]]  # portal -> file -> offset and length
    owners: dict[str, tuple[str | None, str | None]]  # file -> portal and crawl, if it is ours
    paged: frozenset[str]  # portals of which there is an HTML page

    def portals_in(self, files: Container[str]) -> list[str]:
        """Return the portals with pages in *files*."""
        own = {self.owners[f][0] for f in self.owners if f in files}
        others = {
            portal for portal in self.paged
            if any(file in files for file in self.foreign.get(portal, ()))
        }  # fmt: skip
        return sorted({name for name in own if name} | others)


def survey(
    collection: Collection, profiles: dict[str, SiteProfile], damaged: OnDamage | None = None
) -> Survey:
    """Look through the WARCs once: whose is what."""
    foreign: dict[str, dict[str, list[tuple[int, int]]]] = {}
    owners, paged = {}, set()
    for path in collection.warc_files():
        owners[path.name] = warc_owner(path)
        if owners[path.name][0] is not None:
            continue
        for capture in captures(path, revisits=True, damaged=damaged):
            name, _ = belongs_to(capture, profiles)
            if name is None:
                continue
            places = foreign.setdefault(name, {}).setdefault(path.name, [])
            places.append((capture.pointer.offset, capture.pointer.length))
            if capture.status == 200 and b"html" in (capture.head.first(b"Content-Type") or b""):
                paged.add(name)
    return Survey(foreign, owners, frozenset(paged))


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
            if owner == self._portal or path.name in self._surveyed.foreign.get(self._portal, ()):
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
                places = self._surveyed.foreign.get(self._portal, {}).get(path.name, ())
                found = (open_capture(path, read_member(path, *place)) for place in places)
            else:
                continue
            for capture in found:
                if capture.record.type == "revisit":
                    yield _Revisit(capture, crawl)
                else:
                    yield from_capture(capture, crawl)


@dataclass(frozen=True, slots=True)
class _Revisit:
    """A capture of what was there before: what it brought is looked up in its turn."""

    capture: Capture
    crawl: str | None


def _bare(found: Visit | _Revisit) -> Visit | _Revisit:
    """The same as it was sent: a visit keeps its content once asked for, a thousand times as much."""
    return replace(found) if isinstance(found, Visit) else found
