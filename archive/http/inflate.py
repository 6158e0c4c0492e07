"""Compressed streams read step by step, so that neither bombs nor breaks do harm."""

import zlib
from collections.abc import Callable
from typing import Protocol

import brotli

from archive.quick import is_known, quick

try:
    from compression import zstd  # type: ignore[import-not-found, unused-ignore]
except ImportError:
    from backports import zstd

_GZIP = (b"gzip", b"x-gzip")
_INPUT_STEP = 16 * 1024
_OUTPUT_STEP = 256 * 1024
_MOST_MEMBERS = 10_000  # gzip members or zstd frames in one payload


class _Stream(Protocol):
    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int) -> bytes: ...


class _Zlib:
    """zlib's stream with the manners of the standard library's other decompressors."""

    def __init__(self, wbits: int) -> None:
        self._stream = zlib.decompressobj(wbits)
        self._full = False  # the last call may have left output behind

    @property
    def eof(self) -> bool:
        return self._stream.eof

    @property
    def needs_input(self) -> bool:
        return not self._stream.unconsumed_tail and not self._full

    @property
    def unused_data(self) -> bytes:
        return self._stream.unused_data

    def decompress(self, data: bytes, max_length: int) -> bytes:
        content = self._stream.decompress(data or self._stream.unconsumed_tail, max_length)
        self._full = len(content) == max_length
        return content


class _Brotli:
    unused_data = b""

    def __init__(self) -> None:
        self._stream = brotli.Decompressor()

    @property
    def eof(self) -> bool:
        return bool(self._stream.is_finished())

    @property
    def needs_input(self) -> bool:
        return bool(self._stream.can_accept_more_data())

    def decompress(self, data: bytes, max_length: int) -> bytes:
        return bytes(self._stream.process(data, output_buffer_limit=max_length))


def _zstd() -> _Stream:
    # RFC 9659: a window of at most 8 MiB in HTTP.
    stream: _Stream = zstd.ZstdDecompressor(
        options={zstd.DecompressionParameter.window_log_max: 23}
    )
    return stream


_BROKEN = (zlib.error, brotli.error, zstd.ZstdError)

# What opens a stream, and how another one behind the first begins (None: there is none).
CODINGS: dict[bytes, tuple[Callable[[], _Stream], bytes | None]] = {
    b"gzip": (lambda: _Zlib(31), b"\x1f\x8b"),
    b"x-gzip": (lambda: _Zlib(31), b"\x1f\x8b"),
    b"deflate": (lambda: _Zlib(15), None),
    b"br": (_Brotli, None),
    b"zstd": (_zstd, b""),
}


def inflate(coding: bytes, payload: bytes, limit: int) -> tuple[bytes, str | None]:
    """Undo one *coding*; return at most *limit* bytes, and why they are not all."""
    if coding in _GZIP and (whole := _quick_whole(payload, limit)) is not None:
        return whole, None
    opened, magic = CODINGS[coding]
    if coding == b"deflate" and not _has_zlib_header(payload):
        opened = _bare_deflate
    content, complaint, end = _read(opened, payload, 0, limit)
    if coding == b"deflate" and complaint and not content:
        content, complaint, end = _read(_bare_deflate, payload, 0, limit)
    members = 1
    while complaint is None and end < len(payload) and payload[end:].strip(b"\0"):
        if magic is None or not payload.startswith(magic, end):
            complaint = f"{len(payload) - end} bytes after the end"
        elif members == _MOST_MEMBERS:
            complaint = f"more than {_MOST_MEMBERS} members"
        else:
            more, complaint, end = _read(opened, payload, end, limit - len(content))
            content += more
            members += 1
    return bytes(content), complaint


def _quick_whole(payload: bytes, limit: int) -> bytes | None:
    """The content of *payload* if it is one whole gzip member, None where zlib must look closer."""
    if not is_known(payload):
        return None
    stream = quick.decompressobj(31)
    try:
        content: bytes = stream.decompress(payload, limit + 1)
    except quick.error:
        return None
    return content if stream.eof and not stream.unused_data and len(content) <= limit else None


def _read(
    opened: Callable[[], _Stream],
    payload: bytes,
    start: int,
    limit: int,
    bytewise_from: int | None = None,
) -> tuple[bytearray, str | None, int]:
    """Read one stream from *start*; return its content, a complaint and where it ends.

    What a decompressor made in the very call that failed is lost with the
    exception, so a stream that breaks is read again, byte by byte at the break.
    """
    stream = opened()
    content = bytearray()
    fed = step_start = start
    try:
        while not stream.eof and len(content) <= limit:
            step = b""
            if stream.needs_input:
                if fed >= len(payload):
                    return content, "cut short", fed
                step_start = fed
                bytewise = bytewise_from is not None and fed >= bytewise_from
                step = payload[fed : fed + (1 if bytewise else _INPUT_STEP)]
                fed += len(step)
            content += stream.decompress(step, min(_OUTPUT_STEP, limit + 1 - len(content)))
    except _BROKEN as error:
        if bytewise_from is None:
            return _read(opened, payload, start, limit, step_start)
        return content[:limit], f"broken: {error}", fed
    if len(content) > limit:
        return content[:limit], f"content is longer than {limit} bytes", fed
    return content, None, fed - len(stream.unused_data)


def _bare_deflate() -> _Zlib:
    """Open the stream that many servers send for "deflate", without zlib's header."""
    return _Zlib(-15)


def _has_zlib_header(payload: bytes) -> bool:
    return len(payload) > 1 and payload[0] & 15 == 8 and (payload[0] << 8 | payload[1]) % 31 == 0
