"""A WARC looked through to its last byte: whole records, and the stretches that are none."""

import base64
import hashlib
import re
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass

from archive.errors import DigestMismatch, WarcError
from archive.http import entity
from archive.warc.file import WINDOW, Source, WarcFile, opened, size_of
from archive.warc.members import Inflated
from archive.warc.parse import BLOCK_LIMIT
from archive.warc.reader import Member, block_pieces, read_members
from archive.warc.record import Record

_MEMBER = b"\x1f\x8b\x08"
_RECORD = b"\nWARC/1."
_BEGINNINGS = (_MEMBER, _RECORD)
_BARE = _RECORD[1:]  # of a plain record right behind a gzip member, which ends no line
_HEAD = re.compile(rb"WARC/1\.\d\r?\n[A-Za-z]")

# From base32's digits to those that int() reads; what is none of them becomes one int() refuses.
_DIGITS = bytes.maketrans(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", b"0123456789abcdefghijklmnopqrstuv")
_BASE32 = bytes(new if new != old else ord("!") for old, new in enumerate(_DIGITS))

_ALGORITHMS = {
    "md5": hashlib.md5, "sha1": hashlib.sha1, "sha-1": hashlib.sha1,
    "sha256": hashlib.sha256, "sha-256": hashlib.sha256, "sha384": hashlib.sha384,
    "sha-384": hashlib.sha384, "sha512": hashlib.sha512, "sha-512": hashlib.sha512,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """*length* bytes at *offset* (in the file as stored) that give no record, and why."""

    offset: int
    length: int
    why: str
    tail: bool  # nothing whole stands behind it


OnDamage = Callable[[WarcFile, Damage], None]


def scan(
    path: WarcFile, start: int = 0, stop: int | None = None, *, block_limit: int = BLOCK_LIMIT
) -> Generator[Member | Damage, None, int]:
    """Yield everything in *path* in order: never a WarcError, whatever the file holds.

    Behind damage the search goes on at the next gzip member, or line, that begins
    with a WARC record, so that whole records hidden behind a torn one are found
    (not a plain one right behind a member whose own first bytes are gone). Where the
    damage lies in a payload that is itself a WARC, that WARC's records may be
    taken for the file's.

    What begins at or behind *stop* is left, and where that is is returned: a
    scan from there yields what one scan of the whole would have gone on with.
    """
    position, size = start, size_of(path)
    stop = size if stop is None else stop
    while position < stop:
        try:
            for member in read_members(path, position, block_limit=block_limit):
                if member.offset >= stop:
                    return member.offset
                yield member
                position = max(position, member.offset + member.length)
            return size
        except WarcError as error:
            broken = max(position, error.offset)
            if broken >= stop:
                return broken
            behind = next_record(path, broken + 1)
            end = size if behind is None else behind
            yield Damage(offset=broken, length=end - broken, why=error.why, tail=behind is None)
            position = end
    return position


def whole_members(
    path: WarcFile, start: int = 0, *, block_limit: int = BLOCK_LIMIT,
    damaged: OnDamage | None = None,
) -> Iterator[Member]:  # fmt: skip
    """Yield the records of *path*; damage is handed to *damaged* and passed over, or is a WarcError."""
    if damaged is None:
        yield from read_members(path, start, block_limit=block_limit)
        return
    for found in scan(path, start, block_limit=block_limit):
        if isinstance(found, Damage):
            damaged(path, found)
        else:
            yield found


def digest_mismatches(
    path: WarcFile, member: Member, method: bytes = b"GET"
) -> list[DigestMismatch]:
    """Return the digests in *member* that do not fit its bytes; *method* is its request's.

    The payload of an HTTP block has its transfer coding undone, so a digest
    that wget or warcio made of the chunks is found wrong, as it is. Not
    checked: an unknown algorithm; the payload digest of a revisit, which
    speaks of another record; that of a block too long to be held.
    """
    record, found = member.record, []
    whole = record.whole
    expected = record.get("WARC-Block-Digest")
    pieces = [record.block] if whole else block_pieces(path, member)
    computed = expected and computed_as(expected, pieces)
    if expected and computed and computed != expected:
        found.append(_mismatch(path, member, "block", expected, computed))
    expected = record.payload_digest
    if expected and whole and record.type != "revisit":
        payload = entity(record.block, method) if record.is_http else record.block
        computed = computed_as(expected, [payload])
        if computed and computed != expected:
            found.append(_mismatch(path, member, "payload", expected, computed))
    return found


def methods_of(request: Record) -> dict[str, bytes]:
    """Return the method of a *request*, unless it is GET, by the ids of what answers it."""
    method = request.block.partition(b" ")[0]
    return {} if method == b"GET" else dict.fromkeys(request.concurrent_to, method)


def computed_as(expected: str, pieces: Iterable[bytes]) -> str | None:
    """Return the digest of *pieces* with the algorithm and in the spelling of *expected*.

    None where the algorithm is unknown. Hexadecimal and base32 are told apart by length.

    >>> computed_as("md5:D41D8CD98F00B204E9800998ECF8427E", [b""])
    'md5:D41D8CD98F00B204E9800998ECF8427E'
    """
    label, colon, value = expected.strip().partition(":")
    algorithm = _ALGORITHMS.get(label) or _ALGORITHMS.get(label.lower())
    if not colon or algorithm is None:
        return None
    rest = iter(pieces)
    # Nearly always there is one: handed to the constructor it spares an update and its lock.
    digest = algorithm(next(rest, b""), usedforsecurity=False)
    for piece in rest:
        digest.update(piece)
    raw = digest.digest()
    if _is_base32_of(raw, value):
        return expected.strip()
    if len(value) == 2 * len(raw):
        text = raw.hex()
        return f"{label}:{text if value == value.lower() else text.upper()}"
    text = base64.b32encode(raw).decode("ascii")
    text = text if "=" in value else text.rstrip("=")
    return f"{label}:{text.lower() if value == value.lower() else text}"


def _is_base32_of(raw: bytes, value: str) -> bool:
    """Whether *value* spells *raw*, told ten times as fast as by ``b32encode``."""
    if len(value) * 5 != len(raw) * 8:
        return False
    try:
        return int(value.encode().translate(_BASE32), 32) == int.from_bytes(raw, "big")
    except ValueError:
        return False


def _mismatch(
    path: WarcFile, member: Member, kind: str, expected: str, computed: str
) -> DigestMismatch:
    return DigestMismatch(path, member.offset, kind=kind, expected=expected, computed=computed)


def next_record(path: WarcFile, start: int, stop: int | None = None) -> int | None:
    """Return where the next record from *start* on, before *stop*, seems to begin; None if none does.

    As a file may be put together of both, gzip members and plain records are sought alike.
    Where a member begins right before *start*, its end may lie before a plain record's line.
    """
    with opened(path) as source:
        behind_member = start > 0 and source.at(start - 1, len(_MEMBER)) == _MEMBER
        beginnings = (*_BEGINNINGS, _BARE) if behind_member else _BEGINNINGS
        position = max(start - 1, 0)  # the line end before a plain record belongs to what is sought
        while len(window := bytes(source.at(position, WINDOW))) >= len(_MEMBER):
            places = [place for sought in beginnings if (place := window.find(sought)) >= 0]
            if not places:
                position += max(len(window) - len(_RECORD) + 1, 1)
                continue
            position += min(places)
            first = window[min(places)]
            is_plain = first == _RECORD[0]
            begin = position + is_plain
            if stop is not None and begin >= stop:
                return None
            seems = is_plain or (
                _is_head(source, begin)
                if first == _BARE[0]
                else _begins_record(source, path, begin)
            )
            if begin >= start and seems:
                return begin
            position += 1
    return None


def _is_head(source: Source, offset: int) -> bool:
    """Whether a plain record's head stands at *offset*, not what a member holds as it is (RFC 1951, 3.2.4)."""
    length = bytes(source.at(offset - 4, 4))
    stored = all(one ^ other == 0xFF for one, other in zip(length, length[2:], strict=False))
    return not stored and _HEAD.match(bytes(source.at(offset, 16))) is not None


def _begins_record(source: Source, path: WarcFile, offset: int) -> bool:
    content, begin = Inflated(source, path, offset), b""
    try:
        while len(begin) < 5 and (piece := content.read(5 - len(begin))):
            begin += piece
    except WarcError:
        return False
    return begin == b"WARC/"
