"""Ranges (RFC 9110, section 14): the part of a payload that a player asks for."""

import re
from dataclasses import dataclass

_ASKED = re.compile(r"bytes\s*=\s*(\d{0,18})\s*-\s*(\d{0,18})\s*\Z", re.IGNORECASE)
_CAPTURED = re.compile(r"bytes\s+(\d{1,18})-(\d{1,18})/(\d{1,18}|\*)\s*\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """What is answered: its status, its Content-Range if it has one, its bytes."""

    status: int
    content_range: str | None
    body: bytes


def part(body: bytes, asked: str | None, captured: str | None = None) -> Part:
    """Return what of *body* a Range header has *asked* for: all of it, if that asks for several.

    Of a capture that was itself a part, *captured* is its Content-Range.

    >>> part(b"abcdef", "bytes=1-2")
    Part(status=206, content_range='bytes 1-2/6', body=b'bc')
    >>> part(b"cd", "bytes=0-", "bytes 2-3/6").status
    416
    """
    start, total = _captured(captured, len(body))
    found = _ASKED.match(asked or "")
    if not found or not (found[1] or found[2]):
        whole = start == 0 and total == len(body)
        return (
            Part(200, None, body) if whole else _cut(body, start, total, start, start + len(body))
        )
    if found[1]:
        first, last = int(found[1]), int(found[2]) if found[2] else total - 1
        if found[2] and last < first:
            return Part(200, None, body)  # no range: as if nothing was asked
    else:
        first, last = max(total - int(found[2]), 0), total - 1
    end = min(last + 1, start + len(body))
    if not start <= first < end:
        return Part(416, f"bytes */{total}", b"")
    return _cut(body, start, total, first, end)


def _cut(body: bytes, start: int, total: int, first: int, end: int) -> Part:
    return Part(206, f"bytes {first}-{end - 1}/{total}", body[first - start : end - start])


def _captured(told: str | None, length: int) -> tuple[int, int]:
    """Where a captured part begins, and how long the whole was."""
    found = _CAPTURED.match(told or "")
    if not found or int(found[2]) + 1 - int(found[1]) != length:
        return 0, length
    start = int(found[1])
    return start, max(int(found[3]), start + length) if found[3] != "*" else start + length
