"""The replay's web server: an ASGI application on an origin of its own.

``/replay/<time>/<url>`` the capture nearest to the time, ``/replay/<time>id_/<url>``
its bytes as they were sent, ``/timegate/<url>``, ``/timemap/link/<url>``,
``/timemap/json/<url>``, ``/missing`` what was asked for and is not kept.
"""

import re
from collections import Counter
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import quote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import Receive, Scope, Send

from archive import cdxj
from archive.collection import Collection
from archive.errors import ArchiveError, NotArchived, UnresolvedRevisit, Withdrawn
from archive.replay import headers, notes, timemap
from archive.replay.body import immediate_target, is_free, is_shown, kind_of, replayed
from archive.replay.memento import Memento, http_date, memento_of, mementos
from archive.replay.ranges import part
from archive.withdrawal import hidden

_REPLAY = re.compile(rb"/replay/(?:(\d{1,14})(id_|[a-z]{2}_)?/)?(?=[a-zA-Z])(.*)\Z", re.DOTALL)
_OTHERS = re.compile(rb"/(timegate|timemap/link|timemap/json)/(.+)\Z", re.DOTALL)
_SLASHES = re.compile(rb"(?i)\A(https?):/*")
_NAMES = ("127.0.0.1", "localhost", "[::1]")
_FRAMES = frozenset({"document", "iframe", "frame", "embed", "object"})
_STATUSES = range(200, 600)  # that can be sent: some servers invented their own
_EMPTY = frozenset({204, 205, 304})
_MOST_MISSING = 10_000  # URLs that are counted


def app(collection: Collection, *, viewers: tuple[str, ...] = ()) -> "Replay":
    """Return the application that replays *collection*; *viewers* are origins that may frame it."""
    return Replay(collection, viewers)


