"""What keeps others out: a check of the Host, and headers that let no page do more than show."""

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_NAMES = ("127.0.0.1", "localhost", "[::1]")


class Guard:
    """Answers only by a name of this machine, and only what asks to read.

    A page of another site whose name resolves to loopback (DNS rebinding) says
    that name as Host.
    """

    def __init__(self, inner: ASGIApp, replay: str | None) -> None:
        self._inner = inner
        frames = replay or "'none'"
        self._headers = {
            "Content-Security-Policy": (
                "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self';"
                f" frame-src {frames}; base-uri 'none'; frame-ancestors 'none'"
            ),
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Cache-Control": "no-store",
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, or let through and add the headers."""
        if scope["type"] != "http":
            if scope["type"] == "websocket":
                await receive()
                await send({"type": "websocket.close", "code": 1008})
            return
        if refused := _refusal(scope):
            await refused(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(self._headers)
            await send(message)

        await self._inner(scope, receive, guarded)


def _refusal(scope: Scope) -> PlainTextResponse | None:
    headers = Headers(scope=scope)
    port = (scope.get("server") or ("", 80))[1]
    allowed = {f"{name}:{port}" for name in _NAMES} | (set(_NAMES) if port == 80 else set())
    if headers.get("host", "") not in allowed:
        return PlainTextResponse("This host is not served here.\n", 421)
    if scope["method"] not in ("GET", "HEAD"):
        return PlainTextResponse("There is nothing here to write to.\n", 405)
    away = headers.get("sec-fetch-site") in ("cross-site", "same-site")  # replay is same-site
    if away and headers.get("sec-fetch-mode") != "navigate":
        return PlainTextResponse("Other sites may not read this.\n", 403)
    return None
