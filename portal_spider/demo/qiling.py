"""栖岭新闻, the second demo portal: GB18030 called gb2312, tables for layout, ``<br>`` for paragraphs."""

from html import escape
from urllib.parse import quote

from portal_spider.demo.picture import png
from portal_spider.demo.site import (
    Answer,
    Site,
    anchor,
    story_path,
    template,
    template_text,
    varied,
)
from portal_spider.demo.story import Story, stories

NAME, TITLE = "qiling", "栖岭新闻"
SECTIONS = {"yaowen": "要闻", "shequ": "社区", "bolan": "博览"}
PER_PAGE = 2
#: A list whose address has Chinese in the query, as the page's charset writes it.
TOPIC = f"/news/zhuanti.asp?zt={quote('老街'.encode('gb18030'))}"

_HTML = (("Server", "Microsoft-IIS/6.0"), ("Content-Type", "text/html"))


def site(origin: str) -> Site:
    """Return the portal as served at *origin*."""
    answers = {"/": _list(TITLE, stories(NAME)[:4], "")}
    for section, title in SECTIONS.items():
        mine = [story for story in stories(NAME) if story.section == section]
        parts = [mine[start : start + PER_PAGE] for start in range(0, len(mine), PER_PAGE)]
        paths = [f"/news/{section}/index.shtml"]
        paths += [f"/news/{section}/index_{n}.shtml" for n in range(1, len(parts))]
        for place, (path, part) in enumerate(zip(paths, parts, strict=True)):
            after = paths[place + 1] if place + 1 < len(paths) else None
            count = f"第{place + 1}页/共{len(parts)}页 "
            pages = count + (anchor(after, "下一页") if after else "下一页")
            answers[path] = _list(title, part, pages)
    about = [story for story in stories(NAME) if "老街" in story.text]
    answers[TOPIC] = _list("专题：老街", about, "")
    for story in stories(NAME):
        answers[story_path(NAME, story)] = varied(_article(story), story)
    answers["/css/main.css"] = Answer(
        headers=(("Content-Type", "text/css"),), body=template_text(NAME, "main.css").encode()
    )
    answers["/images/logo.png"] = Answer(
        headers=(("Content-Type", "image/png"),), body=png("logo", 120, 40)
    )
    missing = _page("missing.html")
    return Site(
        name=NAME,
        answers=answers,
        missing=Answer(status=404, headers=missing.headers, body=missing.body),
    )


def _page(name: str, **filling: str) -> Answer:
    nav = " | ".join(anchor(f"/news/{key}/index.shtml", title) for key, title in SECTIONS.items())
    text = template(NAME, name).substitute({"nav": nav} | filling)
    return Answer(headers=_HTML, body=text.encode("gb18030"))


def _list(title: str, part: "list[Story] | tuple[Story, ...]", pages: str) -> Answer:
    items = "".join(
        f"<TR><TD>·{anchor(story_path(NAME, story), story.title)}</TD>"
        f"<TD>{story.published:%m-%d}</TD></TR>\n"
        for story in part
    )
    return _page("list.html", title=escape(title), items=items, pages=pages)


def _article(story: Story) -> Answer:
    lines = []
    for block in story.pages[0]:
        text = escape(block.lines[0])
        lines.append(f"<B>{text}</B>" if block.kind == "heading" else f"　　{text}")
    author = f"　作者：{escape(' '.join(story.authors))}" if story.authors else ""
    return _page(
        "article.html",
        title=escape(story.title),
        section=SECTIONS[story.section],
        info=f"{story.published:%Y-%m-%d %H:%M}　来源：{escape(story.source or TITLE)}{author}",
        body="<BR>\n<BR>\n".join(lines),
        editor=escape(" ".join(story.editors)),
    )
