"""What a replayed page may do: nothing but be looked at, and only from its own origin.

- ``sandbox`` without ``allow-scripts``: no script, form, plug-in, pop-up, worker
  or automatic refresh. ``allow-same-origin`` stays, or web fonts would need a
  header that opens the archive to any site; with no script in the page there is
  nothing that could use the origin, and nothing but replay lives on it.
- ``default-src 'none'``, and what a page is made of from this origin alone: what
  was not rewritten, or hides from rewriting, is not fetched.
- A frameset and what stands in its frames go without ``sandbox``: it would not let a menu lead
  the frame beside it. ``default-src 'none'`` keeps scripts off there too, plug-ins and forms
  likewise; a refresh is put out of force in every page.
- Frames may hold a replay only on the view's origin.
"""

import re

from archive.http import HttpHead

_KEPT = re.compile(r"[\x20-\x7e\x80-\xff]*\Z")
_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}\Z")
_MOST = 32_768  # bytes of original headers that are shown


def policy(origin: str, viewers: tuple[str, ...] = (), *, free: bool = False) -> str:
    """Return the Content-Security-Policy of everything that was archived; *free*: of framesets."""
    frames = " ".join([origin, *viewers])
    sandbox = "" if free else "sandbox allow-same-origin allow-downloads; "
    return (
        f"{sandbox}default-src 'none'; img-src {origin} data:;"
        f" style-src {origin} 'unsafe-inline' data:; font-src {origin} data:;"
        f" media-src {origin} data:; object-src {origin}; frame-src {origin}; base-uri {origin}; form-action 'none'; frame-ancestors {frames}"
    )


def guarded(
    origin: str, viewers: tuple[str, ...] = (), *, free: bool = False
) -> list[tuple[str, str]]:
    """Return the headers of everything that was archived, whatever it is."""
    return [
        ("Content-Security-Policy", policy(origin, viewers, free=free)),
        ("Referrer-Policy", "same-origin"),
        ("X-DNS-Prefetch-Control", "off"),
        ("Cross-Origin-Resource-Policy", "same-site"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cache-Control", "no-store"),
    ]


def kept_in_force(head: HttpHead) -> list[tuple[str, str]]:
    """Return the archived headers that act as they did: the language decides on fonts."""
    told = (head.first(b"Content-Language") or b"").decode("latin-1")
    return [("Content-Language", told)] if told and harmless_type(told) else []


def originals(headers: tuple[tuple[bytes, bytes], ...]) -> list[tuple[str, str]]:
    """Return the archived headers under names that no browser acts on, in their order."""
    shown, size = [], 0
    for raw_name, raw_value in headers:
        name, value = raw_name.decode("latin-1"), raw_value.decode("latin-1")
        size += len(name) + len(value)
        if _NAME.match(name) and _KEPT.match(value) and size < _MOST:
            shown.append((f"X-Archive-Orig-{name}", value))
    return shown


def harmless_type(content_type: str) -> str | None:
    """Return *content_type* if it can stand in a header."""
    return content_type if _KEPT.match(content_type) and len(content_type) < 1000 else None
