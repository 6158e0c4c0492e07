"""Memento (RFC 7089): the links between a URL, its captures and their list."""

from typing import Any
from urllib.parse import quote

from archive.cdxj import CdxjEntry
from archive.replay.memento import http_date

_URL = "".join(map(chr, range(0x21, 0x7F)))
_LINKABLE = _URL.replace("<", "").replace(">", "").replace('"', "").replace("\\", "")


def replay_path(entry: CdxjEntry) -> str:
    """Return the address of a capture, below the replay's origin."""
    return f"/replay/{entry.timestamp}/{entry.url}"


def _target(url: str) -> str:
    """*url* as it may stand in a Link header: nothing in it ends the link or the line."""
    return f"<{quote(url, safe=_LINKABLE, errors='replace')}>"


def _memento(entry: CdxjEntry, origin: str, relation: str) -> str:
    return f'{_target(origin + replay_path(entry))}; rel="{relation}"; datetime="{http_date(entry.date)}"'


def _relations(place: int, count: int) -> str:
    first, last = place == 0, place == count - 1
    return " ".join(["first"] * first + ["last"] * last + ["memento"])


def link_header(url: str, origin: str, current: CdxjEntry | None = None) -> str:
    """Return the Link header of a memento, or of a timegate that has none to name."""
    links = [
        f'{_target(url)}; rel="original"',
        f'{_target(f"{origin}/timegate/{url}")}; rel="timegate"',
        f'{_target(f"{origin}/timemap/link/{url}")}; rel="timemap"; type="application/link-format"',
    ]
    if current:
        links.append(_memento(current, origin, "memento"))
    return ", ".join(links)


def link_format(entries: list[CdxjEntry], url: str, origin: str) -> bytes:
    """Return a TimeMap in link format (section 5)."""
    own = f"{origin}/timemap/link/{url}"
    span = f'; from="{http_date(entries[0].date)}"; until="{http_date(entries[-1].date)}"'
    lines = [
        f'{_target(url)}; rel="original"',
        f'{_target(own)}; rel="self"; type="application/link-format"{span}',
        f'{_target(f"{origin}/timegate/{url}")}; rel="timegate"',
    ]
    for place, entry in enumerate(entries):
        lines.append(_memento(entry, origin, _relations(place, len(entries))))
    return ",\n".join(lines).encode() + b"\n"


def as_json(entries: list[CdxjEntry], url: str, origin: str) -> dict[str, Any]:
    """Return a TimeMap as JSON, in the form that Memento aggregators read."""
    listed = [
        {"datetime": f"{entry.date:%Y-%m-%dT%H:%M:%SZ}", "uri": origin + replay_path(entry)}
        for entry in entries
    ]
    return {
        "original_uri": url,
        "timegate_uri": f"{origin}/timegate/{url}",
        "timemap_uri": {
            "link_format": f"{origin}/timemap/link/{url}",
            "json_format": f"{origin}/timemap/json/{url}",
        },
        "mementos": {"first": listed[0], "last": listed[-1], "list": listed},
    }
