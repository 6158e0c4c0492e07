"""Fetching and keeping, nothing else: ``python -m benchmarks.capture [PAGES]``.

Every page of the same nginx on loopback, over kept connections, into one WARC. Ours
keeps the bytes of the wire; warcio's ``capture_http`` what it reads in ``http.client``,
which beside them fetches and keeps nothing.
"""

import asyncio
import http.client
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from warcio.capture_http import capture_http

from archive.capture import Exchange, RecordPointer
from archive.warc import WarcSeries, describe, read_members
from benchmarks.measure import alternating, arguments, call, tell
from benchmarks.portal import Pages
from benchmarks.served import nginx
from portal_spider.capture.client import Client
from portal_spider.capture.outgoing import compose

AT_ONCE = 8  # requests under way


async def ours(urls: list[str], folder: Path) -> None:
    series = WarcSeries(
        folder, "bench", manifest_path=folder / "manifest", description=describe("bench")
    )
    client, left = Client(), iter(urls)

    def keep(exchange: Exchange) -> RecordPointer | None:
        return series.write(exchange).response

    async def fetch() -> None:
        for url in left:
            fetched = await client.fetch(compose(url, private=True), keep)
            if fetched.error is not None:
                raise fetched.error

    await asyncio.gather(*(fetch() for _ in range(AT_ONCE)))
    await client.close()
    series.close()


def fetched(urls: list[str]) -> None:
    connection = http.client.HTTPConnection(urlsplit(urls[0]).netloc)
    for url in urls:
        path = urlsplit(url).path
        connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
        if not connection.getresponse().read():
            raise SystemExit(f"no answer: {url}")
    connection.close()


def warcio(urls: list[str], folder: Path) -> None:
    kept = folder / "theirs.warc.gz"
    with capture_http(str(kept)):
        fetched(urls)
    if sum(1 for _ in read_members(kept)) < 2 * len(urls):
        raise SystemExit("warcio did not keep what was fetched")


def main() -> None:
    asked = arguments(__doc__, "pages", 2_000, 5)
    with TemporaryDirectory() as folder, nginx(Path(folder), asked.pages) as origin:
        portal = Pages(asked.pages)
        urls = [origin + portal.url(number) for number in range(asked.pages)]

        def once(keep: str) -> None:
            with TemporaryDirectory() as kept:
                if keep == "ours":
                    asyncio.run(ours(urls, Path(kept)))
                elif keep == "warcio":
                    warcio(urls, Path(kept))
                else:
                    fetched(urls)

        works = {
            name: partial(call, partial(once, keep))
            for name, keep in {
                "warcio capture_http": "warcio", "http.client, nothing kept": "",
                "portal-archive": "ours",
            }.items()
        }  # fmt: skip
        found = alternating(works, asked.rounds)
    tell(
        found, "warcio capture_http", asked.pages, "page", "Fetching and keeping",
        ("warcio",), asked.plot,
    )  # fmt: skip


if __name__ == "__main__":
    main()