class Replay:
    """The application. *missing* counts what was asked for and is not kept."""

    def __init__(self, collection: Collection, viewers: tuple[str, ...] = ()) -> None:
        self.collection = collection
        self.viewers = viewers
        self.missing: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] != "http":
            raise RuntimeError(f"no {scope['type']} here")
        request = Request(scope)
        response = refusal(request)
        if response is None:
            response = await run_in_threadpool(self.answer, request)
        await response(scope, receive, send)

    def answer(self, request: Request) -> Response:
        """Return the response to a request that was not refused."""
        origin = f"http://{request.headers['host']}"
        path = request.scope["raw_path"]
        if query := request.scope["query_string"]:
            path += b"?" + query
        if found := _REPLAY.match(path):
            stamp, modifier, url = found.groups()
            return self._replay(request, origin, _url(url), stamp, modifier == b"id_")
        if found := _OTHERS.match(path):
            kind, url = found.groups()
            return self._listing(request, origin, kind, _url(url))
        if path == b"/missing":
            return JSONResponse(dict(self.missing.most_common()))
        if path == b"/":
            return notes.page(200, notes.home(self.collection.configuration.name))
        return _strayed(request, path) or notes.page(404, notes.nothing_here())

    def _replay(
        self, request: Request, origin: str, url: str, stamp: bytes | None, raw: bool
    ) -> Response:
        if stamp is None:
            return self._listing(request, origin, b"timegate", url)
        try:
            when = moment(stamp)
        except ValueError:
            return notes.page(400, notes.no_time(stamp.decode()))
        if whole := _with_path(url):
            return RedirectResponse(f"/replay/{stamp.decode()}/{whole}", 307)
        try:
            found = memento_of(self.collection, url, when, hidden(self.collection))
        except Withdrawn as error:
            return notes.page(451, notes.withdrawn(url, error.at, error.reason))
        except (ArchiveError, OSError) as error:
            return self._missing(request, url, when, error)
        return self._shown(request, origin, found, stamp.decode(), raw)

    def _shown(
        self, request: Request, origin: str, found: Memento, stamp: str, raw: bool
    ) -> Response:
        """The response of a capture that is there."""
        prefix = f"/replay/{stamp}/"
        destination = request.headers.get("sec-fetch-dest")
        free = not raw and is_free(found, destination)
        if raw:
            body, kind = found.payload, found.content_type
        else:
            target = found.target or immediate_target(found)
            if target and target.partition("#")[0] != found.entry.url:
                return self._led(origin, found, prefix + target)
            if destination in _FRAMES and not is_shown(found):
                told = _ascii(found.entry.url), stamp, len(found.content), found.mime
                return notes.page(200, notes.file(*told))
            body, kind = replayed(found, prefix, destination)
        status = found.status if found.status in _STATUSES else 500
        response = Response(b"" if status in _EMPTY else body, status)
        if found.status in (200, 206) and (raw or kind_of(found, destination) in ("pdf", "other")):
            response = _in_part(request, found, body)
        self._mark(response, origin, found, free=free)
        if kind and (kind := headers.harmless_type(kind)):
            response.headers["Content-Type"] = kind
        if raw:
            coding = found.head.first(b"Content-Encoding")
            if coding and found.complaint is None:
                response.headers["Content-Encoding"] = coding.decode("latin-1")
            # A page whose links were not rewritten is to be kept, not to be clicked in.
            response.headers["Content-Disposition"] = _saved_as(found)
        return response

    def _led(self, origin: str, found: Memento, target: str) -> Response:
        """A redirect, within the archive."""
        status = found.status if 300 <= found.status < 400 else 302
        response = RedirectResponse(target, status)
        response.headers["Location"] = target  # as it is: Starlette would quote it again
        self._mark(response, origin, found)
        return response

    def _mark(self, response: Response, origin: str, found: Memento, *, free: bool = False) -> None:
        """Put on *response* what guards it, what it is a memento of, and what its headers were."""
        entry = found.entry
        own = [
            *headers.guarded(origin, self.viewers, free=free),
            ("Memento-Datetime", http_date(entry.date)),
            ("Link", timemap.link_header(entry.url, origin, entry)),
            ("Content-Location", _ascii(timemap.replay_path(entry))),
            *headers.kept_in_force(found.head),
            *headers.originals(found.head.headers),
        ]
        encoded = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in own]
        response.raw_headers.extend(encoded)

    def _missing(
        self, request: Request, url: str, when: datetime | None, error: Exception
    ) -> Response:
        """Say that something is not kept, in a form that shows where it is missed."""
        if url in self.missing or len(self.missing) < _MOST_MISSING:
            self.missing[url] += 1
        if request.headers.get("sec-fetch-dest") == "image":
            return notes.picture()
        if isinstance(error, NotArchived | UnresolvedRevisit):
            return notes.page(404, notes.missing(url, when, error))
        return notes.page(500, notes.damaged(url, error))

    def _listing(self, request: Request, origin: str, kind: bytes, url: str) -> Response:
        """A timegate or a timemap."""
        entries = mementos(self.collection, url, hidden(self.collection))
        if not entries:
            return self._missing(request, url, None, NotArchived(url))
        if kind == b"timemap/json":
            return JSONResponse(timemap.as_json(entries, url, origin))
        if kind == b"timemap/link":
            body = timemap.link_format(entries, url, origin)
            return Response(body, media_type="application/link-format")
        wanted = request.headers.get("accept-datetime")
        try:
            when = parsedate_to_datetime(wanted) if wanted else None
        except ValueError:
            return notes.page(400, notes.no_time(wanted or ""))
        if when and when.tzinfo is None:  # no zone, or -0000: HTTP knows but one
            when = when.replace(tzinfo=UTC)
        entry = cdxj.lookup(self.collection.index, url, when) or entries[-1]
        response = RedirectResponse(_ascii(timemap.replay_path(entry)), 302)
        response.headers["Location"] = _ascii(timemap.replay_path(entry))
        response.headers["Vary"] = "accept-datetime"
        response.headers["Link"] = timemap.link_header(url, origin, entry)
        return response


