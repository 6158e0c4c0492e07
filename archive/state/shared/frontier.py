"""A worker's side of a shared frontier: what it leases, finds and is done with.

Its own ``state.sqlite`` holds every URL that it leased or found, as on one
machine; what waits stands there as handed over (state 3). So a worker knows
how each URL came to be visited, and an emptied server is filled again from
what its workers hold.
"""

import logging
import platform
import secrets
import sqlite3
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Collection as Members
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from archive.errors import FrontierGone
from archive.state.frontier import (
    COUNTED,
    PRIORITY,
    ROBOTS_LIFE,
    Found,
    Lease,
    Origin,
    Outcome,
    Place,
    Skipped,
    SqliteFrontier,
    origin_of,
)
from archive.state.marks import Marks
from archive.state.shared.acts import Acts, digest_of
from archive.state.shared.server import Away, Emptied, Server
from archive.state.shared.servers import Servers, Standing, text

logger = logging.getLogger(__name__)

_MOST_MET = 200_000  # URLs of others that are remembered as met
_ROW = "url, portal, kind, depth, hops, found_on, tries"


@dataclass(frozen=True, slots=True)
class Manner:
    """How a portal's servers are to be asked: seconds between two requests, most under way."""

    delay: float
    most: int


class SharedFrontier(SqliteFrontier):
    """The frontier of many workers, as one of them has it. Keeps ``Frontier``'s contract.

    *manners* are those of the portals that it leases for, *free* the kinds that
    a spent budget of *pages* still fetches; *crawl_delay* reads a robots.txt.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        server: Server,
        *,
        manners: Mapping[str, Manner],
        crawl_delay: Callable[[bytes], float | None] = lambda body: None,
        pages: int | None = None,
        free: Members[str] = (),
        idle: float = 0.2,
        clock: Callable[[], float] = time.time,
    ) -> None:
        super().__init__(connection)
        self.server, self._manners = server, manners
        self._pages, self._free, self._idle, self._clock = pages, free, idle, clock
        self._marks = Marks(connection)
        self._acts = Acts(connection, crawl_delay, clock)
        self._servers = Servers(server)
        self._landed: list[tuple[bytes, float]] = []
        self._met: set[bytes] = set()
        self._ask_again = 0.0  # monotonic: nothing was there when last asked
        self._handed: tuple[Sequence[str], Mapping[str, str]] | None = None
        self._give_back = self._emptied = False

    # Coming and going

    def join(self) -> None:
        """Begin work; fill the server from what is held here, if it does not know of it yet."""
        here = self._whereabouts()
        copied = self._marks.get("worker at") not in (None, here)
        name = None if copied else self._marks.get("worker")
        name, epoch = name or secrets.token_hex(8), self._marks.get("frontier")
        number, told = ("", 0) if copied else (self._marks.get("worker number"), self._acts.told)
        self.round, others, known = self.server.join(name, number or "", epoch or "", told)
        self.workers = others + 1
        self._db.execute("BEGIN IMMEDIATE")
        self._acts.begin_behind(known)
        if epoch != self.server.epoch:
            self._refill()
            self._give_back = True  # leases of before may be held again that were over
        self._marks.set("worker", name)
        self._marks.set("worker at", here)
        self._marks.set("worker number", self.server.number)
        self._marks.set("frontier", self.server.epoch)
        self._db.execute("COMMIT")
        self._emptied = False
        self._acts.waiting = True  # what a killed run left, too

    def _whereabouts(self) -> str:
        """Return what no copy of this worker's folder has in common with it.

        Two that went by one name would each be taken for the other, and half of what they tell
        for told already.
        """
        file = Path(self._db.execute("PRAGMA database_list").fetchone()[2]).stat()
        return f"{platform.node()} {file.st_dev} {file.st_ino}"

    def hand(self, targets: Sequence[str], profiles: Mapping[str, str]) -> str:
        """Say what this worker crawls, now and whenever the server lost it.

        Return a portal that others at work crawl by another profile, if there is one: nothing is said then.
        """
        other = self.server.patiently(lambda: self.server.hand(targets, profiles))
        self._handed = None if other else (targets, profiles)
        return str(other)

    def leave(self) -> None:
        """Give back what is still leased, and go; a server that is gone finds out by itself."""
        try:
            self.tell()
            self.server.put_back("gone")
        except (Away, Emptied, FrontierGone):
            logger.warning("what was leased is given back when the leases run out")
        self.server.close()

    def beat(self) -> None:
        """Say that this worker lives, and what it heard of servers."""
        words, self._servers.words = self._servers.words, []
        try:
            self.server.hear(words, self._acts.told)
        except Away:
            self._servers.words = words + self._servers.words
        except Emptied:
            self._lost()

    @property
    def behind(self) -> bool:
        """Whether a commit would let others go on."""
        return self._acts.waiting or self._give_back or self._emptied

    def tell(self) -> None:
        """Tell the server what was committed; where it is gone, the next commit does."""
        try:
            if self._emptied:
                self.join()
                if self._handed is not None:
                    self.server.hand(*self._handed)
            for batch in self._acts.batches():
                self.server.apply(batch, self._acts.told)
                self._ask_again = 0.0
            if self._give_back:
                self.server.put_back("mine")
                self._give_back = False
        except Away:
            return
        except Emptied:
            self._lost()
            self.tell()

    def _lost(self) -> None:
        """Note that the server does not know what it knew of this crawl."""
        if not self._emptied:
            logger.warning(
                "the frontier at %s was emptied, or came back with less than it had: filling it"
                " again", self.server.address,
            )  # fmt: skip
        self._emptied = True
        self._servers.forget()
        self._met.clear()

    def _refill(self) -> None:
        """Let the server know of every URL that is held here, and of each robots.txt."""
        rows = self._db.execute(f"SELECT {_ROW}, state, outcome FROM url ORDER BY id")
        for *row, state, outcome in rows:
            if state != 2:
                self._acts.placed("push", *row)
            else:
                self._acts.url("skip" if outcome == "skipped" else "was", row[0], row[1])
        self._db.execute("UPDATE url SET state = 3 WHERE state = 0")
        robots = self._db.execute(
            "SELECT origin, robots, robots_body, robots_at FROM origin WHERE robots_at IS NOT NULL"
        )
        for origin, judgement, body, at in robots:
            self._acts.robots(origin, judgement, body, at)

    # What is found

    def push(self, portal: str, found: Iterable[Found], at: str) -> int:
        """Let wait what was not seen before; return how many were new to this worker."""
        new = 0
        for f in found:
            origin = origin_of(f.url)
            cursor = self._db.execute(
                "INSERT OR IGNORE INTO url (url, portal, origin, kind, priority, depth, hops,"
                " found_on, found_at, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 3)",
                (f.url, portal, origin, f.kind, PRIORITY[f.kind], f.depth, f.hops, f.found_on, at),
            )
            if cursor.rowcount:
                new += 1
                self._acts.placed("push", f.url, portal, f.kind, f.depth, f.hops, f.found_on)
        return new

    def skip(self, portal: str, skipped: Iterable[Skipped], at: str, crawl: str | None) -> int:
        """Record URLs that will not be visited; return how many were new to this worker."""
        new = 0
        for s in skipped:
            if super().skip(portal, [s], at, crawl):
                new += 1
                self._acts.url("skip", s.url, portal)
        return new

    def want(self, portal: str, found: Found, at: str) -> None:
        """Let a URL wait, be it new or done with."""
        if not self.push(portal, [found], at):
            self._again("want", "url = ?", (found.url,))

    def unseen(self, urls: Iterable[str]) -> set[str]:
        """Return those of *urls* that nobody met, as far as the server can be asked."""
        left = {
            url: digest for url in super().unseen(urls)
            if (digest := digest_of(url)) not in self._met
        }  # fmt: skip
        if not left:
            return set()
        try:
            new = self.server.unseen([*left.values()])
        except Away:
            return set(left)
        if len(self._met) > _MOST_MET:
            self._met.clear()
        self._met |= {digest for digest, first in zip(left.values(), new, strict=True) if not first}
        return {url for url, first in zip(left, new, strict=True) if first}

    def revive(self, portal: str, kinds: Members[str]) -> int:
        """Let what this worker visited wait again, unless somebody did visit it in this round."""
        marks = ",".join("?" * len(kinds))
        return self._again(
            "revive",
            f"portal = ? AND outcome != 'skipped' AND (outcome = 'list' OR kind IN ({marks}))",
            (portal, *kinds),
        )

    def revive_urls(self, urls: Iterable[str]) -> None:
        """Let these wait again, unless somebody did visit them in this round."""
        for url in urls:
            self._again("revive", "url = ? AND outcome IS NOT 'skipped'", (url,))

    def revive_failed(self, portal: str) -> int:
        """Let what this worker could not fetch wait again."""
        outcomes = "('failed', 'truncated', 'error', 'blocked')"
        return self._again("revive", f"portal = ? AND outcome IN {outcomes}", (portal,))

    def _again(self, act: str, where: str, values: tuple[object, ...]) -> int:
        """Let the rows *where* be handed over again that are done, or were handed over before."""
        rows = self._db.execute(
            f"SELECT {_ROW}, state FROM url WHERE state >= 2 AND {where}", values
        ).fetchall()
        for *row, _ in rows:
            self._acts.placed(act, *row)
        self._db.execute(f"UPDATE url SET state = 3, tries = 0 WHERE state = 2 AND {where}", values)
        return sum(state == 2 for *_, state in rows)

    # Leases

    def lease(
        self,
        portals: Members[str],
        now: float,
        until: float,
        kinds: Members[str] | None = None,
        busy: Members[str] = (),
    ) -> Lease | None:
        """Take the next URL that may be fetched now; it is held while this worker is heard of."""
        if self._emptied or (time.monotonic() < self._ask_again and not self._landed):
            return None
        if self._servers.words:
            self.beat()
        landed, self._landed = self._landed, []
        try:
            found = self.server.lease(self._ask(portals, kinds, busy), landed)
            self.counted = int(found[0])
            if len(found) == 1:
                self._ask_again = time.monotonic() + self._idle
                return None
            lease = self._taken(found, until)
        except Away:
            self._landed = landed + self._landed
            self._ask_again = time.monotonic() + self._idle
            return None
        except Emptied:
            self._lost()
            return None
        return lease

    def _ask(
        self, portals: Members[str], kinds: Members[str] | None, busy: Members[str]
    ) -> dict[str, Any]:
        manners = {name: self._manners[name] for name in portals}
        return {
            "lease": self.server.address.lease, "robots_life": ROBOTS_LIFE,
            "portals": {name: [m.delay, m.most] for name, m in manners.items()},
            "kinds": _priorities(kinds), "busy": [*busy],
            "pages": self._pages, "free": _priorities(self._free), "counted": _priorities(COUNTED),
        }  # fmt: skip

    def _taken(self, found: list[Any], until: float) -> Lease | None:
        """Enter a lease in the worker's own state; without its robots.txt it goes back at once."""
        _, _, place, *words = found
        portal, origin, tries, at, failures, blocks, age, given, why = map(text, words)
        row = orjson.loads(place)
        self._servers.stands(
            origin, Standing(int(failures), int(blocks), float(age) if age else None, given, why)
        )
        identity = self._db.execute(
            "INSERT INTO url (url, portal, origin, kind, priority, depth, hops, found_on, found_at,"
            " state, lease_until, tries) VALUES (?, ?, ?, ?, ?, ?, ?, ?, '', 1, ?, ?)"
            " ON CONFLICT (url) DO UPDATE SET state = 1, portal = excluded.portal,"
            " kind = excluded.kind, priority = excluded.priority, depth = excluded.depth,"
            " hops = excluded.hops, found_on = excluded.found_on,"
            " lease_until = excluded.lease_until, tries = excluded.tries RETURNING id",
            (row["url"], portal, origin, row["kind"], PRIORITY[row["kind"]], row["depth"],
             row["hops"], row.get("found_on"), until, int(tries)),
        ).fetchone()[0]  # fmt: skip
        try:
            self._servers.robots(origin, at)
        except Away:
            self._free_one(row["url"])
            return None
        return Lease(
            id=identity, url=row["url"], portal=portal, origin=origin, kind=row["kind"],
            depth=row["depth"], hops=row["hops"], tries=int(tries), found_on=row.get("found_on"),
        )  # fmt: skip

    def finished(self, lease: Lease, rest: float) -> None:
        """Note that nothing of *lease* is under way at its server, which wants *rest* seconds."""
        self._landed.append((digest_of(lease.url), rest))

    def done(
        self,
        url: str,
        outcome: Outcome,
        children: Iterable[Found] = (),
        skipped: Iterable[Skipped] = (),
    ) -> None:
        """Record the outcome of *url* and what was found on it; the children are told first."""
        super().done(url, outcome, children, skipped)
        self._acts.url("done", url, self._portal(url), outcome.outcome)

    def retry(self, url: str, not_before: float, reason: str) -> None:
        """Put a leased URL back, not to be tried before a time."""
        super().retry(url, not_before, reason)
        self._db.execute("UPDATE url SET state = 3 WHERE url = ?", (url,))
        self._acts.take_back("done", url)
        row = self._db.execute(f"SELECT {_ROW} FROM url WHERE url = ?", (url,)).fetchone()
        self._acts.placed("again", *row, max(not_before - self._clock(), 0.0))

    def release(self, now: float | None = None) -> int:
        """Give back this worker's leases; with *now* those of workers that were not heard of."""
        if now is not None:
            found = self.server.put_back("dead")
            self._db.execute(
                "UPDATE url SET state = 3 WHERE state = 1 AND lease_until <= ?", (now,)
            )
            return found
        held = self._db.execute("SELECT url FROM url WHERE state = 1").fetchall()
        for (url,) in held:
            self._free_one(url)
        self._give_back = True  # also what a killed run had leased and not written down
        return len(held)

    def _free_one(self, url: str) -> None:
        self._acts.url("free", url)
        self._db.execute(
            "UPDATE url SET state = 3, lease_until = NULL, tries = max(tries - 1, 0) WHERE url = ?",
            (url,),
        )

    def place(self, url: str) -> Place | None:
        """Return how a URL came to be known, here or to the server."""
        known = super().place(url)
        if known is not None:
            return known
        try:
            found = self.server.record(digest_of(url))
        except Away:
            return None
        if found is None:
            return None
        portal, tries, place = found
        row = orjson.loads(place)
        return Place(
            portal, row["kind"], row["depth"], row["hops"], row.get("found_on"), tries=tries
        )

    # Servers

    def origin(self, origin: str) -> Origin:
        """Return what is known of a server."""
        try:
            return self._servers.robots(origin)
        except Away:
            return super().origin(origin)

    def remember_robots(self, origin: str, robots: str, body: bytes, at: float) -> None:
        """Keep the answer to a server's robots.txt, and the delay that it asks for."""
        super().remember_robots(origin, robots, body, at)
        self._servers.answered(Origin(origin, robots, body, at))
        self._acts.robots(origin, robots, body, at)

    def ask_robots_again(self, origin: str | None = None) -> None:
        """Let a server's robots.txt be asked for again; None: every one that could not be read."""
        super().ask_robots_again(origin)
        self._acts.origin("ask", origin or "")

    def back_off(self, origin: str, not_before: float, failures: int) -> None:
        """Leave a server alone until a time."""
        super().back_off(origin, not_before, failures)
        self._acts.origin("rest", origin, max(not_before - self._clock(), 0.0))

    def standing(self, origin: str) -> Standing:
        """Return what all workers knew of a server when it was last leased from."""
        return self._servers.standing(origin)

    def heard(self, origin: str, word: str, why: str, rest: float) -> None:
        """Let the others know how a server is: ok, bad, blocked, welcome, given, dead."""
        self._servers.words.append((origin, word, why, rest))

    # What waits

    def begins_anew(self, portal: str) -> bool:
        """Whether nothing of *portal* waited when this round began, for any worker."""
        return bool(self.server.patiently(lambda: self.server.anew(portal)))

    def waiting(self, portals: Members[str], kinds: Members[str] | None = None) -> int:
        """Count what waits or is under way, with all workers."""
        only = _priorities(kinds)
        try:
            counts = self.server.waits()
        except Away:
            return super().waiting(portals, kinds)
        return sum(
            number for (portal, priority), number in counts.items()
            if portal in portals and (only is None or priority in only)
        )  # fmt: skip

    def anything_waits(
        self,
        portals: Members[str],
        kinds: Members[str] | None = None,
        *,
        by: float | None = None,
        without: Members[str] = (),
    ) -> bool:
        """Return whether anything waits, or is leased by anybody and may bring more."""
        if self.behind:
            return True
        ask = {
            "portals": [*portals], "kinds": _priorities(kinds), "without": [*without],
            "span": None if by is None else by - self._clock(),
        }  # fmt: skip
        try:
            return self.server.anything_left({k: v for k, v in ask.items() if v is not None})
        except Away:
            return True
        except Emptied:
            self._lost()
            return True


def _priorities(kinds: Members[str] | None) -> list[int] | None:
    return None if kinds is None else [PRIORITY[kind] for kind in kinds]
