"""What was asked of a crawl, and where it stands for later: which links its pages lead to depends on it."""

from dataclasses import dataclass
from datetime import date
from typing import Any, get_args

import orjson

from archive.collection import Collection
from portal_spider.scope import Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What was asked of a crawl."""

    scope: Scope = "host"
    seed: str = ""
    since: date | None = None
    requisites: bool = True
    user_agent: str = "portal-archive"


_KEPT = ("scope", "seed", "since", "requisites")
_USUAL = Wishes()


def to_event(wishes: Wishes) -> dict[str, Any] | None:
    """Return the first event of a crawl of which something unusual was asked, else None."""
    kept = {name: getattr(wishes, name) for name in _KEPT}
    if all(kept[name] == getattr(_USUAL, name) for name in _KEPT):
        return None
    return {"type": "wishes"} | kept


def from_event(event: dict[str, Any]) -> Wishes:
    """Return what an event says was asked; ValueError, KeyError or TypeError if it says nothing."""
    scope, since = event["scope"], event["since"]
    if scope not in get_args(Scope):
        raise ValueError(f"there is no scope {scope!r}")
    return Wishes(
        scope=scope, seed=str(event["seed"]), requisites=bool(event["requisites"]),
        since=None if since is None else date.fromisoformat(since),
    )  # fmt: skip


def asked_of(collection: Collection, crawl: str | None) -> Wishes:
    """Return what was asked of *crawl*, as its ``outcomes.jsonl`` begins; the usual if it says nothing."""
    if crawl is None:
        return _USUAL
    try:
        with (collection.crawls / crawl / "outcomes.jsonl").open("rb") as file:
            event = orjson.loads(file.readline())
        return from_event(event) if event["type"] == "wishes" else _USUAL
    except (OSError, ValueError, KeyError, TypeError):
        return _USUAL
