"""What kind of page it is, with a score and its reasons."""

import re
from urllib.parse import urlsplit

from archive.simplified import spelled
from portal_spider.extract.body import Body
from portal_spider.extract.outline import Outline, Piece
from portal_spider.extract.prose import is_link, weigh
from portal_spider.extract.scripts import is_wide
from portal_spider.page import PageKind

_MISSING = re.compile(
    r"页面不存在|页面(?:没有|未|无法)找到|找不到(?:您|你)?.{0,8}页面"
    r"|您?(?:访问|浏览|查看)的(?:页面|文章|内容|网页).{0,6}(?:不存在|已删除|被删除|已下线)"
    r"|(?:文章|内容|信息|新闻|帖子)(?:不存在|已(?:被)?删除|已下线)"
    r"|\b404\b(?![^\S\n]+(?!"
    r"error|page|file|not|the|this|that|we|oops|sorry|[页頁错錯抱很对對您你访訪未没沒无無])\w)"
    r"|page (?:not found|cannot be found|no longer)|not found",
    re.IGNORECASE | re.DOTALL,
)
_BLOCKED = re.compile(
    r"captcha|验证码|滑动验证|安全验证|人机(?:身份)?验证|访问过于频繁|请求过于频繁|access denied"
    r"|are you (?:a )?(?:human|robot)"
    r"|checking your browser|unusual traffic|web应用防火墙|防火墙.{0,6}拦截"
    r"|您的访问.{0,8}(?:拦截|限制)|cf-browser-verification|just a moment",
    re.IGNORECASE | re.DOTALL,
)
_DIGEST, _MOST = 3, 0.9  # links with text below that make a list of articles; of its paragraphs
_VERSES, _SIZE = 4, 40  # short lines that are a text; its characters, Chinese ones counted twice
_ABOVE = 15  # pieces above a body among which its title stands
_TITLE = (12, 6)  # characters of one; in Chinese
_NOTICE = 120  # characters of a line that says what kind of page it is
_FRONT = re.compile(r"/*(?:(?:index|default|home)\.[a-z]{3,5})?", re.IGNORECASE)


def is_front(url: str) -> bool:
    """Return whether *url* is a site's front page.

    >>> is_front("https://news.example/"), is_front("https://news.example/?p=7")
    (True, False)
    """
    parts = urlsplit(url)
    return not parts.query and _FRONT.fullmatch(parts.path) is not None


def _has_title(outline: Outline, body: Body, title: str) -> bool:
    """Whether the page's title, or the begin of it, stands above the body, in whatever element."""
    first = next((p.number for p in body.kept if p.kind == "text" and weigh(p) > 20), 0)
    return any(
        p.kind == "text" and not p.linked and len(p.text) >= _TITLE[is_wide(p.text)] and p.text in title
        for p in outline.pieces[max(0, first - _ABOVE) : first]
    )  # fmt: skip


def _is_digest(outline: Outline, prose: list[Piece]) -> bool:
    """Whether a body is links with a paragraph below each, as lists of articles are."""
    headed = sum(is_link(outline.pieces[p.number - 1]) for p in prose if p.number)
    return headed >= max(_DIGEST, _MOST * len(prose))


def _are_verses(body: Body) -> bool:
    """Whether a body without a paragraph is a text of short lines all the same: a poem, a list of names."""
    lines = [p.text for p in body.kept if p.kind == "text" and not p.linked]
    size = sum(len(line) * (1 + is_wide(line)) for line in lines)
    return len(lines) >= _VERSES and size >= _SIZE


def classify(
    outline: Outline, body: Body, title: str, *, front: bool, dated: bool, hinted: bool
) -> tuple[PageKind, float, tuple[str, ...]]:
    """Return the kind of page, how sure that is (0..1), and why.

    *front*: it is a site's front page; *dated*: a publication date was found in the
    page; *hinted*: the URL or the page's own claims say that it is an article.
    """
    prose = body.weight
    headed = any(p.tag == "h1" and len(p.text) > 3 and p.text in title for p in outline.pieces)
    headed = headed or _has_title(outline, body, title)
    if prose < 600:
        lines = [p.text for p in outline.pieces[:60] if len(p.text) <= _NOTICE]
        notice = spelled("\n".join([title, *lines])[:1500])
        # An article may tell of codes and robots, or have a form that asks for one.
        if not (dated and headed) and _BLOCKED.search(notice):
            return "blocked", 0.8, ("little text, and words of a block page",)
        if _MISSING.search(notice):
            return "soft_404", 0.8, ("little text, and words of a missing page",)
    links = sum(p.linked for p in outline.pieces)
    everything = sum(len(p.text) for p in outline.pieces) or 1
    kept = [p for p in body.kept if p.kind == "text" and weigh(p) > 20]
    pictures = sum(p.kind == "image" for p in body.kept)
    reasons = [f"{prose:.0f} of prose in the body, {body.share:.0%} of the page's"]
    score = min(prose / 400, 1.0) * 0.5 + min(body.share, 1.0) * 0.2
    if dated:
        score += 0.2
        reasons.append("a date of publication")
    if hinted:
        score += 0.25
        reasons.append("its URL or metadata say article")
    if headed and dated:
        score += 0.15
        reasons.append("a heading that is the page's title")
    density = links / everything
    if density > 0.7:
        score -= 0.1 if hinted or headed else 0.3
        reasons.append(f"{density:.0%} of the text is links")
    if front:
        return "list", 0.7, (*reasons, "a front page")
    if not kept:
        if (hinted or headed) and pictures >= 2:
            return "gallery", 0.6, ("pictures and no prose",)
        if headed + hinted + dated < 2 or not _are_verses(body):
            kind: PageKind = "list" if density > 0.4 else "other"
            return kind, 0.7 if kind == "list" else 0.5, (*reasons, "no paragraph of prose")
        reasons.append("lines of text")
    if not hinted and _is_digest(outline, kept):  # the days are those of what it lists
        return "list", 0.7, (*reasons, "each of its paragraphs stands below a link")
    if score >= 0.45:
        return "article", min(score, 1.0), tuple(reasons)
    return ("list" if density > 0.4 else "other"), 1 - score, tuple(reasons)
