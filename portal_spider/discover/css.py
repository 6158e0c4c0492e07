"""What a style sheet needs: ``url()`` and ``@import`` (CSS Syntax 3, CSS Cascade 4)."""

import re

from portal_spider.urls import clean_url

# One pass over strings, comments and references, so that a url() inside a comment is none.
_TOKENS = re.compile(
    r"/\*.*?(?:\*/|\Z)"
    r"|@import\s+(?P<imported>\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*')"
    r"|\burl\(\s*(?P<url>\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'|(?:\\[0-9a-f]{1,6}\s?|\\.|[^\s\"'()\\])*)\s*\)"
    r"|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'",
    re.IGNORECASE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))", re.DOTALL)


def css_requisites(text: str, base: str) -> tuple[str, ...]:
    """Return the URLs that style *text* at *base* asks for, each once, in order.

    >>> css_requisites("@import 'a.css'; p{background:url(i/b.png)} /* url(no) */", "http://x.cn/s/")
    ('http://x.cn/s/a.css', 'http://x.cn/s/i/b.png')
    """
    lowered = text.lower()
    if "url(" not in lowered and "@import" not in lowered:
        return ()  # most of what stands in pages; the tokens are slow to go through
    found: dict[str, None] = {}
    for token in _TOKENS.finditer(text):
        raw = token["imported"] or token["url"]
        if not raw:
            continue
        reference = _ESCAPE.sub(_unescaped, raw.strip("\"'"))
        url = None if reference.startswith(("#", "data:")) else clean_url(reference, base)
        if url:
            found[url] = None
    return tuple(found)


def _unescaped(escape: re.Match[str]) -> str:
    if escape[1] is None:
        return "" if escape[2] == "\n" else str(escape[2])
    code = int(escape[1], 16)
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
