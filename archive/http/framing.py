"""Where a response ends on the wire, and why it is cut when it is."""

from archive.http.chunks import ChunkScanner
from archive.http.head import END_OF_HEAD, HttpHead, forbids_body, parse_head, transfer_codings

HEAD_LIMIT = 256 * 1024  # bytes of one head, and of all interim heads together


class MessageFramer:
    """Fed with received bytes, knows the exact bytes of one response.

    ``message`` holds them from the status line to the end, framing included;
    interim 1xx heads and line ends before the status line are left out. What
    came after the end is ``surplus``. ``truncated`` is a WARC-Truncated reason
    and ``failure`` one sentence saying why the message is not whole. A message
    that is ``broken`` has no end of its own: it is taken as far as it comes,
    and whoever feeds should not wait for long.
    """

    __slots__ = (
        "_body_limit",
        "_buffer",
        "_chunks",
        "_end",
        "_head_limit",
        "_request_method",
        "_searched",
        "_skipped",
        "broken",
        "done",
        "failure",
        "head",
        "interim",
        "truncated",
    )

    def __init__(
        self,
        request_method: bytes = b"GET",
        *,
        head_limit: int = HEAD_LIMIT,
        body_limit: int | None = None,
    ) -> None:
        """Expect a response to *request_method*; *body_limit* counts bytes as received."""
        self._request_method = request_method
        self._head_limit = head_limit
        self._body_limit = body_limit
        self._buffer = bytearray()
        self._end: int | None = None  # where the message ends, once known
        self._chunks: ChunkScanner | None = None
        self._skipped = 0  # bytes before the status line
        self._searched = 0  # no end of the head before this offset
        self.head: HttpHead | None = None  # of the final response, once it is whole
        self.interim: list[int] = []  # status codes of the 1xx heads that were left out
        self.done = False
        self.broken: str | None = None
        self.truncated: str | None = None
        self.failure: str | None = None

    @property
    def message(self) -> bytes:
        """The response as far as it came."""
        return bytes(self._buffer if self._end is None else memoryview(self._buffer)[: self._end])

    @property
    def received(self) -> int:
        """How many bytes of the message are there."""
        return len(self._buffer) if self._end is None else min(self._end, len(self._buffer))

    @property
    def surplus(self) -> bytes:
        """What came after the end of the message: not part of it."""
        if not self.done or self._end is None or self.truncated == "length":
            return b""
        return bytes(self._buffer[self._end :])

    @property
    def reusable(self) -> bool:
        """Whether the connection may carry another exchange (RFC 9112, section 9.3)."""
        head = self.head
        if not self.done or head is None or self.failure or self._end is None or self.surplus:
            return False
        options = head.tokens(b"Connection") + head.tokens(b"Proxy-Connection")
        if b"close" in options or head.status == 101:
            return False
        return head.version == b"1.1" or b"keep-alive" in options

    def feed(self, segment: bytes | bytearray) -> bool:
        """Take what was received; return True once the message has ended."""
        self._buffer += segment
        if not self.done and self.head is None and self.broken is None:
            self._read_heads()
        if not self.done and (self.head is not None or self.broken):
            self._read_body()
        return self.done

    def end(self) -> None:
        """Say that the server sent its last byte."""
        if self.done:
            return
        if self.head is None and self.broken is None:
            missing = "response head is cut short" if self._buffer else "no response"
            self.cut("disconnect", f"{missing}: the server closed the connection")
        elif self.broken:
            self.cut("disconnect", self.broken)
        elif self._chunks is not None:
            self.cut(
                "disconnect", f"chunked body ends after {self._body_length()} bytes, unfinished"
            )
        elif self._end is not None and self.head is not None:
            promised = self._end - self.head.length
            self.cut("disconnect", f"body ends after {self._body_length()} of {promised} bytes")
        else:
            self.done = True

    def cut(self, reason: str, failure: str) -> None:
        """End the message here: *reason* as in WARC-Truncated, *failure* in one sentence."""
        if self.done:
            return
        if self.broken and self.broken != failure:
            failure = f"{self.broken}; {failure}"
        self.done, self.truncated, self.failure = True, reason, failure
        self._end = len(self._buffer) if self._end is None else min(self._end, len(self._buffer))

    def _body_length(self) -> int:
        return len(self._buffer) - (self.head.length if self.head else 0)

    def _read_heads(self) -> None:
        while self.head is None and not self.done:
            blank = _blank(self._buffer)
            start = bytes(self._buffer[blank : blank + 5]).upper()
            if not (b"HTTP/".startswith(start) or start.startswith(b"HTTP")):
                first = _first_line(self._buffer[blank : blank + 80])
                self.broken = f"the answer is not HTTP: it begins with {first!r}"
                return
            if blank and start:
                self._drop(blank)  # line ends before the status line (RFC 9112, section 2.2)
            self._cut_long_head()
            if not start or self.done:
                return
            end = END_OF_HEAD.search(self._buffer, max(0, self._searched - 2))
            self._searched = len(self._buffer)
            if end is None:
                return
            head = parse_head(self._buffer)
            status = head.status
            if status is None:
                first = _first_line(self._buffer[:80])
                self.broken = f"the answer is not HTTP: it begins with {first!r}"
            elif 100 <= status < 200 and status != 101:
                self.interim.append(status)
                self._drop(head.length)
                continue
            else:
                self._expect_body(head)
            return

    def _cut_long_head(self) -> None:
        """End the message if its head, or what came before it, is too long."""
        if len(self._buffer) <= self._head_limit:
            return
        end = END_OF_HEAD.search(self._buffer, 0, self._head_limit)
        if end is None:
            self._end = self._head_limit
            self.cut("length", f"response head is longer than {self._head_limit} bytes")

    def _drop(self, count: int) -> None:
        del self._buffer[:count]
        self._skipped += count
        self._searched = 0
        if self._skipped > self._head_limit:
            self.cut("length", f"interim heads are longer than {self._head_limit} bytes")

    def _expect_body(self, head: HttpHead) -> None:
        """Decide how the body is delimited (RFC 9112, section 6.3)."""
        self.head = head
        codings = transfer_codings(head)
        if forbids_body(head.status, self._request_method):
            self._end = head.length
        elif codings and codings[-1] == b"chunked":
            self._chunks = ChunkScanner(head.length)
        elif not codings:
            length = content_length(head)
            self._end = None if length is None else head.length + length

    def _read_body(self) -> None:
        if self._chunks is not None and self.broken is None:
            self._chunks.scan(self._buffer)
            if self._chunks.ended:
                self._end = self._chunks.position
            elif self._chunks.broken:
                self.broken = f"chunked body is broken: {self._chunks.broken}"
        body_start = self.head.length if self.head else 0
        limit = None if self._body_limit is None else body_start + self._body_limit
        over = limit is not None and (self._end or len(self._buffer)) > limit
        if over and limit is not None and len(self._buffer) >= limit:
            # An end known only from Content-Length may lie far ahead of what has come.
            self._end = limit
            self.cut("length", f"body is longer than {self._body_limit} bytes")
        elif self._end is not None and len(self._buffer) >= self._end:
            self.done = True


def content_length(head: HttpHead) -> int | None:
    """Return how many bytes the body is said to have, None where nothing usable is said.

    Where values differ, the largest: no byte is lost, and a length that is not
    reached shows as a message cut short.
    """
    values = [token for token in head.tokens(b"Content-Length") if token.isdigit()]
    return max((int(value[:18]) for value in values), default=None)


def _first_line(start: bytearray) -> bytes:
    return bytes(start).split(b"\n")[0].rstrip(b"\r")


def _blank(buffer: bytearray) -> int:
    """How many line ends *buffer* begins with, in bytes."""
    if not buffer.startswith((b"\r", b"\n")):
        return 0
    return len(buffer) - len(buffer.lstrip(b"\r\n"))
