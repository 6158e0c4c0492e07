"""The few pages that are the archive's own: what is missing, withdrawn or refused, in two languages."""

from datetime import datetime
from html import escape

from starlette.responses import Response

_PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width">
<style>body{{font:16px/1.6 system-ui,sans-serif;max-width:40em;margin:12vh auto;padding:0 1em;
color:#222;background:#fff}}h1{{font-size:1.4em;line-height:1.3}}code{{overflow-wrap:anywhere}}
@media(prefers-color-scheme:dark){{body{{color:#ddd;background:#181818}}}}</style></head>
<body>{body}</body></html>
"""
_PICTURE = """<svg xmlns="http://www.w3.org/2000/svg" width="160" height="90" viewBox="0 0 160 90">
<rect width="160" height="90" fill="#eee" stroke="#999" stroke-dasharray="4"/>
<text x="80" y="42" font-family="sans-serif" font-size="13" fill="#555" text-anchor="middle">
not archived</text><text x="80" y="62" font-family="sans-serif" font-size="13" fill="#555"
 text-anchor="middle">未存档</text></svg>
"""
_GUARD = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


def page(status: int, told: tuple[str, str, str]) -> Response:
    """Return a page of ours: a title, its translation, and HTML that says more."""
    title, translated, more = told
    body = f'<h1>{title}</h1><p lang="zh">{translated}</p>{more}'
    return Response(
        _PAGE.format(title=title, body=body), status, dict(_GUARD), "text/html; charset=utf-8"
    )


def picture() -> Response:
    """Return what stands where a picture is missing."""
    return Response(_PICTURE, 404, dict(_GUARD), "image/svg+xml")


def _code(text: str) -> str:
    return f"<p><code>{escape(text)}</code></p>"


def missing(url: str, when: datetime | None, error: Exception) -> tuple[str, str, str]:
    """Nothing is kept of a URL, or its payload is missing."""
    asked = f"<p>{when:%Y-%m-%d %H:%M:%S} UTC</p>" if when else ""
    why = "" if type(error).__name__ == "NotArchived" else f"<p>{escape(str(error))}</p>"
    return "Not in this archive", "本存档中没有这个网址。", _code(url) + asked + why


def damaged(url: str, error: Exception) -> tuple[str, str, str]:
    """A record is there and cannot be read."""
    why = f"<p>{escape(str(error))}</p>"
    return "This capture cannot be read", "这份存档无法读取。", _code(url) + why


def withdrawn(url: str, at: str, reason: str) -> tuple[str, str, str]:
    """A URL is kept, but may not be given out."""
    why = f"<p>{escape(at[:10])}: {escape(reason)}</p>"
    return "Withdrawn", "本页已撤回，不予展示。", _code(url) + why


def file(url: str, stamp: str, size: int, kind: str | None) -> tuple[str, str, str]:
    """What browsers show nowhere that is closed off (a PDF), or not at all, to be saved."""
    link = f"/replay/{stamp}id_/{url}"
    more = (
        f"{_code(url)}"
        f'<p><a href="{escape(link)}">Save it / 保存</a> ({escape(f"{kind}, ") if kind else ""}{size:,} bytes)</p>'
        "<p>Nothing that was archived is opened by itself, for it may ask for things of its own."
        ' It opens in a program of yours.<br><span lang="zh">存档文件可能自行联网，重放中不予打开；'
        "请保存后用自己的程序查看。</span></p>"
    )
    return "A file", "这是一个文件。", more


def home(name: str) -> tuple[str, str, str]:
    """What this origin is."""
    more = (
        "<p>Pages are replayed here, apart from the search page, so that nothing archived can"
        " reach it: <code>/replay/&lt;time&gt;/&lt;url&gt;</code></p>"
    )
    return f"Replay of {escape(name)}", "存档页面在此重放。", more


def nothing_here() -> tuple[str, str, str]:
    """No such address."""
    return "Nothing is here", "这里什么都没有。", ""


def no_time(text: str) -> tuple[str, str, str]:
    """A time that is none."""
    return "Not a time", "时间格式不对。", _code(text)


def wrong_host() -> tuple[str, str, str]:
    """A Host header that is not ours."""
    return "Asked for under another name", "主机名不符，拒绝访问。", ""


def no_workers() -> tuple[str, str, str]:
    """A service worker was asked for."""
    return "No service workers", "不提供 service worker。", ""


def other_site() -> tuple[str, str, str]:
    """Another site's page asks."""
    return "Not for other sites", "不对其他网站开放。", ""
