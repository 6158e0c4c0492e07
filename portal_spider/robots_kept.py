"""What each server's robots.txt said last, as the state remembers it."""

from archive.state import State, origin_of
from archive.times import stamp
from portal_spider import robots
from portal_spider.read import Read


def keep_robots_of(state: State, portal: str, read: Read) -> None:
    """Remember the robots.txt that *read* brought, for every server whose it is after redirects."""
    visit, now = read.visit, read.visit.captured.timestamp()
    if read.outcome == "redirect" and read.children:
        state.frontier.want(portal, read.children[0], stamp(visit.captured))
        return
    status = 404 if read.outcome == "redirect" else visit.status
    judgement = robots.judge(status, visit.body)
    for origin in _servers_of(state, visit.url):
        keep_robots(state, origin, judgement, visit.body[: robots.LIMIT], now)


def keep_robots(
    state: State, origin: str, judgement: robots.Judgement, body: bytes, at: float
) -> None:
    """Remember a robots.txt; where it cannot be had now, an older one holds on (RFC 9309, 2.4)."""
    known = state.frontier.origin(origin)
    if judgement == "disallow" and known.robots in ("rules", "allow"):
        judgement, body = (
            ("rules" if known.robots == "rules" else "allow"),
            known.robots_body or b"",
        )
    state.frontier.remember_robots(origin, judgement, body, at)


def _servers_of(state: State, url: str) -> list[str]:
    """The servers that a robots.txt speaks for: its own, and those that redirected to it."""
    origins, seen = [], set()
    current: str | None = url
    while current is not None and current not in seen:
        seen.add(current)
        origins.append(origin_of(current))
        place = state.frontier.place(current)
        current = place.found_on if place and place.kind == "robots" else None
    if not url.endswith("/robots.txt"):
        origins = origins[1:] or origins
    return list(dict.fromkeys(origins))
