"""The pages: a folder of ``<id>.html.gz`` with ``<id>.json`` beside them, or a WARC (speed only)."""

import gzip
import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from archive.warc import captures
from portal_spider.page import RawPage
from portal_spider.visit import from_capture, is_page_capture

WHEN = datetime(2026, 11, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Case:
    """A page and, where it is known, what a reader would take from it."""

    name: str
    raw: RawPage
    truth: dict[str, Any] | None

    @property
    def half(self) -> str:
        """``tuned`` or ``kept``: the sites, in halves that nobody chose."""
        site = str((self.truth or {}).get("site") or "")
        return "kept" if hashlib.sha256(site.encode()).digest()[-1] % 2 else "tuned"

    @property
    def language(self) -> str:
        """``zh`` or ``other``."""
        return "zh" if self.truth and self.truth.get("lang") == "zh" else "other"


def cases(place: Path) -> Iterator[Case]:
    """Yield the pages in *place*, sorted by name."""
    if place.is_file():
        for number, capture in enumerate(captures(place)):
            visit = from_capture(capture, None)
            if is_page_capture(visit):
                yield Case(str(number), visit.raw_page(), None)
        return
    for path in sorted(place.rglob("*.json")):
        page = path.with_suffix(".html.gz")
        if not page.exists():
            continue
        truth = json.loads(path.read_text(encoding="utf-8"))
        site = re.sub(r"[^\w.-]", "-", truth.get("site") or "unknown")
        url = truth.get("url") or f"http://{site}.example/{path.stem}.html"
        body = gzip.decompress(page.read_bytes())
        raw = RawPage(url=url, captured=WHEN, status=200, content_type="text/html", body=body)
        yield Case(path.stem, raw, truth)
