"""The application: addresses, each a screen or its JSON."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode
from zoneinfo import ZoneInfo

import jinja2
import orjson
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from archive.access import versions_of
from archive.article import listed, to_json
from archive.codes import named
from archive.collection import Collection
from archive.diff import diff
from archive.errors import ArchiveError, BadQuery, MissingExtra, NotArchived, Withdrawn
from archive.export.citations import bibtex, gbt7714, ris
from archive.reprints import copies_of, grouped
from archive.search import Search, literal
from archive.search.snippet import Marked
from archive.web import data
from archive.web.asked import Asked
from archive.web.chart import bars
from archive.web.files import FORMS, download
from archive.web.guard import Guard
from archive.web.openapi import description
from archive.web.progress import Logs
from archive.web.words import LANGUAGES, chosen, translate

HERE = Path(__file__).parent
#: Every schedule as it stands. Who crawls knows; the keeper only shows it.
Schedules = Callable[[], list[dict[str, Any]]]


def app(
    collection: Collection, *, replay: str | None = None, schedules: Schedules = list
) -> ASGIApp:
    """Return the application that shows *collection*; *replay* is the origin of its replay."""
    return Guard(_View(collection, replay, schedules).routes(), replay)


class _View:
    """The screens of one collection."""

    def __init__(self, collection: Collection, replay: str | None, schedules: Schedules) -> None:
        self._collection, self._replay, self._schedules = collection, replay, schedules
        self._search, self._logs = Search(collection), Logs()
        self._templates = jinja2.Environment(
            loader=jinja2.FileSystemLoader(HERE / "templates"), autoescape=True,
            undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True,
        )  # fmt: skip
        self._templates.filters["listed"] = listed

    def routes(self) -> Starlette:
        """Return the application without its guard."""
        screens: dict[str, Callable[[Request], Response]] = {
            "/": self.search, "/article/{id}": self.article, "/captures": self.captures,
            "/crawls": self.crawls, "/crawls/{crawl}": self.crawl, "/coverage": self.coverage,
            "/schedules": self.schedules,
            "/export": self.export, "/language": self.language,
            "/api/search": self.api_search, "/api/articles/{id}": self.api_article,
            "/api/articles/{id}/versions": self.api_versions, "/api/captures": self.api_captures,
            "/api/crawls": self.api_crawls, "/api/crawls/{crawl}": self.api_crawl,
            "/api/coverage": self.api_coverage, "/api/schedules": self.api_schedules,
            "/api/openapi.json": self.api_description,
        }  # fmt: skip
        return Starlette(
            routes=[
                *(Route(path, screen) for path, screen in screens.items()),
                Mount("/static", StaticFiles(directory=HERE / "static")),
            ],
            exception_handlers={ArchiveError: self._refused, HTTPException: self._refused},
        )

    def _page(self, request: Request, name: str, status: int = 200, **values: Any) -> Response:
        language = chosen(
            request.cookies.get("language"), request.headers.get("accept-language", "")
        )
        back = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        whole = self._templates.get_template(name).render(
            t=lambda text: translate(language, text), n=lambda code: named(language, code),
            clock=clock, language=language, languages=LANGUAGES,
            name=self._collection.configuration.name, replay=self._replay, path=request.url.path,
            back=urlencode({"back": back}), replay_of=self._replay_of, encoded=urlencode, **values,
        )  # fmt: skip
        return HTMLResponse(whole, status)

    def _replay_of(self, url: str, at: str) -> str:
        """The address at which *url* is replayed as it was *at* a time (ISO 8601 or digits)."""
        digits = "".join(char for char in at if char.isdigit())[:14]
        return f"{self._replay}/replay/{digits}/{quote(url, safe=_KEPT)}"

    def _refused(self, request: Request, error: Exception) -> Response:
        """One sentence, as a screen or as JSON."""
        status, title = 500, "Something went wrong"
        sentence = str(error.detail) if isinstance(error, HTTPException) else str(error)
        why, what, asked = sentence, "", None
        match error:
            case BadQuery():
                status, title = 400, "This query cannot be read"
                why, what, asked = error.why, error.query, Asked.of(request.query_params)
            case Withdrawn():
                status, title = 451, "This is withdrawn"
                why, what = "reason", f"{error.reason} ({error.at[:10]}, {error.uri})"
            case NotArchived():
                status, title = 404, "Not found"
                why, what = "not archived", error.uri
            case MissingExtra():
                status, title = 501, "This format cannot be written here"
            case HTTPException():
                if sentence == "Not Found":  # what Starlette says where no route fits
                    why = "there is no page at this address"
                status, title = error.status_code, "Not found"
        if request.url.path.startswith("/api/"):
            return _json({"error": sentence}, status)
        return self._page(
            request, "refused.html", status, title=title, why=why, what=what, asked=asked
        )

    # Screens

    def search(self, request: Request) -> Response:
        asked = Asked.checked(request.query_params, linked=True)
        asked.repeatable()
        found = self._found(request, asked, most=_VALUES)
        titles = [Marked(hit["title"] or "", hit["title_marks"]).pieces() for hit in found["hits"]]
        texts = [Marked(hit["snippet"], hit["marks"]).pieces() for hit in found["hits"]]
        return self._page(
            request, "search.html", asked=asked, found=found, bars=bars(found["months"]),
            hits=list(zip(found["hits"], titles, texts, strict=True)), files=FORMS,
            literal=[] if found["total"] else literal(asked.one("q")),
            paged="cursor" in request.query_params, most=_VALUES, shown=_SHOWN,
        )  # fmt: skip

    def _found(self, request: Request, asked: Asked, **facets: int) -> dict[str, Any]:
        search, query, only = self._search, asked.one("q"), asked.only
        results = search.find(
            query, only, limit=asked.limit, order=asked.order, as_one=asked.as_one,
            cursor=request.query_params.get("cursor"),
        )  # fmt: skip
        groups = (
            grouped(search, results, only, order=asked.order, as_one=asked.as_one)
            if asked.group
            else [[hit] for hit in results.hits]
        )
        spread = search.spread(query, only, as_one=asked.as_one, **facets)
        return data.found(results, spread, groups)

    def article(self, request: Request) -> Response:
        versions = versions_of(self._collection, request.path_params["id"])
        wanted = request.query_params.get("version") or str(versions[-1].version)
        article = next((a for a in versions if str(a.version) == wanted), None)
        if article is None:
            raise HTTPException(404, f"the article has no version {wanted}")
        before = next((old for old, new in pairwise(versions) if new is article), None)
        return self._page(
            request, "article.html", article=article, content=article.content, versions=versions,
            before=before, cluster=copies_of(self._collection, article),
            changed=diff(before.content.text, article.content.text) if before else [],
            citations={
                "GB/T 7714": gbt7714(article), "BibTeX": bibtex(article), "RIS": ris(article),
            },
        )  # fmt: skip

    def captures(self, request: Request) -> Response:
        url = request.query_params.get("url", "").strip()
        try:
            every = data.captures(self._collection, url) if url else []
        except NotArchived:
            every = []
        years = Counter(str(entry.date.year) for entry in every)
        year = request.query_params.get("year", "")
        if year not in years:
            year = max(years, default="")
        entries = [entry for entry in every if str(entry.date.year) == year]
        days: dict[str, list[Any]] = {}
        for entry in entries:
            days.setdefault(entry.date.strftime("%Y-%m-%d"), []).append(entry)
        return self._page(
            request, "captures.html", 404 if url and not every else 200, url=url, total=len(every),
            years=years, year=year, days=days, calendar=data.months(entries),
        )  # fmt: skip

    def crawls(self, request: Request) -> Response:
        rows = data.crawls(self._collection, _CRAWLS)
        return self._page(request, "crawls.html", crawls=rows, most=_CRAWLS)

    def crawl(self, request: Request) -> Response:
        crawl = data.crawl(self._collection, request.path_params["crawl"])
        log = self._collection.crawls / crawl["crawl"] / "crawl.log"
        return self._page(
            request, "crawl.html", crawl=crawl, report=crawl["report"],
            progress=self._logs.progress(log),
        )  # fmt: skip

    def coverage(self, request: Request) -> Response:
        rows = data.coverage(self._collection)
        return self._page(
            request, "coverage.html", rows=[(row, bars(row["months"])) for row in rows]
        )

    def schedules(self, request: Request) -> Response:
        return self._page(
            request, "schedules.html", schedules=self._schedules(),
            alarms=data.alarms(data.crawls(self._collection, _CRAWLS)),
        )  # fmt: skip

    def export(self, request: Request) -> Response:
        asked, form = Asked.checked(request.query_params), request.query_params.get("format", "")
        if form not in FORMS:
            raise HTTPException(404, f"there is no format of this name: {form}")
        found = self._search.every(asked.one("q"), asked.only, as_one=asked.as_one)
        return download(found, form)

    def language(self, request: Request) -> Response:
        """Keep a language, and go back to where it was chosen: a path of ours, nothing else."""
        back = request.query_params.get("back", "/")
        safe = back.startswith("/") and not back.startswith(("//", "/\\"))
        response = RedirectResponse(back if safe else "/", 303)
        language = request.query_params.get("to", "")
        if language in LANGUAGES:
            response.set_cookie("language", language, samesite="strict", httponly=True)
        return response

    # The same as JSON

    def api_search(self, request: Request) -> Response:
        return _json(self._found(request, Asked.checked(request.query_params)))

    def api_article(self, request: Request) -> Response:
        article = versions_of(self._collection, request.path_params["id"])[-1]
        return Response(to_json(article), media_type="application/json")

    def api_versions(self, request: Request) -> Response:
        versions = versions_of(self._collection, request.path_params["id"])
        return Response(
            b"[" + b",".join(map(to_json, versions)) + b"]", media_type="application/json"
        )

    def api_captures(self, request: Request) -> Response:
        entries = data.captures(self._collection, request.query_params.get("url", ""))
        return _json([data.capture(entry) for entry in entries])

    def api_crawls(self, request: Request) -> Response:
        return _json(data.crawls(self._collection))

    def api_crawl(self, request: Request) -> Response:
        return _json(data.crawl(self._collection, request.path_params["crawl"]))

    def api_coverage(self, request: Request) -> Response:
        return _json({"portals": data.coverage(self._collection)})

    def api_schedules(self, request: Request) -> Response:
        return _json(self._schedules())

    def api_description(self, request: Request) -> Response:
        return _json(description(self._collection.configuration.name))


def clock(at: str, zone: str = "UTC") -> str:
    """A time (ISO 8601) by the clock of *zone*.

    >>> clock("2026-11-25T00:41:46Z"), clock("2026-11-25T00:41:46+00:00", "Asia/Shanghai")
    ('2026-11-25 00:41:46 UTC', '2026-11-25 08:41')
    """
    form = "%Y-%m-%d %H:%M:%S UTC" if zone == "UTC" else "%Y-%m-%d %H:%M"
    return datetime.fromisoformat(at).astimezone(ZoneInfo(zone)).strftime(form)


_CRAWLS = 200  # on a page
_VALUES = 40  # of a facet, on a page
_SHOWN = 10  # of them, those that are not folded away
_KEPT = "%/:?#[]@!$&'()*+,;=~-._"  # what an address has already said as it wants it


def _json(value: Any, status: int = 200) -> Response:
    return Response(orjson.dumps(value, default=str), status, media_type="application/json")
