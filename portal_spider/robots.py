"""robots.txt as RFC 9309 has it, over protego's rules.

What a server answered is judged once (`judge`); with ``rules`` the body is
asked for every URL.
"""

import re
from functools import lru_cache
from typing import Literal

from protego import Protego

Judgement = Literal["rules", "allow", "disallow"]

#: What of a robots.txt is read (section 2.5 asks for at least this much).
LIMIT = 500 * 1024

_PRODUCT = re.compile(r"[A-Za-z_-]+")


def judge(status: int | None, body: bytes = b"") -> Judgement:
    """Return what an answer to robots.txt means; *status* None is no answer at all.

    2xx: the rules in *body*. 4xx, and a redirect that was not resolved: everything
    is allowed (2.3.1.3, 2.3.1.2). 5xx, 429 and no answer: nothing is (2.3.1.4);
    429 is a 4xx by number, but a server that asks for rest gets it.
    """
    if status is None or status >= 500 or status == 429 or status < 200:
        return "disallow"
    if status < 300:
        return "rules" if body else "allow"
    return "allow"


def allowed(body: bytes, url: str, user_agent: str) -> bool:
    """Return whether *user_agent* (a whole header value or its product token) may fetch *url*."""
    return bool(_rules(body).can_fetch(url, _product(user_agent)))


def crawl_delay(body: bytes, user_agent: str) -> float | None:
    """Return the seconds asked for between two requests, if any (no part of the RFC)."""
    delay = _rules(body).crawl_delay(_product(user_agent))
    return None if delay is None or delay < 0 else float(delay)


def sitemaps(body: bytes) -> tuple[str, ...]:
    """Return the URLs of the ``Sitemap:`` lines, in order, as they stand there."""
    return tuple(dict.fromkeys(_rules(body).sitemaps))


def _product(user_agent: str) -> str:
    match = _PRODUCT.match(user_agent)
    return match[0] if match else user_agent


@lru_cache(maxsize=64)
def _rules(body: bytes) -> Protego:
    if len(body) > LIMIT:
        # A rule cut in the middle would mean another path: end with the last whole line.
        body = body[:LIMIT]
        body = body[: max(body.rfind(b"\n"), body.rfind(b"\r")) + 1]
    return Protego.parse(body.decode("utf-8-sig", "replace"))
