"""What a crawl needs of a frontier, be it a table of its own or shared over a server."""

from collections.abc import Collection as Members
from collections.abc import Iterable
from typing import Protocol

from archive.state.frontier.records import Found, Lease, Origin, Outcome, Place, Skipped


class Frontier(Protocol):
    """Every URL ever seen: it waits, is leased, or is done. No URL leaves by any other door.

    What every implementation keeps (``tests/test_frontier_contract.py`` asks each):

    1. *Seen once.* A URL that waits, is leased, is done or was skipped is not
       added again by ``push``, ``skip`` or as a child; what it was first found
       as stands.
    2. *Leased once.* A URL is under at most one lease. It ends with ``done``,
       ``retry`` or ``release``; a lease that ran out is put back by ``release``
       with its try taken back, for nobody answered it.
    3. *Done with its children.* ``done`` and the children's waiting are one act:
       there is no moment at which the one is durable and the other is not. What
       is done stays done until ``want`` or ``revive…`` asks for it again. Said
       twice it is done once.
    4. *Order.* At one server a robots.txt comes first, and nothing else of it
       before; then by ``PRIORITY``, then in the order of arrival (what is wanted
       again may arrive anew). Servers take turns. Nothing is leased before its ``not_before``, nothing of a server in
       *busy*, nothing outside *portals* and *kinds*, robots.txt excepted.
    5. *robots.txt* is asked for again when the answer is older than
       ``ROBOTS_LIFE``, or was forgotten by ``ask_robots_again``.
    6. *Durable* is what its owner has committed, and not before. A frontier on a
       server is told after the commit, never earlier: it must not count as done
       what a power cut can still take.

    Times are seconds since 1970. A frontier on a server goes by that server's
    clock: of *now* and a later time only the span between them counts there.

    ``counted`` is how many URLs of the kinds ``COUNTED`` were leased in this run by
    all ``workers``.
    """

    counted: int
    workers: int

    @property
    def behind(self) -> bool:
        """Whether a commit would let others go on."""
        ...

    def push(self, portal: str, found: Iterable[Found], at: str) -> int:
        """Let wait what was not seen before; return how many that were."""
        ...

    def skip(self, portal: str, skipped: Iterable[Skipped], at: str, crawl: str | None) -> int:
        """Record URLs that will not be visited; return how many were new."""
        ...

    def want(self, portal: str, found: Found, at: str) -> None:
        """Let a URL wait, be it new or done with."""
        ...

    def unseen(self, urls: Iterable[str]) -> set[str]:
        """Return those of *urls* that were never met."""
        ...

    def lease(
        self, portals: Members[str], now: float, until: float, kinds: Members[str] | None = None,
        busy: Members[str] = (),
    ) -> Lease | None:  # fmt: skip
        """Take the next URL that may be fetched now, for as long as until *until*."""
        ...

    def done(
        self, url: str, outcome: Outcome, children: Iterable[Found] = (),
        skipped: Iterable[Skipped] = (),
    ) -> None:  # fmt: skip
        """Record the outcome of *url* and what was found on it."""
        ...

    def retry(self, url: str, not_before: float, reason: str) -> None:
        """Put a leased URL back, not to be tried before a time."""
        ...

    def release(self, now: float | None = None) -> int:
        """Put back what leases that ran out by *now* (None: all) held; return how many."""
        ...

    def finished(self, lease: Lease, rest: float) -> None:
        """Note that nothing of *lease* is under way at its server, which wants *rest* seconds.

        A negative *rest*: it was not asked at all, and may be asked at once.
        """
        ...

    def beat(self) -> None:
        """Say that the owner lives, so that its leases do not run out."""
        ...

    def tell(self) -> None:
        """Tell whomever it is shared with what was committed."""
        ...

    def leave(self) -> None:
        """Give back what is still leased, and go."""
        ...

    def begins_anew(self, portal: str) -> bool:
        """Whether nothing of *portal* waits, so that what is known of it is looked at again."""
        ...

    def place(self, url: str) -> Place | None:
        """Return how a URL came to be known; None if it is not, or no longer, known."""
        ...

    def origin(self, origin: str) -> Origin:
        """Return what is known of a server."""
        ...

    def remember_robots(self, origin: str, robots: str, body: bytes, at: float) -> None:
        """Keep the answer to a server's robots.txt: 'rules', 'allow' or 'disallow'."""
        ...

    def ask_robots_again(self, origin: str | None = None) -> None:
        """Let a server's robots.txt be asked for again; None: every one that could not be read."""
        ...

    def set_right(self, now: float, most: float) -> None:
        """Let nothing wait for longer than *most* seconds, and no robots.txt be from later than *now*.

        For where a clock was ahead: what it put off would wait until it is that late.
        """
        ...

    def back_off(self, origin: str, not_before: float, failures: int) -> None:
        """Leave a server alone until a time; *failures* is the count in a row."""
        ...

    def waiting(self, portals: Members[str], kinds: Members[str] | None = None) -> int:
        """Count what waits or is under way."""
        ...

    def anything_waits(
        self, portals: Members[str], kinds: Members[str] | None = None, *,
        by: float | None = None, without: Members[str] = (),
    ) -> bool:  # fmt: skip
        """Return whether anything waits that a lease could be had for.

        With *by* only what may be fetched by that time counts, and nothing of
        the servers *without*. A shared frontier counts what others have leased,
        too: they may yet push children.
        """
        ...
