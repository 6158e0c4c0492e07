"""The WARCs record by record, over all cores; then what the records say of each other."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from archive import manifest
from archive.collection import Collection
from archive.errors import ArchiveError, NotStored, WarcError
from archive.stretches import look_through, over_stretches
from archive.verify.finding import Checked, Finding, Told, unreadable, untold
from archive.verify.records import Notes, Place, Records, Revisit, plain_date
from archive.warc import (
    Damage,
    Member,
    WarcFile,
    block_pieces,
    digest_mismatches,
    methods_of,
    read_member,
)


def check_records(
    collection: Collection, records: Records, checked: Checked, told: Told = untold
) -> Iterator[Finding]:
    """Every record: whole, digests right, its id used once, what it refers to there."""
    methods: dict[str, bytes] = {}  # response -> that of its request, where it was no GET
    for looked in over_stretches(_Look(), collection.warc_files()):
        seen = looked.seen
        if looked.start == 0:
            methods = {}
        if methods and any(row[0] in methods for row in seen.notes.records):
            # A request at the end of one stretch, its response at the beginning of the next.
            seen = look_through(_Look(methods), looked.stretch).seen
        methods |= seen.methods
        yield from seen.findings
        checked["records"] += len(seen.notes.records)
        records.add(seen.notes)
        told(checked["records"])
    records.complete()
    for later, first in records.twins():
        path = collection.warc(later.file)
        if _is_copy(path, later, collection.warc(first.file), first):
            checked["duplicates"] += 1
        else:
            yield Finding(
                kind="record_id_twice", file=f"archive/{path.name}", offset=later.offset,
                expected="an id of its own",
                computed=f"{later.id}, also in {first.file} at {first.offset}",
            )  # fmt: skip
    for file, offset, other in records.partnerless():
        yield Finding(
            kind="concurrent_to", file=f"archive/{file}", offset=offset, expected=other,
            computed="no such record",
        )  # fmt: skip
    for revisit in records.revisits():
        checked["revisits"] += 1
        yield from _check_revisit(revisit, records)


def _check_revisit(revisit: Revisit, records: Records) -> Iterator[Finding]:
    """A revisit names the response that holds its payload, by id, URL, date and digest alike."""
    if revisit.refers_to is None:
        return  # other tools' revisits may refer by digest alone
    found, place = records.by_id(revisit.refers_to), revisit.place
    expected = {
        "a record": revisit.refers_to, "a response": "response", "its URL": revisit.uri,
        "its date": revisit.date and plain_date(revisit.date), "its payload": place.payload_digest,
    }  # fmt: skip
    computed = {
        "a record": revisit.refers_to if found else None, "a response": found and found.type,
        "its URL": found and found.uri, "its date": found and plain_date(found.date),
        "its payload": found and found.payload_digest,
    }  # fmt: skip
    for what, value in expected.items():
        if value is not None and computed[what] != value:
            yield Finding(
                kind="revisit_reference", file=f"archive/{place.file}", offset=place.offset,
                url=place.uri, expected=f"{what}: {value}",
                computed=computed[what] or "no such record",
            )  # fmt: skip
            return


@dataclass(slots=True)
class _Seen:
    """What a stretch of a WARC holds."""

    notes: Notes
    findings: list[Finding] = field(default_factory=list)
    methods: dict[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Look:
    """What can be said of records without the others; *methods* are those of earlier requests."""

    methods: dict[str, bytes] = field(default_factory=dict)

    def __call__(self, path: WarcFile, members: Iterable[Member | Damage]) -> _Seen:
        seen = _Seen(Notes(path.name.removesuffix(manifest.OPEN)), methods=dict(self.methods))
        try:
            for found in members:
                seen.findings += _look_at(path, found, seen)
        except NotStored:
            pass  # told already
        except OSError as error:
            seen.findings.append(unreadable(f"archive/{path.name}", error))
        return seen


def _look_at(path: WarcFile, found: Member | Damage, seen: _Seen) -> Iterator[Finding]:
    file = f"archive/{path.name}"
    if isinstance(found, Damage):
        kind = "torn_tail" if found.tail else "damage"
        yield Finding(kind=kind, file=file, offset=found.offset, computed=found.why)
        return
    if found.complaint:
        yield Finding(kind="record_form", file=file, offset=found.offset, computed=found.complaint)
    record = found.record
    if record.type == "request":
        seen.methods |= methods_of(record)
    yield from _check_record(path, file, found, seen.methods.get(record.id, b"GET"))
    seen.notes.add(found)


def _check_record(path: WarcFile, file: str, found: Member, method: bytes) -> list[Finding]:
    record = found.record
    wrong = []
    try:
        for mismatch in digest_mismatches(path, found, method):
            wrong.append(
                Finding(
                    kind=f"{mismatch.kind}_digest", file=file, offset=found.offset,
                    url=record.target_uri or None, expected=mismatch.expected,
                    computed=mismatch.computed,
                )
            )  # fmt: skip
        record.date  # noqa: B018  raises where it is none
    except (WarcError, ValueError) as error:
        wrong.append(
            Finding(kind="record_date", file=file, offset=found.offset, computed=str(error))
        )
    if not record.id:
        wrong.append(Finding(kind="record_id", file=file, offset=found.offset, expected="an id"))
    return wrong


def _is_copy(path: WarcFile, later: Place, other: WarcFile, first: Place) -> bool:
    """Whether a record is another one byte for byte, as where two files held it that came in."""
    try:
        found = read_member(path, later.offset, inner=later.inner)
        twin = read_member(other, first.offset, inner=first.inner)
        return found.record.head_bytes() == twin.record.head_bytes() and (
            _block_digest(path, found) == _block_digest(other, twin)
        )
    except (ArchiveError, OSError):
        return False


def _block_digest(path: WarcFile, member: Member) -> bytes:
    digest = hashlib.sha256()
    for piece in block_pieces(path, member):
        digest.update(piece)
    return digest.digest()
