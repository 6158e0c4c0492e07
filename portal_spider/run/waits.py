"""What a run waits for while nothing comes: for the person who looks on."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil

from portal_spider.manners import Server

LONG = 3.0  # seconds without an answer that are worth a word


@dataclass(frozen=True, slots=True)
class PutOff:
    """A URL of a server that is asked for again at a time."""

    until: float  # seconds since 1970
    tries: int  # so far
    why: str


def told(
    put_off: Mapping[str, PutOff],
    servers: Mapping[str, Server],
    under_way: Mapping[str, float],
    now: float,
    clock: float,
) -> str | None:
    """Return, for the server that is next, why nothing comes from it and when it is asked again.

    *under_way* says since when a server's answer is waited for; *now* is the
    time, *clock* what ``Server`` counts in.

    >>> told({"http://192.0.2.1": PutOff(108.0, 2, "no answer")}, {}, {}, 100.0, 0.0)
    '192.0.2.1: no answer, 3rd try in 8 s'
    >>> told({}, {}, {"http://192.0.2.1": 20.0}, 100.0, 32.0)
    '192.0.2.1: no answer for 12 s'
    """
    waits: list[tuple[float, str]] = []
    for origin, since in under_way.items():
        if clock - since > LONG:
            waits.append((0.0, f"{_host(origin)}: no answer for {clock - since:.0f} s"))
    for origin, put in put_off.items():
        if put.until > now and origin not in under_way:
            left = put.until - now
            waits.append(
                (left, f"{_host(origin)}: {put.why}, {nth(put.tries + 1)} try in {ceil(left)} s")
            )
    for origin, server in servers.items():
        left = server.next_at - clock
        if left > LONG and (server.failures or server.blocks) and not server.given_up:
            failed = server.failures or server.blocks
            waits.append(
                (left, f"{_host(origin)}: {server.why}, {failed} in a row, again in {ceil(left)} s")
            )
    return min(waits, default=(0.0, None))[1]


def nth(number: int) -> str:
    """Return an ordinal.

    >>> [nth(n) for n in (1, 2, 3, 4, 11, 22)]
    ['1st', '2nd', '3rd', '4th', '11th', '22nd']
    """
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if number % 100 in (11, 12, 13) else ending}"


def _host(origin: str) -> str:
    return origin.partition("://")[2]
