"""The frontier of one machine: the tables ``url`` and ``origin`` of ``state.sqlite``."""

import sqlite3
from collections.abc import Collection as Members
from collections.abc import Iterable, Iterator

from archive.parallel import batched
from archive.state.frontier.records import (
    COUNTED,
    PRIORITY,
    ROBOTS_LIFE,
    Found,
    Kind,
    Lease,
    Origin,
    Outcome,
    Place,
    Skipped,
    origin_of,
)

_ASKED = 500  # URLs of one question
_HERE = 20_000  # URLs known to be there: what every page links to is asked for once


class SqliteFrontier:
    """The frontier of one machine. Runs inside its owner's transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self.counted = 0
        self.workers = 1
        self._turn: dict[str, int] = {}  # origin -> when it was last leased from, for fairness
        self._turns = 0
        self._here: set[str] = set()

    def push(self, portal: str, found: Iterable[Found], at: str) -> int:
        """Add what was not seen before; return how many that were."""
        before = self._db.total_changes
        self._db.executemany(
            "INSERT OR IGNORE INTO url (url, portal, origin, kind, priority, depth, hops,"
            " found_on, found_at, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0)",
            [
                (f.url, portal, origin_of(f.url), f.kind, PRIORITY[f.kind], f.depth, f.hops,
                 f.found_on, at)
                for f in found
            ],
        )  # fmt: skip
        return self._db.total_changes - before

    def skip(self, portal: str, skipped: Iterable[Skipped], at: str, crawl: str | None) -> int:
        """Record URLs that will not be visited; return how many were new."""
        before = self._db.total_changes
        self._db.executemany(
            "INSERT OR IGNORE INTO url (url, portal, origin, kind, priority, depth, hops,"
            " found_on, found_at, state, outcome, reason, at, crawl)"
            " VALUES (?, ?, ?, ?, ?, 0, 0, ?, ?, 2, 'skipped', ?, ?, ?)",
            [
                (s.url, portal, origin_of(s.url), s.kind, PRIORITY[s.kind], s.found_on, at,
                 s.reason, at, crawl)
                for s in skipped
            ],
        )  # fmt: skip
        return self._db.total_changes - before

    def seen(self, url: str) -> bool:
        """Return whether *url* was ever met."""
        return self._db.execute("SELECT 1 FROM url WHERE url = ?", (url,)).fetchone() is not None

    def unseen(self, urls: Iterable[str]) -> set[str]:
        """Return those of *urls* that were never met; a page's links are one question."""
        asked = set(urls) - self._here
        for some in batched(list(asked), _ASKED):
            marks = ",".join("?" * len(some))
            rows = self._db.execute(f"SELECT url FROM url WHERE url IN ({marks})", some)
            met = [url for (url,) in rows]
            asked.difference_update(met)
            if len(self._here) > _HERE:
                self._here.clear()
            self._here.update(met)
        return asked

    def rolled_back(self) -> None:
        """Trust no longer that what was met is there: it may be gone with the transaction."""
        self._here.clear()

    def lease(
        self,
        portals: Members[str],
        now: float,
        until: float,
        kinds: Members[str] | None = None,
        busy: Members[str] = (),
    ) -> Lease | None:
        """Take the next URL that may be fetched now, the servers in turn."""
        for origin, portal in self._origins(portals):
            if origin in busy:
                continue
            server = self.origin(origin)
            if server.not_before > now:
                continue
            asked = server.robots_at is not None and now - server.robots_at < ROBOTS_LIFE
            if not asked:
                self._ask_robots(portal, origin, now)
            row = self._next(portal, origin, now, kinds if asked else ("robots",))
            if row is not None:
                self._turns += 1
                self._turn[origin] = self._turns
                self.counted += row[4] in COUNTED
                self._db.execute(
                    "UPDATE url SET state = 1, lease_until = ?, tries = tries + 1 WHERE id = ?",
                    (until, row[0]),
                )
                return Lease(
                    id=row[0], url=row[1], portal=row[2], origin=row[3], kind=row[4],
                    depth=row[5], hops=row[6], tries=row[7] + 1, found_on=row[8],
                )  # fmt: skip
        return None

    def finished(self, lease: Lease, rest: float) -> None:
        """Nothing to note: who is asked and when, its owner knows."""

    def beat(self) -> None:
        """Nothing to say: nobody else would take what is leased."""

    @property
    def behind(self) -> bool:
        """Whether a commit would let others go on: there are none."""
        return False

    def tell(self) -> None:
        """Nobody to tell."""

    def leave(self) -> None:
        """Nobody to leave."""

    def begins_anew(self, portal: str) -> bool:
        """Whether nothing of *portal* waits, so that what is known of it is looked at again."""
        return not self.anything_waits({portal})

    def origin(self, origin: str) -> Origin:
        """Return what is known of a server."""
        row = self._db.execute(
            "SELECT origin, robots, robots_body, robots_at, not_before, failures FROM origin"
            " WHERE origin = ?",
            (origin,),
        ).fetchone()
        return Origin(*row) if row else Origin(origin)

    def remember_robots(self, origin: str, robots: str, body: bytes, at: float) -> None:
        """Keep the answer to a server's robots.txt: 'rules', 'allow' or 'disallow'."""
        self._db.execute(
            "INSERT INTO origin (origin, robots, robots_body, robots_at) VALUES (?, ?, ?, ?)"
            " ON CONFLICT DO UPDATE SET robots = excluded.robots,"
            " robots_body = excluded.robots_body, robots_at = excluded.robots_at",
            (origin, robots, body, at),
        )

    def back_off(self, origin: str, not_before: float, failures: int) -> None:
        """Leave a server alone until a time; *failures* is the count in a row."""
        self._db.execute(
            "INSERT INTO origin (origin, not_before, failures) VALUES (?, ?, ?) ON CONFLICT"
            " DO UPDATE SET not_before = excluded.not_before, failures = excluded.failures",
            (origin, not_before, failures),
        )

    def set_right(self, now: float, most: float) -> None:
        """Let nothing wait for longer than *most* seconds, and no robots.txt be from later than *now*."""
        for table in ("url", "origin"):
            self._db.execute(
                f"UPDATE {table} SET not_before = 0 WHERE not_before > ?", (now + most,)
            )
        self._db.execute("UPDATE origin SET robots_at = NULL WHERE robots_at > ?", (now,))

    def _ask_robots(self, portal: str, origin: str, now: float) -> None:
        """See that the server's robots.txt waits, unless it is under way."""
        self._db.execute(
            "INSERT INTO url (url, portal, origin, kind, priority, depth, hops, found_at, state)"
            " VALUES (?, ?, ?, 'robots', ?, 0, 0, '', 0)"
            " ON CONFLICT (url) DO UPDATE SET state = 0, tries = 0, kind = 'robots',"
            " portal = excluded.portal, priority = excluded.priority WHERE state = 2"
            " AND (outcome != 'redirect' OR not_before <= ?)",
            (origin + "/robots.txt", portal, origin, PRIORITY["robots"], now),
        )

    def want(self, portal: str, found: Found, at: str) -> None:
        """Let a URL wait, be it new or done with."""
        if not self.push(portal, [found], at):
            self._db.execute(
                "UPDATE url SET state = 0, tries = 0, not_before = 0 WHERE url = ? AND state = 2",
                (found.url,),
            )

    def outcome(self, url: str) -> Outcome | None:
        """Return what became of a URL, None while it waits."""
        row = self._db.execute(
            "SELECT outcome, reason, status, at, crawl, warc_filename, warc_record_offset"
            " FROM url WHERE url = ? AND state = 2",
            (url,),
        ).fetchone()
        if row is None:
            return None
        return Outcome(
            outcome=row[0], reason=row[1], status=row[2], at=row[3] or "", crawl=row[4],
            warc_filename=row[5], warc_record_offset=row[6],
        )  # fmt: skip

    def place(self, url: str) -> Place | None:
        """Return how a URL came to be known."""
        row = self._db.execute(
            "SELECT portal, kind, depth, hops, found_on, state, tries FROM url WHERE url = ?",
            (url,),
        ).fetchone()
        return Place(*row) if row else None

    def _origins(self, portals: Members[str]) -> list[tuple[str, str]]:
        """Every server at which something waits, the one not asked for longest first."""
        marks = ",".join("?" * len(portals))
        # A loose index scan: one seek a server instead of a walk over all that waits.
        rows = self._db.execute(
            f"WITH RECURSIVE o(portal, origin) AS ("
            f" SELECT * FROM (SELECT portal, origin FROM url WHERE state = 0"
            f"  AND portal IN ({marks}) ORDER BY portal, origin LIMIT 1)"
            f" UNION ALL SELECT (SELECT portal FROM url WHERE state = 0 AND"
            f"  (portal, origin) > (o.portal, o.origin) ORDER BY portal, origin LIMIT 1),"
            f" (SELECT origin FROM url WHERE state = 0 AND"
            f"  (portal, origin) > (o.portal, o.origin) ORDER BY portal, origin LIMIT 1)"
            f" FROM o WHERE o.origin IS NOT NULL)"
            f" SELECT origin, portal FROM o WHERE origin IS NOT NULL AND portal IN ({marks})",
            (*portals, *portals),
        ).fetchall()
        return sorted(rows, key=lambda row: self._turn.get(row[0], 0))

    def _next(
        self, portal: str, origin: str, now: float, kinds: Members[str] | None
    ) -> tuple[int, str, str, str, Kind, int, int, int, str | None] | None:
        only = f" AND kind IN ({','.join('?' * len(kinds))})" if kinds is not None else ""
        row: tuple[int, str, str, str, Kind, int, int, int, str | None] | None
        row = self._db.execute(
            "SELECT id, url, portal, origin, kind, depth, hops, tries, found_on FROM url"
            f" WHERE state = 0 AND portal = ? AND origin = ? AND not_before <= ?{only}"
            " ORDER BY priority DESC, id LIMIT 1",
            (portal, origin, now, *(kinds or ())),
        ).fetchone()
        return row

    def done(
        self,
        url: str,
        outcome: Outcome,
        children: Iterable[Found] = (),
        skipped: Iterable[Skipped] = (),
    ) -> None:
        """Record the outcome of *url* and what was found on it."""
        portal = self._portal(url)
        self._db.execute(
            "UPDATE url SET state = 2, lease_until = NULL, outcome = ?, reason = ?, status = ?,"
            " at = ?, crawl = ?, warc_filename = ?, warc_record_offset = ? WHERE url = ?",
            (outcome.outcome, outcome.reason, outcome.status, outcome.at, outcome.crawl,
             outcome.warc_filename, outcome.warc_record_offset, url),
        )  # fmt: skip
        self.push(portal, children, outcome.at)
        self.skip(portal, skipped, outcome.at, outcome.crawl)

    def _portal(self, url: str) -> str:
        row = self._db.execute("SELECT portal FROM url WHERE url = ?", (url,)).fetchone()
        if row is None:
            raise KeyError(url)
        return str(row[0])

    def retry(self, url: str, not_before: float, reason: str) -> None:
        """Put a leased URL back, not to be tried before a time."""
        self._db.execute(
            "UPDATE url SET state = 0, lease_until = NULL, not_before = ?, reason = ?"
            " WHERE url = ?",
            (not_before, reason, url),
        )

    def release(self, now: float | None = None) -> int:
        """Put back what leases that ran out by *now* (None: all) held."""
        limit = "" if now is None else " AND lease_until <= ?"
        cursor = self._db.execute(
            "UPDATE url SET state = 0, lease_until = NULL, tries = max(tries - 1, 0)"
            f" WHERE state = 1{limit}",
            () if now is None else (now,),
        )
        return cursor.rowcount

    def revive(self, portal: str, kinds: Members[str]) -> int:
        """Let what was visited wait again (lists and seeds, at the start of a crawl); return how many."""
        cursor = self._db.execute(
            "UPDATE url SET state = 0, tries = 0, not_before = 0 WHERE portal = ? AND state = 2"
            " AND outcome != 'skipped'"
            f" AND (outcome = 'list' OR kind IN ({','.join('?' * len(kinds))}))",
            (portal, *kinds),
        )
        return cursor.rowcount

    def revive_urls(self, urls: Iterable[str]) -> None:
        """Let these wait again."""
        self._db.executemany(
            "UPDATE url SET state = 0, tries = 0, not_before = 0 WHERE url = ? AND state = 2"
            " AND outcome != 'skipped'",
            [(url,) for url in urls],
        )

    def revive_failed(self, portal: str) -> int:
        """Let what could not be fetched wait again."""
        cursor = self._db.execute(
            "UPDATE url SET state = 0, tries = 0, not_before = 0 WHERE portal = ? AND state = 2"
            " AND outcome IN ('failed', 'truncated', 'error', 'blocked')",
            (portal,),
        )
        return cursor.rowcount

    def waiting(self, portals: Members[str], kinds: Members[str] | None = None) -> int:
        """Count what waits or is under way."""
        only = f" AND kind IN ({','.join('?' * len(kinds))})" if kinds is not None else ""
        row = self._db.execute(
            f"SELECT count(*) FROM url WHERE state < 2 AND portal IN ({','.join('?' * len(portals))})"
            + only,
            (*portals, *(kinds or ())),
        ).fetchone()
        return int(row[0])

    def anything_waits(
        self,
        portals: Members[str],
        kinds: Members[str] | None = None,
        *,
        by: float | None = None,
        without: Members[str] = (),
    ) -> bool:
        """Return whether anything waits (leases not counted); an index seek.

        With *by* only what may be fetched by that time counts, and nothing of the servers *without*.
        """
        only = f" AND kind IN ({','.join('?' * len(kinds))})" if kinds is not None else ""
        values: list[object] = [*portals, *(kinds or ())]
        shut = set(without)
        if by is not None:
            only += " AND not_before <= ?"
            values.append(by)
            shut |= {
                row[0]
                for row in self._db.execute("SELECT origin FROM origin WHERE not_before > ?", (by,))
            }
        if shut:
            only += f" AND origin NOT IN ({','.join('?' * len(shut))})"
            values += shut
        row = self._db.execute(
            f"SELECT 1 FROM url WHERE state = 0 AND portal IN ({','.join('?' * len(portals))})"
            f"{only} LIMIT 1",
            values,
        ).fetchone()
        return row is not None

    def resting(self, now: float) -> dict[str, float]:
        """Return the servers that asked to be left alone beyond *now*, and until when."""
        return dict(
            self._db.execute(
                "SELECT origin, not_before FROM origin WHERE not_before > ? ORDER BY 1", (now,)
            ).fetchall()
        )

    def ask_robots_again(self, origin: str | None = None) -> None:
        """Let a server's robots.txt be asked for again; None: every one that could not be read."""
        where, values = ("origin = ?", (origin,)) if origin else ("robots = 'disallow'", ())
        self._db.execute(f"UPDATE origin SET robots_at = NULL WHERE {where}", values)

    def outcomes(self, portal: str | None = None) -> dict[str, int]:
        """Count URLs by outcome; what has none yet is ``waiting``, or a shared frontier's."""
        where, values = (" WHERE portal = ?", (portal,)) if portal else ("", ())
        return dict(
            self._db.execute(
                "SELECT CASE state WHEN 2 THEN outcome WHEN 3 THEN 'handed_over' ELSE 'waiting' END"
                " AS o, count(*)"
                f" FROM url{where} GROUP BY o ORDER BY count(*) DESC, o",
                values,
            ).fetchall()
        )

    def outcomes_of(self, crawl: str, portal: str | None = None) -> dict[str, int]:
        """Count the URLs whose last outcome belongs to *crawl*, the most frequent first."""
        more, values = (" AND portal = ?", (crawl, portal)) if portal else ("", (crawl,))
        rows = self._db.execute(
            f"SELECT outcome, count(*) FROM url WHERE crawl = ? AND state = 2{more}"
            " GROUP BY 1 ORDER BY 2 DESC, 1",
            values,
        )
        return dict(rows.fetchall())

    def rows(self, where: str = "1", values: tuple[object, ...] = ()) -> Iterator[sqlite3.Row]:
        """Rows of the url table, by id, as mappings."""
        cursor = self._db.cursor()
        cursor.row_factory = sqlite3.Row
        yield from cursor.execute(f"SELECT * FROM url WHERE {where} ORDER BY id", values)
