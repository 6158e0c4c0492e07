"""What visits found where an article stands or stood: a row where that changed."""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from archive.recrawl import Watch
from archive.warc import parse_date

What = Literal["present", "gone", "redirect"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """What a visit found at a URL, and until when later visits found the same."""

    subject: str  # the article's id; of a URL that is no article's, the URL
    portal: str
    url: str
    at: str  # ISO 8601, UTC
    position: str  # of its record: file name and offset, sortable
    what: What
    digest: str | None = None  # present: of the text
    reason: str | None = None  # gone: how
    target: str | None = None  # redirect: where to
    born: str | None = None  # present: the date of publication
    until: str = ""

    @property
    def state(self) -> str:
        """What must be equal for a visit to have found the same."""
        return self.digest or f"{self.what}: {self.reason or self.target}"

    @property
    def record(self) -> tuple[str, int]:
        """File name and offset of the record that shows it."""
        filename, offset = self.position.split()
        return filename, int(offset)

    def same_as(self, other: "Sighting | None") -> bool:
        """Whether nothing has changed since *other*."""
        return other is not None and (self.url, self.state) == (other.url, other.state)


class Sightings:
    """The sightings of a collection. Runs inside its owner's transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def see(self, sighting: Sighting) -> None:
        """Take in a visit; visits to one article must come in the order of time."""
        row = self._db.execute(
            f"{_ROW} WHERE subject = ? ORDER BY at DESC, position DESC LIMIT 1",
            (sighting.subject,),
        ).fetchone()
        last = _sighting(row) if row else None
        if last is not None and sighting.same_as(last) and sighting.at >= last.at:
            self._put(replace(last, until=sighting.at))
        else:
            self.put(sighting)
        watch = watched(self.watch(sighting.subject), sighting)
        if watch is not None:
            self._put_watch(watch)

    def put(self, sighting: Sighting) -> None:
        """Write a sighting as it is; ``compact`` must follow."""
        self._put(replace(sighting, until=sighting.at))

    def compact(self, portal: str) -> None:
        """Bring the portal's sightings to what ``see`` would have made of them in order of time."""
        rows = self._db.execute(
            f"{_ROW} WHERE portal = ? ORDER BY subject, at, position", (portal,)
        )
        for _, visits in groupby(map(_sighting, rows), key=lambda s: s.subject):
            watch: Watch | None = None
            last: Sighting | None = None
            for sighting in visits:
                watch = watched(watch, sighting)
                if last is not None and sighting.same_as(last):
                    self._join(sighting, last)
                else:
                    last = sighting
            if watch is not None:
                self._put_watch(watch)

    def _join(self, sighting: Sighting, first: Sighting) -> None:
        """Drop a sighting that found the same as *first*, which lasts until then.

        While rows are being read, too: SQLite has both of these behind it by then.
        """
        key = "subject = ? AND at = ? AND position = ?"
        dropped, lasting = ((s.subject, s.at, s.position) for s in (sighting, first))
        self._db.execute(f"DELETE FROM sighting WHERE {key}", dropped)
        self._db.execute(f"UPDATE sighting SET until = ? WHERE {key}", (sighting.at, *lasting))

    def of(self, subjects: Iterable[str]) -> list[Sighting]:
        """Return what was seen of an article and the URLs it goes by, in the order of time."""
        names = list(subjects)
        rows = self._db.execute(
            f"{_ROW} WHERE subject IN ({','.join('?' * len(names))}) ORDER BY at, position", names
        )
        return list(map(_sighting, rows))

    def ever_away(self) -> list[str]:
        """Return what was not where it stood at least once."""
        rows = self._db.execute("SELECT DISTINCT subject FROM sighting WHERE what != 'present'")
        return [str(row[0]) for row in rows]

    def at_url(self, url: str) -> list[Sighting]:
        """Return what was seen at a URL, in the order of time."""
        rows = self._db.execute(f"{_ROW} WHERE url = ? ORDER BY at, position", (url,))
        return list(map(_sighting, rows))

    def leading_to(self, url: str) -> list[str]:
        """Return the subjects that redirected to *url*, the latest first."""
        rows = self._db.execute(
            "SELECT subject FROM sighting WHERE target = ? ORDER BY at DESC, position DESC", (url,)
        )
        return [str(row[0]) for row in rows]

    def changed_since(self, at: str, portal: str | None = None) -> Iterator[str]:
        """Yield the subjects of which something new was seen at *at* or later."""
        more, values = (" AND portal = ?", (portal,)) if portal else ("", ())
        rows = self._db.execute(
            f"SELECT DISTINCT subject FROM sighting WHERE at >= ?{more}", (at, *values)
        )
        yield from [str(row[0]) for row in rows]

    def every(self) -> Iterator[Sighting]:
        """Yield every sighting there is."""
        rows = self._db.execute(f"{_ROW} ORDER BY subject, at, position")
        yield from map(_sighting, rows)

    def watch(self, article: str) -> Watch | None:
        """Return what the visits to an article told of its changes."""
        row = self._db.execute(f"{_WATCH} WHERE article = ?", (article,)).fetchone()
        return _watch(row) if row else None

    def watches(self, portal: str) -> list[Watch]:
        """Return the watches of a portal's articles."""
        rows = self._db.execute(f"{_WATCH} WHERE portal = ? ORDER BY article", (portal,))
        return list(map(_watch, rows))

    def forget(self, portal: str) -> None:
        """Drop the portal's sightings, to be made anew."""
        for table in ("sighting", "watch"):
            self._db.execute(f"DELETE FROM {table} WHERE portal = ?", (portal,))

    def _put(self, sighting: Sighting) -> None:
        self._db.execute(
            f"INSERT OR REPLACE INTO sighting ({', '.join(_FIELDS)})"
            f" VALUES ({', '.join('?' * len(_FIELDS))})",
            [getattr(sighting, name) for name in _FIELDS],
        )

    def _put_watch(self, watch: Watch) -> None:
        self._db.execute(
            f"INSERT OR REPLACE INTO watch ({', '.join(_WATCHED)})"
            f" VALUES ({', '.join('?' * len(_WATCHED))})",
            [getattr(watch, name) for name in _WATCHED],
        )


def watched(watch: Watch | None, sighting: Sighting) -> Watch | None:
    """Return an article's watch after a visit; None before it was ever there."""
    at = _seconds(sighting.at)
    if watch is not None and sighting.what != "present" and sighting.url != watch.url:
        return watch  # another URL it goes by: it still stands where it stands
    if watch is not None:
        return watch.visited(at, sighting.state, sighting.url)
    if sighting.what != "present":
        return None
    return Watch(
        article=sighting.subject, portal=sighting.portal, url=sighting.url,
        born=min(at, _seconds(sighting.born) if sighting.born else at), last=at,
        state=sighting.state,
    )  # fmt: skip


def _seconds(text: str) -> float:
    return parse_date(text).timestamp()


_FIELDS = ("subject", "portal", "url", "at", "position", "what", "digest", "reason", "target",
           "born", "until")  # fmt: skip
_ROW = f"SELECT {', '.join(_FIELDS)} FROM sighting"
_WATCHED = ("article", "portal", "url", "born", "last", "state", "visits", "changes", "worn")
_WATCH = f"SELECT {', '.join(_WATCHED)} FROM watch"


def _sighting(row: tuple[str, ...]) -> Sighting:
    return Sighting(**dict(zip(_FIELDS, row, strict=True)))  # type: ignore[arg-type]


def _watch(row: tuple[str, ...]) -> Watch:
    return Watch(**dict(zip(_WATCHED, row, strict=True)))  # type: ignore[arg-type]
