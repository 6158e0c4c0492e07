"""The files against the logs that are chained: the manifest, and the log of withdrawals."""

from collections.abc import Iterator

from archive import chain, manifest
from archive.collection import Collection
from archive.errors import CorpusError
from archive.manifest import Entry
from archive.seals import differing, lost_ends, missed, sealed
from archive.store import Remote
from archive.verify.finding import Checked, Finding, numbered_lines, unreadable
from archive.warc.file import named_as_warc
from archive.withdrawal import acts


def check_manifest(collection: Collection, checked: Checked) -> Iterator[Finding]:
    """Every closed WARC stands in the manifest, with its bytes."""
    name = collection.manifest.name
    entries: dict[str, Entry] = {}
    before, readable = None, True  # the line before: its digest, and whether it is a line
    for number, line in numbered_lines(collection.manifest) if collection.manifest.exists() else ():
        try:
            entry = manifest.parse(collection.manifest, number, line)
        except CorpusError as error:
            yield Finding(kind="manifest_line", file=name, offset=number, computed=error.why)
            readable = False
            continue
        entries[entry.file] = entry
        checked["manifest_lines"] += 1
        if readable and entry.previous != before:
            yield Finding(
                kind="manifest_chain", file=name, offset=number, expected=before,
                computed=entry.previous,
            )  # fmt: skip
        before, readable = chain.link(line[:-1]), True
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
        try:
            digest = manifest.sha256_of(path)
        except OSError as error:
            yield unreadable(f"archive/{file}", error)
            continue
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
    for path in sorted(named_as_warc(collection.warcs)):
        if not path.is_file():
            yield Finding(
                kind="no_file", file=f"archive/{path.name}", expected="a WARC file",
                computed="a directory" if path.is_dir() else "something else",
            )  # fmt: skip


def check_seals(collection: Collection, checked: Checked) -> Iterator[Finding]:
    """What no WARC holds of crawls that have ended is as it was, and no chained log shorter."""
    name = collection.sealed.relative_to(collection.root).as_posix()
    if link := missed(collection):
        yield _no_end(name, link)
    if not collection.sealed.exists():
        return
    try:
        for line, expected, found in chain.breaks(collection.sealed):
            yield Finding(
                kind="seal_chain", file=name, offset=line, expected=expected, computed=found
            )
        every = sealed(collection)
    except CorpusError as error:
        yield Finding(kind="seal_line", file=name, offset=error.line, computed=error.why)
        return
    checked["sealed_files"] += len(every)
    for seal, computed in differing(collection, every.values()):
        if isinstance(computed, OSError):
            yield unreadable(seal.file, computed)
        else:
            yield Finding(
                kind="sealed_file", file=seal.file, expected=seal.sha256,
                computed=computed or "no file",
            )  # fmt: skip
    for log, link in lost_ends(collection, every.values()):
        yield _no_end(log.name, link)


def _no_end(log: str, link: str) -> Finding:
    expected = f"a line whose SHA-256 is {link}"
    return Finding(kind="log_end", file=log, expected=expected, computed="no such line")


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
