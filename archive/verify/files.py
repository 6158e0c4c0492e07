"""The WARC files: against the manifest, and record by record."""

import hashlib
from collections.abc import Iterator
from contextlib import suppress

from archive import chain, manifest
from archive.collection import Collection
from archive.errors import ArchiveError, CorpusError, NotStored, WarcError
from archive.manifest import Entry
from archive.store import Remote
from archive.verify.finding import Checked, Finding
from archive.verify.records import Place, Records, Revisit
from archive.warc import (
    Damage,
    Member,
    WarcFile,
    block_pieces,
    digest_mismatches,
    read_member,
    scan,
)
from archive.withdrawal import acts


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
        # A file that was cut may end in a request whose response is lost: its tail is kept
        # aside, and nothing that is there is wrong.
        if offset <= records.last_response.get(file, -1):
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
        "its date": revisit.date, "its payload": place.payload_digest,
    }  # fmt: skip
    computed = {
        "a record": revisit.refers_to if found else None, "a response": found and found.type,
        "its URL": found and found.uri, "its date": found and found.date,
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
        records.add(path.name.removesuffix(manifest.OPEN), found)
        if ours and kind in ("response", "revisit"):
            records.add_crawled(record.target_uri, file, found.offset)


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
        found = read_member(path, later.offset, later.inner)
        twin = read_member(other, first.offset, first.inner)
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
