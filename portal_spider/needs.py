"""What a captured page needs to look as it did: what replay checks and packages take along."""

from archive.replay import Memento
from portal_spider.discover import css_requisites, requisites
from portal_spider.extract.page import open_page
from portal_spider.page import RawPage
from portal_spider.urls import clean_url


def needs(memento: Memento) -> tuple[str, ...]:
    """Return the URLs that a browser would load to show *memento*, each once."""
    url = memento.entry.url
    if memento.mime == "text/css":
        return css_requisites(memento.content.decode("utf-8", "replace"), url)
    if memento.mime not in ("text/html", "application/xhtml+xml"):
        return ()
    page = open_page(
        RawPage(
            url=url, captured=memento.entry.date, status=memento.status,
            content_type=memento.content_type, body=memento.content,
        )
    )  # fmt: skip
    sources = (node.attributes.get("src") or "" for node in page.tree.css("iframe, frame"))
    frames = (clean_url(src, page.base_url, page.charset) for src in sources if src)
    return tuple(dict.fromkeys([*requisites(page), *filter(None, frames)]))
