"""A crawl that many workers share: what each of them tells the others, and hears of them."""

import logging
import secrets
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from archive import durable
from archive.collection import Collection
from archive.errors import BadFrontier
from archive.state import SqliteFrontier, State
from archive.state.shared import Address, Manner, Server, SharedFrontier
from portal_spider import robots
from portal_spider.errors import PortalSpiderError, ProfileError, UsageError
from portal_spider.manners import PATIENCE, Courtesy
from portal_spider.portals import known, shipped
from portal_spider.profile import SiteProfile, build, to_toml

if TYPE_CHECKING:
    from portal_spider.run.books import Options

logger = logging.getLogger(__name__)

FREE_KINDS = ("robots", "requisite", "sitemap", "article_page")  # a spent budget still fetches them
_FIRST_SERIALS = 50_000  # of the 100,000 there are
MOST_WORKERS = 1000  # whose files have names of their own; a file's serial has five digits


def take_over(
    collection: Collection, address: Address, targets: tuple[str, ...]
) -> tuple[str, ...]:
    """Let *collection* have the profiles by which workers at *address* crawl, where it has none.

    Return what is to be crawled: *targets*, or if there are none, what the others crawl.
    """
    server = Server(address)
    try:
        theirs, profiles = server.patiently(server.handed)
    finally:
        server.close()
    if not targets and not theirs:
        raise UsageError(f"no worker of the frontier at {address} has said yet what to crawl")
    for name, text in profiles.items():
        path = collection.portals / f"{name}.toml"
        try:
            profile = build(name, tomllib.loads(text))  # its name, too, may become a file's
        except tomllib.TOMLDecodeError as error:
            raise ProfileError(name, "name", f"what {address} holds is no TOML: {error}") from error
        if path.exists() or shipped().get(name) == profile:
            continue
        with collection.writing():
            durable.replace(path, [text.encode()])
        logger.warning("%s is written as the workers of %s have it", path, address)
    return targets or tuple(theirs)


def hand_over(
    hand: Callable[[Sequence[str], Mapping[str, str]], str],
    address: Address, portals: Path, targets: Sequence[str], names: Iterable[str],
) -> None:  # fmt: skip
    """Say how the portals *names* are crawled; ProfileError if others at work do it otherwise."""
    profiles = known(portals)
    texts = {name: to_toml(profiles[name]) for name in names if name in profiles}
    other = hand(targets, texts)
    if other:
        raise ProfileError(
            other, "portals", f"other workers of {address} crawl it by another profile: take"
            f" away {portals / f'{other}.toml'} to have theirs, or let them end first",
        )  # fmt: skip


def join(
    collection: Collection, state: State, options: "Options", profiles: Mapping[str, SiteProfile]
) -> str:
    """Let *state* be a worker's, over the frontier that *options* name; return its part of names."""
    assert options.frontier is not None
    server = Server(options.frontier)
    policy, logged = server.memory_policy()
    if policy != "noeviction":
        raise BadFrontier(
            str(options.frontier),
            f"its maxmemory-policy is {policy}, and what it throws away is lost: set noeviction",
        )
    if not logged:
        logger.warning(
            "the frontier at %s keeps no log on disk (appendonly no): when it ends, it is filled"
            " again from its workers", options.frontier,
        )  # fmt: skip
    agent = options.wishes.user_agent
    manners = {
        name: Manner(1.0 if profile.delay is None else profile.delay, profile.concurrency)
        for name, profile in profiles.items()
    }

    def make(connection: object) -> SharedFrontier:
        return SharedFrontier(
            connection, server, manners=manners, pages=options.max_pages, free=FREE_KINDS,  # type: ignore[arg-type]
            crawl_delay=lambda body: robots.crawl_delay(body, agent),
        )  # fmt: skip

    state.share(make)
    frontier = state.frontier
    assert isinstance(frontier, SharedFrontier)
    frontier.join()
    try:
        hand_over(frontier.hand, server.address, collection.portals, options.targets, profiles)
    except PortalSpiderError:
        frontier.leave()
        raise
    return f"-w{server.number}"


def warc_numbers(frontier: SqliteFrontier) -> tuple[int, int]:
    """Return the first serial of a WARC and the step to the next: no two workers share one.

    Nor, unless chance has it, do two collections that crawl a portal from one second on: they can be merged.
    """
    if isinstance(frontier, SharedFrontier):
        return int(frontier.server.number) % MOST_WORKERS, MOST_WORKERS
    return secrets.randbelow(_FIRST_SERIALS), 1


def courtesy(frontier: SqliteFrontier) -> Courtesy:
    """Return what keeps the manners of a run over *frontier*."""
    return SharedCourtesy(frontier) if isinstance(frontier, SharedFrontier) else Courtesy()


class SharedCourtesy(Courtesy):
    """What one worker hears of a server all workers act on; who may ask it next the server says."""

    def __init__(self, frontier: SharedFrontier) -> None:
        super().__init__()
        self._frontier = frontier

    def meet(self, origin: str, now: float) -> None:
        """Take over what all workers together know of a server."""
        known, server = self._frontier.standing(origin), self.of(origin)
        server.failures, server.blocks = known.failures, known.blocks
        server.since = None if known.age is None else now - known.age
        server.given_up, server.dead = bool(known.given), known.given == "dead"
        server.why = known.why

    def answered(self, origin: str, now: float, delay: float, latency: float | None) -> None:
        """Note an answer; if the server was ill, let the others know that it is not."""
        was_ill = self.of(origin).failures > 0
        super().answered(origin, now, delay, latency)
        if was_ill:
            self._tell(origin, "ok", now)

    def failed(
        self, origin: str, now: float, unit: float, why: str, rest: float = 0.0,
        patience: float = PATIENCE, own: bool = True,
    ) -> None:  # fmt: skip
        """Note that a server gave no answer, or a bad one."""
        super().failed(origin, now, unit, why, rest, patience, own)
        self._tell(origin, "bad", now)

    def blocked(self, origin: str, now: float, unit: float, why: str) -> None:
        """Note a block page."""
        super().blocked(origin, now, unit, why)
        self._tell(origin, "blocked", now)

    def welcomed(self, origin: str) -> None:
        """Note a page that is no block page."""
        if self.of(origin).blocks:
            self._frontier.heard(origin, "welcome", "", 0.0)
        super().welcomed(origin)

    def _tell(self, origin: str, word: str, now: float) -> None:
        server = self.of(origin)
        self._frontier.heard(origin, word, server.why, max(server.next_at - now, 0.0))
        if server.given_up:
            word = "dead" if server.dead else "given"
            self._frontier.heard(origin, word, server.why, 0.0)
