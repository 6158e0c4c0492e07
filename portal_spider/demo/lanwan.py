"""澜湾网, the first demo portal: UTF-8, a banner and a notice inside each article's body."""

from datetime import timedelta
from email.utils import format_datetime
from html import escape
from itertools import pairwise

from portal_spider.demo.picture import png
from portal_spider.demo.site import (
    ZONE,
    Answer,
    Site,
    anchor,
    story_path,
    template,
    template_text,
    varied,
)
from portal_spider.demo.story import Story, StoryBlock, cells, stories

NAME, TITLE = "lanwan", "澜湾网"
SECTIONS = {"difang": "地方", "minsheng": "民生", "wenhua": "文化", "caijing": "财经"}
PER_PAGE = 3
SIZES = {"wetland": ((320, 180), (160, 90)), "lighthouse": ((240, 320), (120, 160))}

GONE = "/wenhua/2025-08-30/000090.html"  # 404
MOVED = "/difang/2025-09-01/000098.html"  # 301
VANISHED = "/difang/2025-08-28/000088.html"  # 200, but says that there is no such page
FORBIDDEN = "/neibu/paiban.html"  # by robots.txt

_HTML = ("Content-Type", "text/html; charset=utf-8")
# Repeated and oddly spelled headers, as proxies in front of portals add them.
_PROXIED = (
    ("server", "tengine"),
    _HTML,
    ("Set-Cookie", "route=a1; Path=/"),
    ("Set-Cookie", "visit=1; Path=/; HttpOnly"),
    ("X-Via", "edge-3"),
    ("X-Via", "origin-1"),
    ("x-portal-NOTE", "kept as sent"),
)


def site(origin: str) -> Site:
    """Return the portal as served at *origin*."""
    answers: dict[str, Answer] = {"/": _page("home.html", origin, lists=_home())}
    for section in SECTIONS:
        answers |= _lists(section, origin)
    for older, story, newer in _neighbours():
        for number, blocks in enumerate(story.pages, 1):
            page = _article(story, number, blocks, older, newer, origin)
            answers[story_path(NAME, story, number)] = varied(page, story)
    first = next(story for story in stories(NAME) if story.number == "000101")
    answers[MOVED] = Answer(
        status=301, headers=(("Location", story_path(NAME, first)), _HTML), body=b"Moved\n"
    )
    missing = _page("missing.html", origin)
    answers[VANISHED] = missing
    answers[FORBIDDEN] = Answer(headers=(_HTML,), body="<p>排班表，内部使用。</p>".encode())
    answers |= _files(origin)
    return Site(
        name=NAME,
        answers=answers,
        missing=Answer(status=404, headers=missing.headers, body=missing.body),
    )


def _page(name: str, origin: str, **filling: str) -> Answer:
    nav = " ".join(anchor(f"/{section}/", title) for section, title in SECTIONS.items())
    around = {"origin": origin, "nav": nav, "hot": _hot(), "forbidden": FORBIDDEN}
    text = template(NAME, name).substitute(around | filling)
    return Answer(headers=_PROXIED, body=text.encode())


def _hot() -> str:
    newest = stories(NAME)[0]
    hot = (
        (story_path(NAME, newest), newest.title),
        (MOVED, "渡口通航时间有变"),
        (GONE, "中秋灯会节目单"),
        (VANISHED, "澜湾大桥夜间封闭通告"),
    )
    return "".join(f"<li>{anchor(path, text)}</li>" for path, text in hot)


def _home() -> str:
    parts = []
    for section, title in SECTIONS.items():
        newest = [story for story in stories(NAME) if story.section == section][:2]
        items = "".join(_item(story) for story in newest)
        parts.append(f"<h2>{anchor(f'/{section}/', title)}</h2><ul>{items}</ul>")
    return "\n".join(parts)


def _item(story: Story) -> str:
    link = anchor(story_path(NAME, story), story.title)
    return f"<li>{link} <span>{story.published:%Y-%m-%d}</span></li>\n"


def _lists(section: str, origin: str) -> dict[str, Answer]:
    """Return the list of a section, page by page, each with a way to the next (下一页)."""
    mine = [story for story in stories(NAME) if story.section == section]
    parts = [mine[start : start + PER_PAGE] for start in range(0, len(mine), PER_PAGE)]
    paths = [f"/{section}/", *(f"/{section}/index_{n}.html" for n in range(2, len(parts) + 1))]
    made = {}
    for place, (path, part) in enumerate(zip(paths, parts, strict=True)):
        before = anchor(paths[place - 1], "上一页") if place else "上一页"
        after = anchor(paths[place + 1], "下一页") if place + 1 < len(paths) else "下一页"
        numbers = " ".join(anchor(to, str(n)) for n, to in enumerate(paths, 1))
        made[path] = _page(
            "list.html",
            origin,
            title=SECTIONS[section],
            items="".join(map(_item, part)),
            pages=f"{before} {numbers} {after}",
        )
    return made


def _neighbours() -> list[tuple[Story | None, Story, Story | None]]:
    """Return every story with the one before and the one after it in its section."""
    rows: list[tuple[Story | None, Story, Story | None]] = []
    for section in SECTIONS:
        line = [
            None,
            *(story for story in reversed(stories(NAME)) if story.section == section),
            None,
        ]
        pairs = list(pairwise(line))
        for (older, story), (_, newer) in pairwise(pairs):
            if story is not None:
                rows.append((older, story, newer))
    return rows


