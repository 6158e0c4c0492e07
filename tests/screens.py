"""Pictures of every screen, in both languages: ``python -m tests.screens`` writes docs/screenshots.

Needs Chromium and a Chinese font from the system (Debian: chromium, fonts-wqy-microhei).
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx

from archive import Collection
from portal_spider.demo import DemoPortal
from portal_spider.portals import known
from tests.browser import browser
from tests.kept import answer, kept

LANGUAGES = {"en": "en", "zh": "zh-CN"}
SIZE = (1080, 680)
EARLIER = "据了解，"


@contextmanager
def served(root: Path) -> Iterator[dict[str, Any]]:
    """Run `portal serve` on a collection; yield what it says: ``url`` and ``replay``."""
    process = subprocess.Popen(
        [sys.executable, "-m", "portal_spider", "serve", "--port", "0", "--json", "--into", root],
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout
    try:
        lines = []
        while not lines or lines[-1] != "}\n":
            lines.append(process.stdout.readline())
            assert lines[-1], "portal serve ended"
        yield json.loads("".join(lines))
    finally:
        process.terminate()
        process.wait(20)
        process.stdout.close()


def furnished(root: Path) -> None:
    """Make the demo's collection, with an earlier wording of an article and a schedule that has run."""
    portal("demo", "-q", "--into", root)
    with_earlier_wording(root)
    with (root / "collection.toml").open("a") as file:
        file.write(
            '[schedules.morning]\nportals = ["lanwan", "qiling"]\nevery = "6h"\n'
            'timezone = "Asia/Shanghai"\nbudget = 400\n'
        )
    profiles = known(Collection(root).portals)
    first, second = (urlsplit(profiles[n].seeds[0]).port or 0 for n in ("lanwan", "qiling"))
    with DemoPortal((first, second)):
        portal("schedule", "--once", "-q", "--into", root)


def with_earlier_wording(root: Path) -> str:
    """Import an older capture of the first article found for 泉山, in which it began otherwise."""
    collection = Collection(root)
    (hit,) = collection.find("泉山", limit=1).hits
    found = collection.memento(hit.article.url)
    sentence = next(part for part in hit.article.content.text.split("。") if len(part) > 12)
    old = found.content.replace(sentence[:6].encode(), (EARLIER + sentence[:6]).encode())
    response = answer(old, kind=found.content_type or "text/html")
    with tempfile.TemporaryDirectory() as scratch:
        made = kept(Path(scratch) / "c", (hit.article.url, response), portal=hit.article.portal)
        portal("import", "-q", *made.warc_files(), "--into", root)
    return hit.id


def portal(*arguments: str | Path) -> None:
    subprocess.run([sys.executable, "-m", "portal_spider", *arguments], check=True)


def screens(url: str) -> dict[str, str]:
    """The address of each screen that there is a picture of."""
    hit = httpx.get(f"{url}api/search", params={"q": "泉山"}).json()["hits"][0]
    crawls = httpx.get(f"{url}api/crawls").json()
    crawl = max(crawls, key=lambda crawl: (crawl["report"] or {}).get("pages", 0))["crawl"]
    return {
        "search": f"{url}?q=%E4%BE%9B%E6%9A%96+OR+%E7%A4%BE%E5%8C%BA",
        "article": f"{url}article/{hit['id']}",
        "captures": f"{url}captures?url={hit['url']}",
        "crawls": f"{url}crawls",
        "crawl": f"{url}crawls/{crawl}",
        "schedules": f"{url}schedules",
        "coverage": f"{url}coverage",
    }


def main() -> None:
    folder = Path(__file__).parents[1] / "docs" / "screenshots"
    folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch) / "demo"
        furnished(root)
        with served(root) as places, browser() as page:
            for name, url in screens(places["url"]).items():
                for short, language in LANGUAGES.items():
                    scheme = "dark" if (name, short) == ("crawl", "zh") else "light"
                    wish = {"name": "prefers-color-scheme", "value": scheme}
                    page.call("Emulation.setEmulatedMedia", features=[wish])
                    page.call("Network.setExtraHTTPHeaders", headers={"Accept-Language": language})
                    path = folder / f"{name}-{short}.png"
                    page.go(url)
                    page.screenshot(path, *SIZE)
                    print(path.relative_to(folder.parents[1]), f"{path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