def _saved_as(found: Memento) -> str:
    """The Content-Disposition of what is to be saved, under the name that the server gave it."""
    told = (found.head.first(b"Content-Disposition") or b"").decode("latin-1")
    disposition = "attachment" + "".join(told.partition(";")[1:])
    return headers.harmless_type(disposition) or "attachment"


def _in_part(request: Request, found: Memento, body: bytes) -> Response:
    """The part of a payload that was asked for: players ask for no more than they play."""
    captured = found.head.first(b"Content-Range") if found.status == 206 else None
    told = captured.decode("latin-1") if captured else None
    # Without a validator of ours, what If-Range names is not what is here.
    asked = None if "if-range" in request.headers else request.headers.get("range")
    answer = part(body, asked, told)
    response = Response(answer.body, answer.status)
    response.headers["Accept-Ranges"] = "bytes"
    if answer.content_range:
        response.headers["Content-Range"] = answer.content_range
    return response


def refusal(request: Request) -> Response | None:
    """Return why a request is not answered: another host's name, a worker, another site's page.

    A name that resolves to loopback (DNS rebinding) shows in the Host header.
    """
    server = request.scope.get("server") or ("", 80)
    port = server[1]
    allowed = {f"{name}:{port}" for name in _NAMES} | (set(_NAMES) if port == 80 else set())
    if request.headers.get("host") not in allowed:
        return notes.page(421, notes.wrong_host())
    if request.method not in ("GET", "HEAD"):
        return notes.page(405, notes.nothing_here())
    if request.headers.get("service-worker"):
        return notes.page(403, notes.no_workers())
    of_a_site = request.headers.get("sec-fetch-site") == "cross-site"
    if of_a_site and request.headers.get("sec-fetch-mode") != "navigate":
        return notes.page(403, notes.other_site())
    return None


def moment(stamp: bytes | str) -> datetime:
    """Return the time of 1 to 14 digits; what is missing is the earliest.

    >>> moment("202609").isoformat()
    '2026-09-01T00:00:00+00:00'
    """
    digits = stamp.decode() if isinstance(stamp, bytes) else stamp
    if len(digits) < 4:
        raise ValueError("no year")
    whole = digits + "00000101000000"[len(digits) :]
    return datetime.strptime(whole, "%Y%m%d%H%M%S").replace(tzinfo=UTC)


def _url(raw: bytes) -> str:
    """The archived URL in a path, as it was asked for; clients may have merged its slashes."""
    text = _SLASHES.sub(rb"\1://", raw, count=1)
    if not re.match(rb"[a-zA-Z][a-zA-Z0-9+.-]*:", text):
        text = b"http://" + text
    return text.decode("latin-1")


def _with_path(url: str) -> str | None:
    """*url* with the path that a host alone lacks: relative links would stand on the wrong base."""
    found = re.fullmatch(r"(https?://[^/?#]+)(\?[^#]*)?", url)
    return f"{found[1]}/{found[2] or ''}" if found else None


def _strayed(request: Request, path: bytes) -> Response | None:
    """Lead what a page asked for past its rewriting to where it belongs, by the Referer."""
    referer = urlsplit(request.headers.get("referer", ""))
    if referer.netloc != request.headers.get("host"):
        return None
    found = re.match(r"(/replay/\d{1,14}/)(https?://[^/?#]+)", referer.path)
    if not found or path.startswith(b"/replay"):
        return None
    target = found[1] + found[2] + path.decode("latin-1")
    response = RedirectResponse(target, 307)
    response.headers["Location"] = _ascii(target)
    return response


def _ascii(text: str) -> str:
    """*text* fit for a header: nothing in it ends a line."""
    return quote(text, safe="".join(map(chr, range(0x21, 0x7F))))
