"""The readers: ours, and the peers that are installed (``pip install -e '.[bench]'``)."""

import importlib
import importlib.util
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

from benchmarks.extraction.pages import Case
from portal_spider.extract import OpenPage, open_page, read_page
from portal_spider.extract.charset import decode, find_charset
from portal_spider.portals import profile_for
from portal_spider.sitemodel import SiteModel, facts_of, learn, step

Found = dict[str, Any]
Reader = Callable[[Sequence[Case]], list[Found]]


def ours(cases: Sequence[Case]) -> list[Found]:
    """Read site by site, as an import does: a site with eight pages or more has a model."""
    sites: dict[str, list[int]] = defaultdict(list)
    for number, case in enumerate(cases):
        sites[profile_for(case.raw.url, {}).name].append(number)
    found: list[Found] = [{} for _ in cases]
    for numbers in sites.values():
        profile = profile_for(cases[numbers[0]].raw.url, {})
        n = step(len(numbers))
        first: list[OpenPage] = [open_page(cases[i].raw) for i in numbers[:n]]
        model: SiteModel | None = learn(map(facts_of, first), n, profile) if n else None
        for i in numbers:
            content = read_page(open_page(cases[i].raw), profile, model).content
            if content is not None:
                found[i] = {
                    "title": content.title, "date": content.published, "body": content.text,
                    "author": list(content.authors), "source": content.source,
                    "editor": list(content.editors),
                }  # fmt: skip
    return found


def alone(cases: Sequence[Case]) -> list[Found]:
    """Read each page by itself, without a site model."""
    return [found for case in cases for found in ours([case])]


def _text(case: Case) -> str:
    """The page decoded as we decode it: peers are not to lose by their charset."""
    return decode(case.raw.body, find_charset(case.raw.body, case.raw.content_type)[0])


def trafilatura(cases: Sequence[Case]) -> list[Found]:
    """Read with trafilatura's defaults."""
    module = importlib.import_module("trafilatura")
    found = []
    for case in cases:
        document = module.bare_extraction(_text(case), url=case.raw.url, with_metadata=True)
        row = document.as_dict() if document is not None else {}
        author = (row.get("author") or "").replace(";", ",")
        found.append({"title": row.get("title"), "date": row.get("date"), "author": author,
                      "body": row.get("text")})  # fmt: skip
    return found


def newspaper4k(cases: Sequence[Case]) -> list[Found]:
    """Read with newspaper4k, the language given; it is kept from fetching pictures."""
    module = importlib.import_module("newspaper")
    found: list[Found] = []
    for case in cases:
        language = (case.truth or {}).get("lang") or "en"
        try:
            article = module.Article(case.raw.url, language=language, fetch_images=False)
            article.download(input_html=_text(case))
            article.parse()
        except Exception:
            found.append({})
            continue
        date = article.publish_date.isoformat() if article.publish_date else None
        found.append({"title": article.title, "date": date, "author": list(article.authors),
                      "body": article.text})  # fmt: skip
    return found


def readability(cases: Sequence[Case]) -> list[Found]:
    """Read with readability-lxml; its HTML becomes text block by block."""
    module = importlib.import_module("readability")
    html = importlib.import_module("lxml.html")
    found = []
    for case in cases:
        try:
            document = module.Document(_text(case))
            tree = html.fromstring(document.summary())
            blocks = (" ".join(node.itertext()) for node in tree.iter("p", "li", "h2", "h3", "td"))
            body = "\n\n".join(blocks) or tree.text_content()
            found.append({"title": document.short_title(), "body": body})
        except Exception:
            found.append({})
    return found


def gne(cases: Sequence[Case]) -> list[Found]:
    """Read with gne, the general news extractor for Chinese pages."""
    module = importlib.import_module("gne")
    found: list[Found] = []
    for case in cases:
        try:
            row = module.GeneralNewsExtractor().extract(_text(case))
        except Exception:
            found.append({})
            continue
        found.append({"title": row["title"], "date": row["publish_time"], "author": row["author"],
                      "body": row["content"]})  # fmt: skip
    return found


def resiliparse(cases: Sequence[Case]) -> list[Found]:
    """Read with resiliparse, main content only."""
    module = importlib.import_module("resiliparse.extract.html2text")
    return [{"body": module.extract_plain_text(_text(case), main_content=True)} for case in cases]


READERS: dict[str, tuple[Reader, str | None]] = {
    "portal-archive": (ours, None),
    "portal-archive, each page alone": (alone, None),
    "trafilatura": (trafilatura, "trafilatura"),
    "newspaper4k": (newspaper4k, "newspaper"),
    "readability-lxml": (readability, "readability"),
    "gne": (gne, "gne"),
    "resiliparse": (resiliparse, "resiliparse"),
}


def installed(name: str) -> bool:
    """Whether a reader can be run here."""
    module = READERS[name][1]
    return module is None or importlib.util.find_spec(module) is not None