def _article(
    story: Story,
    number: int,
    blocks: tuple[StoryBlock, ...],
    older: Story | None,
    newer: Story | None,
    origin: str,
) -> Answer:
    source = f"来源：{escape(story.source)}&nbsp; " if story.source else ""
    return _page(
        "article.html",
        origin,
        title=escape(story.title),
        keywords=escape(",".join(story.keywords)),
        section=anchor(f"/{story.section}/", SECTIONS[story.section]),
        section_title=SECTIONS[story.section],
        info=f"{story.published:%Y-%m-%d}&nbsp; {source}",
        body="\n".join(map(_block, blocks)),
        pages=_pages(story, number),
        older=_neighbour(older),
        newer=_neighbour(newer),
    )


def _neighbour(story: Story | None) -> str:
    return anchor(story_path(NAME, story), story.title) if story else "没有了"


def _pages(story: Story, number: int) -> str:
    """Return the links between the pages of one article, nothing where it has one."""
    count = len(story.pages)
    if count == 1:
        return ""
    links = [
        str(n) if n == number else anchor(story_path(NAME, story, n), str(n))
        for n in range(1, count + 1)
    ]
    if number > 1:
        links.insert(0, anchor(story_path(NAME, story, number - 1), "上一页"))
    if number < count:
        links.append(anchor(story_path(NAME, story, number + 1), "下一页"))
    return f'<div class="pages">{" ".join(links)}</div>'


def _block(block: StoryBlock) -> str:
    lines = [escape(line) for line in block.lines]
    if block.kind == "heading":
        return f"<p><strong>{lines[0]}</strong></p>"
    if block.kind == "quote":
        return f'<blockquote class="quote"><p>{lines[0]}</p></blockquote>'
    if block.kind == "list":
        return "<ul>" + "".join(f"<li>{line}</li>" for line in lines) + "</ul>"
    if block.kind == "table":
        rows = ["".join(f"<td>{cell}</td>" for cell in cells(line)) for line in lines]
        return '<table border="1">' + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"
    if block.kind == "picture":
        return _picture(str(block.picture), lines[0])
    return f"<p>　　{lines[0]}</p>"


def _picture(name: str, caption: str) -> str:
    (width, height), (small, _) = SIZES[name]
    large, little = f"/upload/{name}.png", f"/upload/{name}-{small}.png"
    if name == "wetland":
        # shown at once, in two sizes
        picture = (
            f'<img src="{large}" srcset="{little} {small}w, {large} {width}w" alt="{caption}">'
        )
        return f'<p class="pic">{picture}</p>\n<p class="caption">{caption}</p>'
    # shown by a script when it scrolls into view
    empty = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="
    picture = f'<img src="{empty}" data-src="{large}" height="{height}" alt="">'
    return f"<figure>{picture}<figcaption>{caption}</figcaption></figure>"


def _files(origin: str) -> dict[str, Answer]:
    def text(kind: str, content: str) -> Answer:
        return Answer(headers=(("Content-Type", kind),), body=content.encode())

    def image(name: str, width: int, height: int) -> Answer:
        cached = (("Content-Type", "image/png"), ("Cache-Control", "max-age=86400"))
        return Answer(headers=cached, body=png(name, width, height))

    made = {
        "/static/style.css": text("text/css", template_text(NAME, "style.css")),
        "/static/print.css": text("text/css", template_text(NAME, "print.css")),
        "/static/zoom.js": text("application/javascript", template_text(NAME, "zoom.js")),
        "/static/wave.png": image("wave", 96, 32),
        "/favicon.ico": image("icon", 16, 16),
        "/robots.txt": text(
            "text/plain", f"User-agent: *\nDisallow: /neibu/\n\nSitemap: {origin}/sitemap.xml\n"
        ),
        "/sitemap.xml": text("application/xml", _sitemap(origin)),
        "/rss.xml": text("application/rss+xml", _rss(origin)),
    }
    for name, ((width, height), (small, low)) in SIZES.items():
        made[f"/upload/{name}.png"] = image(name, width, height)
        made[f"/upload/{name}-{small}.png"] = image(name, small, low)
    return made


def _sitemap(origin: str) -> str:
    # The oldest of each section are left out, as on many portals: only the lists lead to them.
    urls = [
        f"<url><loc>{origin}{story_path(NAME, story)}</loc>"
        f"<lastmod>{story.published:%Y-%m-%d}</lastmod></url>"
        for older, story, _ in _neighbours()
        if older
    ]
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        + "\n".join(urls)
        + "\n</urlset>\n"
    )


def _rss(origin: str) -> str:
    items = [
        f"<item><title>{escape(story.title)}</title><link>{origin}{story_path(NAME, story)}</link>"
        f"<pubDate>{format_datetime(story.published.replace(tzinfo=ZONE) + timedelta(hours=8))}"
        "</pubDate></item>"
        for story in stories(NAME)[:10]
    ]
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel>'
        f"<title>{TITLE}</title><link>{origin}/</link><description>{TITLE}最新稿件</description>\n"
        + "\n".join(items)
        + "\n</channel></rss>\n"
    )
