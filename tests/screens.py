"""Pictures of every screen, in both languages: ``python -m tests.screens`` writes docs/screenshots.

Needs Chromium and a Chinese font from the system (Debian: chromium, fonts-wqy-microhei).
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import httpx

from archive import serving, web
from archive.collection import Collection

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run"
    " --disable-background-networking --disable-component-update --disable-sync"
    " --disable-default-apps --disable-extensions --hide-scrollbars"
    " --disable-features=AutofillServerCommunication,OptimizationHints,MediaRouter,Translate"
).split()
LANGUAGES = {"en": "en", "zh": "zh-CN"}
SIZE = (1080, 680)


def chromium(url: str, *options: str, language: str = "en", timeout: int = 60) -> str:
    """Open *url* in a browser of its own, headless; return what it prints."""
    assert CHROMIUM, "chromium is not installed"
    with tempfile.TemporaryDirectory() as profile:
        return subprocess.run(
            [CHROMIUM, *FLAGS, f"--user-data-dir={profile}", f"--accept-lang={language}",
             f"--lang={language}", *options, url],
            capture_output=True, text=True, timeout=timeout, check=True,
        ).stdout  # fmt: skip


def screens(origin: str) -> dict[str, str]:
    """The address of each screen that there is a picture of."""
    hit = httpx.get(f"{origin}/api/search", params={"q": "泉山"}).json()["hits"][0]
    crawl = httpx.get(f"{origin}/api/crawls").json()[0]["crawl"]
    return {
        "search": f"{origin}/?q=%E4%BE%9B%E6%9A%96+OR+%E7%A4%BE%E5%8C%BA",
        "article": f"{origin}/article/{hit['id']}",
        "captures": f"{origin}/captures?url={hit['url']}",
        "crawl": f"{origin}/crawls/{crawl}",
        "coverage": f"{origin}/coverage",
    }


def main() -> None:
    folder = Path(__file__).parents[1] / "docs" / "screenshots"
    folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch) / "demo"
        subprocess.run(
            [sys.executable, "-m", "portal_spider", "demo", "-q", "--into", root], check=True
        )
        with serving.serving(web.app(Collection(root))) as origin:
            for name, url in screens(origin).items():
                for short, language in LANGUAGES.items():
                    path = folder / f"{name}-{short}.png"
                    size = f"--window-size={SIZE[0]},{SIZE[1]}"
                    dark = ("--force-dark-mode",) if (name, short) == ("crawl", "zh") else ()
                    chromium(url, size, f"--screenshot={path}", *dark, language=language)
                    print(path.relative_to(folder.parents[1]), f"{path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
