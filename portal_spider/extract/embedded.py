"""Bodies in JSON inside scripts: pages whose article only a browser would put into the page."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import orjson
from selectolax.lexbor import LexborHTMLParser

from portal_spider.extract.outline import Outline, outline_of
from portal_spider.extract.page import OpenPage

_KEYS = re.compile(
    r"^(?:article_?body|body|content|contents|content_?html|article_?content|html|text|detail|main_?text|rich_?text|data)$",
    re.IGNORECASE,
)
_FACTS = {
    "newstime": "pubdate", "publishtime": "pubdate", "pubtime": "pubdate", "ptime": "pubdate",
    "publishedat": "pubdate", "datepublished": "pubdate", "publishdate": "pubdate",
    "source": "source", "medianame": "source", "editorname": "editor", "author": "author",
}  # fmt: skip
_ASSIGNED = re.compile(r"(?:^|[;\s])(?:var\s+|window\.)?[\w$.]+\s*=\s*(?=[{\[])")
_SHORTEST = 80  # characters of a body
_MOST_VALUES = 20_000
_LONGEST_SCRIPT = 4_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Embedded:
    """What a script holds of an article: its body, under which key, and what is said beside it."""

    outline: Outline
    key: str
    meta: dict[str, str]  # under the names that <meta> would have


def find_embedded(page: OpenPage) -> Embedded | None:
    """Return the longest text that a script of *page* holds as a body."""
    best: tuple[int, str, str] | None = None
    meta: dict[str, str] = {}
    for value in _objects(page):
        for key, text in _strings(value):
            if (
                len(text) >= _SHORTEST
                and _KEYS.match(key)
                and (best is None or len(text) > best[0])
            ):
                best = len(text), text, key
            elif name := _FACTS.get(key.lower().replace("_", "")):
                meta.setdefault(name, text)
    if best is None:
        return None
    _, text, key = best
    if "<" not in text and "&lt;" in text:
        text = html.unescape(text)
    if not re.search(r"<(?:p|br|div)\b", text, re.IGNORECASE):
        text = "".join(f"<p>{html.escape(line)}</p>" for line in text.splitlines())
    outline = outline_of(LexborHTMLParser(f"<body><article>{text}</article></body>"))
    return Embedded(outline=outline, key=key, meta=meta)


def _objects(page: OpenPage) -> Iterator[Any]:
    """The JSON values in the page's scripts: whole scripts of it, and what scripts assign."""
    for node in page.tree.css("script:not([src])")[:80]:
        text = (node.text() or "").strip()
        if not _SHORTEST < len(text) < _LONGEST_SCRIPT:
            continue
        if text[0] in "{[":
            starts = [0]
        else:
            starts = [match.end() for match in list(_ASSIGNED.finditer(text))[:8]]
        for start in starts:
            end = _end(text, start)
            try:
                yield orjson.loads(text[start:end])
            except ValueError:
                continue


def _end(text: str, start: int) -> int:
    """Where the brackets that open at *start* are closed; strings are passed over."""
    depth = 0
    for match in re.finditer(r'"(?:[^"\\]|\\.)*"|[{}\[\]]', text[start:]):
        sign = match[0]
        if sign in "{[":
            depth += 1
        elif sign in "}]":
            depth -= 1
            if depth == 0:
                return start + match.end()
    return len(text)


def _strings(value: Any) -> Iterator[tuple[str, str]]:
    """Every string with the key under which it stands, in order."""
    waiting: list[tuple[str, Any]] = [("", value)]
    for _ in range(_MOST_VALUES):
        if not waiting:
            return
        key, item = waiting.pop()
        if isinstance(item, dict):
            waiting += reversed(item.items())
        elif isinstance(item, list):
            waiting += [(key, inner) for inner in reversed(item)]
        elif isinstance(item, str) and item:
            yield key, item
