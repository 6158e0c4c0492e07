"""Content codings undone, as far as they can be, within a limit."""

from archive.http.head import HttpHead
from archive.http.inflate import CODINGS, inflate

CONTENT_LIMIT = 64 * 1024 * 1024  # bytes of decoded content
_MOST_CODINGS = 4


def decode_content(
    head: HttpHead, payload: bytes, limit: int = CONTENT_LIMIT
) -> tuple[bytes, str | None]:
    """Undo the content codings that *head* names; return the content and a complaint.

    What is broken or cut gives what can be read of it. Never more than *limit*
    bytes come out of a coding. A payload that carries none of the coding that
    is claimed (as browser-made WARCs have it) is returned as it is.
    """
    return undo_codings(head.tokens(b"Content-Encoding"), payload, limit)


def undo_codings(codings: list[bytes], payload: bytes, limit: int) -> tuple[bytes, str | None]:
    """Undo *codings*, given in the order they were applied."""
    codings = [coding for coding in codings if coding not in (b"identity", b"none")]
    if not codings or not payload:
        return payload, None
    if len(codings) > _MOST_CODINGS:
        return payload, f"{len(codings)} codings on one payload"
    complaints = []
    for coding in reversed(codings):
        name = coding.decode("latin-1")
        if coding not in CODINGS:
            complaints.append(f"unknown coding {name!r}")
            break
        content, complaint = inflate(coding, payload, limit)
        if complaint and not content and _looks_plain(payload):
            complaints.append(f"coding {name} is claimed, but the payload is plain")
            continue
        if complaint:
            complaints.append(f"{name}: {complaint}")
        payload = content
    return payload, "; ".join(complaints) or None


def _looks_plain(payload: bytes) -> bool:
    start = payload[:64]
    return not any(byte < 32 and byte not in b"\t\n\f\r" for byte in start)
