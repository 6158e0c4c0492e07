"""An HTTP message is the same bytes however it arrives."""

import gzip
import itertools
import zlib

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.http import MessageFramer, decode_content, entity, open_message, parse_head

CRLF = b"\r\n"
CHUNKED = (
    b"HTTP/1.1 200 OK\r\nX-A: 1\r\nx-a:2\r\nTransfer-Encoding: chunked\r\n\r\n"
    b'5;ext="a"\r\nhello\r\n1\r\n!\r\n0\r\nTrailer: x\r\n\r\n'
)
SIZED = b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nhello!"
MESSAGES = [
    CHUNKED,
    SIZED,
    b"HTTP/1.1 204 No Content\r\n\r\n",
    b"HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n",
]


def cut(message: bytes, places: list[int]) -> list[bytes]:
    edges = sorted({0, len(message), *(place % (len(message) + 1) for place in places)})
    return [message[a:b] for a, b in itertools.pairwise(edges)]


@given(st.sampled_from(MESSAGES), st.lists(st.integers(0, 400)), st.binary(max_size=20))
def test_segments_do_not_matter(message: bytes, places: list[int], surplus: bytes) -> None:
    framer = MessageFramer()
    for segment in cut(b"HTTP/1.1 103 Early\r\nLink: x\r\n\r\n" + message + surplus, places):
        framer.feed(segment)
    assert framer.done
    assert framer.message == message
    assert framer.truncated is None
    assert framer.interim == [103]


@given(st.lists(st.binary(max_size=60), max_size=8))
def test_anything_at_all_ends_without_an_error(segments: list[bytes]) -> None:
    framer = MessageFramer(body_limit=50)
    for segment in segments:
        framer.feed(segment)
    framer.end()
    assert framer.done
    assert framer.message in b"".join(segments)
    open_message(framer.message)


@given(st.binary(max_size=200))
def test_any_block_can_be_opened(block: bytes) -> None:
    message = open_message(CHUNKED[: CHUNKED.index(b"\r\n\r\n") + 4] + block)
    assert message.head.values(b"X-a") == [b"1", b"2"]


def test_chunks_are_joined_and_extensions_and_trailers_left_out() -> None:
    assert entity(CHUNKED) == b"hello!"
    assert entity(SIZED) == b"hello!"


_PIECES = st.sampled_from(
    (
        b"HTTP/1.1 200 OK", b"HTTP/1.0 204", b"HTTP/1.1 20", b"\r\n", b"\n", b"\r", b" ",
        b"\r\n\r\n", b"Transfer-Encoding: chunked", b"TRANSFER-ENCODING : gzip", b"Content-Type: a/b",
        b"3\r\nabc\r\n0\r\n\r\n", b"identity", b"x", b":",
    )
)  # fmt: skip


@given(st.lists(_PIECES, max_size=12).map(b"".join))
def test_an_entity_is_the_payload_of_the_message_read_in_full(block: bytes) -> None:
    """The short way, for heads that name no transfer coding, gives what the long one does."""
    assert entity(block) == open_message(block).payload


@pytest.mark.parametrize(
    ("coding", "coded"),
    [
        (b"gzip", gzip.compress(mtime=0, data=b"text " * 50)),
        (b"deflate", zlib.compress(b"text " * 50)),
        (b"deflate", zlib.compress(b"text " * 50)[2:-4]),
        (b"br", brotli.compress(b"text " * 50)),
        (b"identity", b"text " * 50),
    ],
)
def test_codings_are_undone_and_bounded(coding: bytes, coded: bytes) -> None:
    head = parse_head(b"HTTP/1.1 200 OK\r\nContent-Encoding: " + coding + b"\r\n\r\n")
    assert decode_content(head, coded) == (b"text " * 50, None)
    if coding not in (b"identity", b"br"):
        part, complaint = decode_content(head, coded[:-6])
        assert (b"text " * 50).startswith(part)
        assert complaint
        bounded, complaint = decode_content(head, coded, limit=7)
        assert bounded == b"text te"
        assert complaint


@pytest.mark.parametrize(
    ("received", "reason"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nhel", "disconnect"),
        (CHUNKED[:-9], "disconnect"),
        (b"HTTP/1.1 200 OK\r\nContent-Le", "disconnect"),
        (b"SSH-2.0-OpenSSH\r\n", "disconnect"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n" + b"x" * 500, "length"),
    ],
)
def test_what_is_cut_is_kept_as_far_as_it_came(received: bytes, reason: str) -> None:
    framer = MessageFramer(body_limit=500)
    framer.feed(received)
    framer.end()
    assert (framer.message, framer.truncated) == (received, reason)
    assert framer.failure


@pytest.mark.parametrize(
    ("told", "counts"),
    [
        ([], None),
        ([b"x"], b"x"),
        ([b"text/html", b""], b"text/html"),
        ([b"text/plain", b"text/html"], b"text/html"),
        ([b"text/html; charset=utf-8", b"text/html; charset=gbk"], b"text/html; charset=gbk"),
        ([b"text/html; charset=gbk", b"TEXT/HTML"], b"text/html; charset=gbk"),
        ([b"text/html; charset=gbk", b"nonsense", b"*/*"], b"text/html; charset=gbk"),
        ([b"text/html;charset=gbk", b"text/plain", b"text/html"], b"text/html"),
        ([b'text/html; x=", text/plain"'], b'text/html; x=", text/plain"'),
        ([b"nonsense", b"more of it"], b"nonsense"),
    ],
)
def test_of_several_types_the_last_that_is_one_counts(
    told: list[bytes], counts: bytes | None
) -> None:
    lines = b"".join(b"Content-Type: " + one + b"\r\n" for one in told)
    assert parse_head(b"HTTP/1.1 200 OK\r\n" + lines + b"\r\n").content_type == counts
