"""The copies in the store: against what was proved of them when they were brought there."""

from collections.abc import Iterator

from archive import chain, manifest
from archive.collection import Collection
from archive.errors import CorpusError
from archive.store import Bucket, Stored, stored
from archive.verify.finding import Checked, Finding


def check_stored(collection: Collection, checked: Checked, *, quick: bool) -> Iterator[Finding]:
    """Every file that the ledger names is in the store, with its bytes.

    Read whole; *quick* asks only whether size and ETag are those of the object
    that was proved then, and cannot see a byte that changed below them.
    """
    name = collection.stored.name
    try:
        entries = stored(collection.stored)
        for line, expected, found in chain.breaks(collection.stored):
            yield Finding(
                kind="ledger_chain", file=name, offset=line, expected=expected, computed=found
            )
    except CorpusError as error:
        yield Finding(kind="ledger_line", file=name, offset=error.line, computed=error.why)
        return
    if collection.configuration.storage is None:
        yield Finding(kind="ledger", file=name, expected="[storage] in collection.toml")
        return
    kept = {
        f"archive/{entry.file}": entry.sha256 for _, entry in manifest.read(collection.manifest)
    }
    for entry in entries.values():
        checked["stored_files"] += 1
        yield from _check(collection.configuration.storage.bucket, entry, kept, quick)


def _check(bucket: Bucket, entry: Stored, kept: dict[str, str], quick: bool) -> Iterator[Finding]:
    where = bucket.address(entry.file)
    held = bucket.look(entry.file)
    expected = kept.get(entry.file, entry.sha256)  # of a WARC the manifest's
    if held is None:
        yield Finding(kind="stored_missing", file=entry.file, url=where, expected=expected)
    elif held.size != entry.bytes:
        yield Finding(
            kind="stored_size", file=entry.file, url=where, expected=str(entry.bytes),
            computed=str(held.size),
        )  # fmt: skip
    elif quick and held.etag != entry.etag:
        yield Finding(
            kind="stored_etag", file=entry.file, url=where, expected=entry.etag, computed=held.etag
        )
    elif not quick and (computed := bucket.sha256(entry.file, held.size)) != expected:
        yield Finding(
            kind="stored_digest", file=entry.file, url=where, expected=expected, computed=computed
        )
