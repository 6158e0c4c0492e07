"""An answer as bytes on the wire: every header as it stands, framings of all kinds."""

import gzip
from collections.abc import Mapping
from dataclasses import replace
from email.utils import format_datetime, formatdate
from hashlib import md5
from http import HTTPStatus

from portal_spider.demo.site import Answer

_PIECE = 700  # bytes of a chunk


def respond(method: str, headers: Mapping[str, str], answer: Answer) -> tuple[bytes, bool]:
    """Return the response to a request (header names in lower case), and whether it ends the connection."""
    fields = [("Date", formatdate(usegmt=True)), *answer.headers]
    if answer.etag and answer.modified:
        fields += [("ETag", answer.etag)]
        fields += [("Last-Modified", format_datetime(answer.modified, usegmt=True))]
        if _unchanged(headers, answer):
            return _head(304, fields), False
    body, trailer, framing = answer.body, b"", answer.framing
    if answer.gzip:
        fields.append(("Vary", "Accept-Encoding"))
        if "gzip" in headers.get("accept-encoding", ""):
            body = gzip.compress(body, mtime=0)
            fields.append(("Content-Encoding", "gzip"))
    if framing == "chunked":
        fields += [("Transfer-Encoding", "chunked"), ("Trailer", "X-Body-MD5")]
        trailer = b"X-Body-MD5: " + md5(body, usedforsecurity=False).hexdigest().encode() + b"\r\n"
        body = _chunked(body) + b"0\r\n" + trailer + b"\r\n"
    elif framing == "close":
        fields.append(("Connection", "close"))
    else:
        fields.append(("Content-Length", str(len(body))))
    head = _head(answer.status, fields)
    return head + (b"" if method == "HEAD" else body), framing == "close"


def refusal(status: int) -> bytes:
    """Return an answer to a request that is none of ours; the connection ends."""
    plain = Answer(status=status, headers=(("Connection", "close"),), body=b"\n")
    return respond("GET", {}, replace(plain))[0]


def _unchanged(headers: Mapping[str, str], answer: Answer) -> bool:
    """Return whether the visitor holds this already (RFC 9110, section 13.2.2)."""
    if "if-none-match" in headers:
        return answer.etag in headers["if-none-match"].split(", ")
    stamp = headers.get("if-modified-since")
    return answer.modified is not None and stamp == format_datetime(answer.modified, usegmt=True)


def _head(status: int, fields: list[tuple[str, str]]) -> bytes:
    lines = [f"HTTP/1.1 {status} {HTTPStatus(status).phrase}"]
    lines += [f"{name}: {value}" for name, value in fields]
    return "\r\n".join([*lines, "", ""]).encode()


def _chunked(body: bytes) -> bytes:
    pieces = (body[start : start + _PIECE] for start in range(0, len(body), _PIECE))
    return b"".join(
        f"{len(piece):x};part={number}\r\n".encode() + piece + b"\r\n"
        for number, piece in enumerate(pieces, 1)
    )
