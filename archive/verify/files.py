"""The WARC files: against the manifest, and record by record."""

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace

from archive import chain, manifest
from archive.collection import Collection
from archive.errors import ArchiveError, CorpusError, NotStored, WarcError
from archive.manifest import Entry
from archive.store import Remote
from archive.verify.finding import Checked, Finding
from archive.warc import (
    Damage,
    Member,
    WarcFile,
    block_pieces,
    digest_mismatches,
    read_member,
    scan,
)
from archive.warc.record import Record
from archive.withdrawal import acts


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record stands, and what others say of it."""

    file: str
    offset: int
    type: str
    payload_digest: str | None
    date: str
    uri: str


@dataclass(slots=True)
class Records:
    """What later checks need of the records: by id where it stands, and what refers to what."""

    places: dict[str, Place] = field(default_factory=dict)
    at: dict[tuple[str, int], tuple[str, int]] = field(default_factory=dict)
    concurrent: list[tuple[str, int, str]] = field(default_factory=list)
    revisits: list[tuple[str, int, Record]] = field(default_factory=list)  # less their blocks
    revisited: set[tuple[str | None, str]] = field(default_factory=set)  # payload digest, date
    last_response: dict[str, int] = field(default_factory=dict)
    crawled: dict[str, tuple[str, int]] = field(default_factory=dict)  # by our crawls: URL -> where
    crawl_of: dict[str, str | None] = field(default_factory=dict)  # file -> the crawl it names


def check_manifest(collection: Collection, checked: Checked) -> Iterator[Finding]:
    """Every closed WARC stands in the manifest, with its bytes."""
    name = collection.manifest.name
    entries: dict[str, Entry] = {}
    try:
        for _, entry in manifest.read(collection.manifest):
            entries[entry.file] = entry
            checked["manifest_lines"] += 1
        for line, expected, found in chain.breaks(collection.manifest):
            yield Finding(
                kind="manifest_chain", file=name, offset=line, expected=expected, computed=found
            )
    except CorpusError as error:
        yield Finding(kind="manifest_line", file=name, offset=error.line, computed=error.why)
    held = {path.name: path for path in collection.warc_files()}
    for file, entry in entries.items():
        path = held.get(file)
        if path is None:
            yield Finding(kind="file_missing", file=f"archive/{file}", expected=entry.sha256)
            continue
        if isinstance(path, Remote):
            continue  # what the store has is held against the manifest too: ``check_stored``
        checked["files"] += 1
        size = path.stat().st_size
        if size != entry.bytes:
            yield Finding(
                kind="file_size", file=f"archive/{file}", expected=str(entry.bytes),
                computed=str(size),
            )  # fmt: skip
        digest = manifest.sha256_of(path)
        if digest != entry.sha256:
            yield Finding(
                kind="file_digest", file=f"archive/{file}", expected=entry.sha256, computed=digest
            )
    for file in held:
        if file.endswith(manifest.OPEN):
            yield Finding(
                kind="file_open", file=f"archive/{file}", computed="left by a run that was killed"
            )
        elif file not in entries:
            yield Finding(kind="file_unlisted", file=f"archive/{file}", expected="a manifest line")


def check_withdrawals(collection: Collection, checked: Checked) -> Iterator[Finding]:
    """The log of withdrawals is whole, and none of its lines was altered."""
    name = collection.withdrawals.name
    try:
        checked["withdrawals"] += sum(1 for _ in acts(collection))
        for line, expected, found in chain.breaks(collection.withdrawals):
            yield Finding(
                kind="withdrawal_chain", file=name, offset=line, expected=expected, computed=found
            )
    except CorpusError as error:
        yield Finding(kind="withdrawal_line", file=name, offset=error.line, computed=error.why)


def check_records(collection: Collection, records: Records, checked: Checked) -> Iterator[Finding]:
    """Every record: whole, digests right, its id used once, what it refers to there."""
    for path in collection.warc_files():
        with suppress(NotStored):  # told already
            yield from _check_file(collection, path, records, checked)
    for file, offset, other in records.concurrent:
        # A file that was cut may end in a request whose response is lost: its tail is kept
        # aside, and nothing that is there is wrong.
        last = offset > records.last_response.get(file, -1)
        if other not in records.places and not last:
            yield Finding(
                kind="concurrent_to", file=file, offset=offset, expected=other,
                computed="no such record",
            )  # fmt: skip
    for file, offset, revisit in records.revisits:
        checked["revisits"] += 1
        yield from _check_revisit(file, offset, revisit, records)


def _check_revisit(file: str, offset: int, revisit: Record, records: Records) -> Iterator[Finding]:
    """A revisit names the response that holds its payload, by id, URL, date and digest alike."""
    reference = revisit.refers_to
    if reference is None or reference.record_id is None:
        return  # other tools' revisits may refer by digest alone
    found = records.places.get(reference.record_id)
    expected = {
        "a record": reference.record_id, "a response": "response",
        "its URL": reference.uri, "its date": revisit.get("WARC-Refers-To-Date"),
        "its payload": revisit.payload_digest,
    }  # fmt: skip
    computed = {
        "a record": reference.record_id if found else None, "a response": found and found.type,
        "its URL": found and found.uri, "its date": found and found.date,
        "its payload": found and found.payload_digest,
    }  # fmt: skip
    for what, value in expected.items():
        if value is not None and computed[what] != value:
            yield Finding(
                kind="revisit_reference", file=file, offset=offset, url=revisit.target_uri,
                expected=f"{what}: {value}", computed=computed[what] or "no such record",
            )  # fmt: skip
            return


def _check_file(
    collection: Collection, path: WarcFile, records: Records, checked: Checked
) -> Iterator[Finding]:
    file = f"archive/{path.name}"
    methods: dict[str, bytes] = {}
    ours = False
    for found in scan(path):
        if isinstance(found, Damage):
            kind = "torn_tail" if found.tail else "damage"
            yield Finding(kind=kind, file=file, offset=found.offset, computed=found.why)
            continue
        checked["records"] += 1
        record = found.record
        kind = record.type
        if found.complaint:
            yield Finding(
                kind="record_form", file=file, offset=found.offset, computed=found.complaint
            )
        if kind == "warcinfo":
            ours = record.fields.get("software", "").startswith("portal-archive")
            name = path.name.removesuffix(manifest.OPEN)
            records.crawl_of[name] = record.fields.get("crawlId") if ours else None
        elif kind == "request":
            for other in record.concurrent_to:
                methods[other] = record.block.partition(b" ")[0]
        yield from _check_record(path, file, found, methods.get(record.id, b"GET"))
        if twin := _note(file, found, records):
            if _is_copy(path, found, collection.warc(twin.file), twin.offset):
                checked["duplicates"] += 1
            else:
                yield Finding(
                    kind="record_id_twice", file=file, offset=found.offset,
                    expected="an id of its own",
                    computed=f"{record.id}, also in {twin.file} at {twin.offset}",
                )  # fmt: skip
        if ours and kind in ("response", "revisit"):
            records.crawled[record.target_uri] = (file, found.offset)


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


def _is_copy(path: WarcFile, found: Member, other: WarcFile, offset: int) -> bool:
    """Whether a record is another one byte for byte, as where two files held it that came in."""
    try:
        twin = read_member(other, offset)
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


def _note(file: str, found: Member, records: Records) -> Place | None:
    """Keep what later checks need of a record; return where its id was met before."""
    record, offset = found.record, found.offset
    own, kind, date = record.id, record.type, record.get("WARC-Date") or ""
    name = file.removeprefix("archive/").removesuffix(manifest.OPEN)
    other = records.places.get(own)
    if other is None:
        records.places[own] = Place(
            name, offset, kind, record.payload_digest, date, record.target_uri
        )
    records.at[(name, offset)] = (own, found.length)
    records.concurrent += [(file, offset, named) for named in record.concurrent_to]
    if kind == "response":
        records.last_response[file] = offset
    elif kind == "revisit":
        records.revisits.append((file, offset, replace(record, block=b"")))
        records.revisited.add((record.payload_digest, plain_date(date)))
    return other


def plain_date(date: str) -> str:
    """Return a WARC-Date as articles have it.

    >>> plain_date("2026-09-23T01:02:03.000000Z")
    '2026-09-23T01:02:03Z'
    """
    return date.replace(".000000", "").rstrip("Z") + "Z"
