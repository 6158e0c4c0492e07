"""The head of an HTTP/1.1 message: start line and fields, as they were sent."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

# A line end and an empty line; a bare LF counts as CRLF (RFC 9112, section 2.2).
END_OF_HEAD = re.compile(rb"\n\r?\n")
_STATUS_LINE = re.compile(
    rb"HTTP/?([\d.]*)[ \t]+(\d{3})(?!\d)[ \t]*(.*)", re.IGNORECASE | re.DOTALL
)
_REQUEST_LINE = re.compile(rb"(\S+)[ \t]+(.*?)(?:[ \t]+HTTP/([\d.]+))[ \t]*\Z", re.DOTALL)
_FOLD = re.compile(rb"\r?\n[ \t]+")
_TYPES = re.compile(rb'(?:[^,"]|"(?:[^"\\]|\\.)*"?)+', re.DOTALL)  # a comma in quotes parts none
_TYPE = re.compile(rb"([\w!#$%&'*+.^`|~-]+/[\w!#$%&'*+.^`|~-]+)[ \t]*(?:;|\Z)")
_CHARSET = re.compile(rb";[ \t]*charset=[^;]", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpHead:
    """A start line and its fields; nothing is normalised but the space round a value.

    ``length`` counts the bytes of the head in its block, empty line included:
    the body begins there. What is not HTTP has an empty start line and length 0.
    """

    start_line: bytes
    headers: tuple[tuple[bytes, bytes], ...]  # in order, repeats kept, names as spelled
    length: int
    complete: bool = True  # False: the block ends before the empty line

    @property
    def status(self) -> int | None:
        """The status code of a response, None for a request."""
        found = _STATUS_LINE.match(self.start_line)
        return int(found[2]) if found else None

    @property
    def reason(self) -> bytes:
        """The reason phrase of a response, as sent."""
        found = _STATUS_LINE.match(self.start_line)
        return found[3] if found else b""

    @property
    def version(self) -> bytes:
        """The digits of the HTTP version, e.g. ``b"1.1"``."""
        if found := _STATUS_LINE.match(self.start_line):
            return found[1]
        found = _REQUEST_LINE.match(self.start_line)
        return found[3] if found else b""

    @property
    def method(self) -> bytes | None:
        """The method of a request, None for a response."""
        found = None if self.status is not None else _REQUEST_LINE.match(self.start_line)
        return found[1] if found else None

    def values(self, name: bytes) -> list[bytes]:
        """Return every value of the field *name* (any case), in order."""
        wanted = name.lower()
        return [value for key, value in self.headers if key.lower() == wanted]

    def first(self, name: bytes) -> bytes | None:
        """Return the first value of the field *name* (any case), or None."""
        wanted = name.lower()
        for key, value in self.headers:
            if key.lower() == wanted:
                return value
        return None

    @property
    def content_type(self) -> bytes | None:
        """The Content-Type that counts, as sent, charset and all."""
        return last_type(self.values(b"Content-Type"))

    def tokens(self, name: bytes) -> list[bytes]:
        r"""Return the comma-separated members of a list field, in lower case.

        >>> parse_head(b"HTTP/1.1 200 OK\r\nVary: A, b\r\nvary: C\r\n\r\n").tokens(b"Vary")
        [b'a', b'b', b'c']
        """
        members = b",".join(self.values(name)).lower().split(b",")
        return [member.strip() for member in members if member.strip()]


def last_type(told: Sequence[bytes]) -> bytes | None:
    """Return which of several types counts: the last that is one (Fetch, "extract a MIME type").

    A charset that was told with the same type right before it holds on. Where there is one, it is as sent.

    >>> last_type([b"text/html; charset=gbk, text/html", b"*/*"])
    b'text/html; charset=gbk'
    >>> last_type([b"text/html; charset=gbk", b"text/plain", b"text/html"])
    b'text/html'
    """
    each: list[bytes] = [one.strip() for value in told for one in _TYPES.findall(value)]
    each = each or [*told]
    if len(each) < 2:
        return told[0] if told else None
    best, essence = each[0], b""
    for one in each:
        found = _TYPE.match(one)
        if found is None or found[1] == b"*/*":
            continue
        if found[1].lower() != essence or _CHARSET.search(one) or not _CHARSET.search(best):
            best, essence = one, found[1].lower()
    return best


def parse_head(block: bytes | bytearray) -> HttpHead:
    """Read the head that *block* begins with.

    Bare LFs, folded lines (joined by one space) and space before the colon are
    tolerated; a line without a colon is passed over. A block that ends before
    the empty line gives the fields that came whole or in part.
    """
    end = END_OF_HEAD.search(block)
    length = end.end() if end else len(block)
    lines = bytes(block[: end.start() if end else length])
    start_line, _, fields = lines.partition(b"\n")
    start_line = start_line.removesuffix(b"\r")
    if not (_STATUS_LINE.match(start_line) or _REQUEST_LINE.match(start_line)):
        return HttpHead(start_line=b"", headers=(), length=0, complete=False)
    if b"\n " in fields or b"\n\t" in fields:
        fields = _FOLD.sub(b" ", fields)
    headers = []
    for line in fields.split(b"\n"):
        name, colon, value = line.partition(b":")
        if colon:
            headers.append((name.strip(), value.strip(b" \t\r")))
    return HttpHead(
        start_line=start_line, headers=tuple(headers), length=length, complete=end is not None
    )


def forbids_body(status: int | None, request_method: bytes) -> bool:
    """Whether a response with *status* to *request_method* ends with its head (RFC 9112, 6.3).

    101 is counted in: we ask for no upgrade, so what follows it is not HTTP.
    """
    return request_method == b"HEAD" or status in (101, 204, 304)


def transfer_codings(head: HttpHead) -> list[bytes]:
    """Return the transfer codings in the order they were applied."""
    return [coding for coding in head.tokens(b"Transfer-Encoding") if coding != b"identity"]
