"""A file of another tool becomes WARCs of the collection, record by record the same bytes.

Nothing is lost when killed: each WARC is written under a name that nobody
reads, made durable, renamed, and entered in the manifest. Done again, it goes
on where it stopped: what is there already is recognised by its SHA-256.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from archive import durable, manifest
from archive.errors import ArchiveError, BadInput, CannotKeep
from archive.ingest.wacz import open_wacz
from archive.warc import Damage, Member, block_pieces, digest_mismatches, methods_of, scan
from archive.warc.record import END
from archive.warc.writer import deflated

_T = TypeVar("_T")
_CHUNK = 1 << 20
_GZIP = b"\x1f\x8b"
_ZIP = b"PK"
_SUFFIXES = (".open", ".gz", ".warc")  # taken off in this order, ".warc.gz" put on
_NAME_BYTES = 200  # of a file name; file systems take 255
_UNFIT = re.compile(r"[\x00-\x20\x7f/\\:]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A WARC of the collection, and what it was made from."""

    file: str  # its name in ``archive/``
    records: int
    sha256: str
    source_sha256: str | None  # of the file handed in, where the bytes differ
    new: bool  # False: it was held already


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingested:
    """What became of one file handed in."""

    source: Path
    files: tuple[Taken, ...]
    truncated: bool = False  # part of it gave no record; the whole records were taken
    why: str | None = None  # what was wrong with that part, one sentence
    misfits: int = 0  # new records with a digest that does not fit their bytes
    misfit: str | None = None  # what does not fit in the first of them, and where
    profiles: tuple[tuple[str, bytes], ...] = ()  # of portals, by file name, as a WACZ brings them

    @property
    def new(self) -> tuple[Taken, ...]:
        """The WARCs that were not held before."""
        return tuple(taken for taken in self.files if taken.new)


def take_in(root: Path, file: Path) -> Ingested:
    """Take the WARC or WACZ *file* into the collection at *root*.

    A WARC with a gzip member a record is copied byte for byte. A plain one, or
    one compressed as a whole, is written anew with a member a record, head and
    block of each unchanged; the manifest's line keeps the digest of the source.
    Of a damaged file the whole records are taken, before and behind the damage,
    and ``truncated`` says so. A file with no record in it is BadInput, and so
    is a WACZ that is not safe or not whole; of such a one nothing is taken.
    The caller holds the collection's lock.
    """
    archive = root / "archive"
    try:
        durable.make_folder(archive)
        for left in archive.glob(".import*.new"):  # of a run that was killed
            left.unlink()
    except OSError as error:
        raise CannotKeep(archive, error.strerror or str(error)) from error
    try:
        with file.open("rb") as opened:
            begin = opened.read(4)
    except OSError as error:
        raise BadInput(file, error.strerror or str(error)) from error
    if not begin.startswith(_ZIP):
        return _take_warc(root, file, file.name, source=file)
    taken: list[Taken] = []
    why = misfit = None
    misfits = 0
    with open_wacz(file) as wacz:
        profiles = tuple((Path(n).name, b"".join(wacz.pieces(n))) for n in wacz.profiles)
        for path in wacz.warcs:
            unpacked = archive / ".import-unpacked.new"
            _write(unpacked, wacz.pieces(path))
            try:
                one = _take_warc(root, unpacked, Path(path).name, source=file, inside=path)
            finally:
                unpacked.unlink(missing_ok=True)
            taken += one.files
            why = why or one.why
            misfits, misfit = misfits + one.misfits, misfit or one.misfit
    return Ingested(
        source=file, files=tuple(taken), truncated=why is not None, why=why, misfits=misfits,
        misfit=misfit, profiles=profiles,
    )  # fmt: skip


def _take_warc(
    root: Path, file: Path, name: str, *, source: Path, inside: str | None = None
) -> Ingested:
    """Take one WARC; errors name *source*, and what stands *inside* it."""
    where = f"{inside}: " if inside else ""
    try:
        digest = manifest.sha256_of(file)
        held = _held(root, digest)
        if held:
            return Ingested(source=source, files=(held,))
        contents = _look_through(file)
        if not contents.records:
            raise BadInput(source, where + (contents.why or "the file is empty"))
        pieces = _ranges(file, contents.whole) if contents.verbatim else _reblocked(file)
        temporary = root / "archive" / ".import.new"
        kept_digest = _write(temporary, pieces)
    except OSError as error:  # of reading; what cannot be written is CannotKeep
        raise BadInput(source, where + (error.strerror or str(error))) from error
    taken = _enter(root, temporary, name, kept_digest, digest, contents.records)
    why = None if contents.why is None else where + contents.why
    return Ingested(
        source=source, files=(taken,), truncated=why is not None, why=why,
        misfits=contents.misfits if taken.new else 0,  # else those of a source that was told of
        misfit=where + contents.misfit if taken.new and contents.misfit else None,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Contents:
    records: int
    verbatim: bool  # a gzip member a record
    whole: list[tuple[int, int]]  # from, to: the stretches of the file that hold records
    why: str | None  # what is wrong with the rest
    misfits: int  # records with a digest that does not fit their bytes
    misfit: str | None  # the first of them


def _look_through(file: Path) -> _Contents:
    with file.open("rb") as opened:
        verbatim = opened.read(2) == _GZIP
    records, why, begin, end = 0, None, 0, 0
    whole: list[tuple[int, int]] = []
    misfits, misfit = 0, None
    methods: dict[str, bytes] = {}
    for found in scan(file):
        if isinstance(found, Damage):
            why = why or f"{found.why}, at byte {found.offset}"
            whole.append((begin, end))
            begin = end = found.offset + found.length
        else:
            records += 1
            verbatim = verbatim and found.length > 0
            end = found.offset + found.length
            if found.record.type == "request":
                methods |= methods_of(found.record)
            method = methods.get(found.record.id, b"GET")
            if wrong := digest_mismatches(file, found, method):
                misfits += 1
                misfit = misfit or f"{wrong[0].why}, at byte {found.offset}"
    return _Contents(records, verbatim, [*whole, (begin, end)], why, misfits, misfit)


def _held(root: Path, digest: str) -> Taken | None:
    for _, entry in manifest.read(root / "manifest-sha256.jsonl"):
        if digest in (entry.sha256, entry.source_sha256):
            return Taken(
                file=entry.file, records=entry.records, sha256=entry.sha256,
                source_sha256=entry.source_sha256, new=False,
            )  # fmt: skip
    return None


def _ranges(file: Path, ranges: list[tuple[int, int]]) -> Iterator[bytes]:
    with file.open("rb") as opened:
        for begin, end in ranges:
            opened.seek(begin)
            left = end - begin
            while left and (piece := opened.read(min(left, _CHUNK))):
                left -= len(piece)
                yield piece


def _reblocked(file: Path) -> Iterator[bytes]:
    for found in scan(file):
        if isinstance(found, Member):
            yield from deflated([found.record.head_bytes()], block_pieces(file, found), [END])


def _write(path: Path, pieces: Iterable[bytes]) -> str:
    """Write *pieces* to *path* durably; return their SHA-256. Errors of *pieces* pass through."""
    digest = hashlib.sha256()
    opened = _keeping(path, lambda: path.open("wb"))
    try:
        with opened:
            for piece in pieces:
                digest.update(piece)
                _keeping(path, lambda piece=piece: opened.write(piece))  # type: ignore[misc]
            _keeping(path, lambda: durable.sync_file(opened))
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return digest.hexdigest()


def _keeping(path: Path, act: Callable[[], _T]) -> _T:
    try:
        return act()
    except OSError as error:
        raise CannotKeep(path, error.strerror or str(error)) from error


def _enter(
    root: Path, temporary: Path, name: str, digest: str, source_digest: str, records: int
) -> Taken:
    """Give the durable *temporary* its name and its line in the manifest."""
    differs = source_digest if source_digest != digest else None
    held = _held(root, digest)
    if held:  # made of another source, or of this one by a run that was killed
        temporary.unlink(missing_ok=True)
        return held
    final = _free_name(root, name, digest)
    try:
        if final.exists():  # killed between the two: only the line is missing
            temporary.unlink()
        else:
            temporary.rename(final)
        durable.sync_directory(final.parent)
    except OSError as error:
        raise CannotKeep(final, error.strerror or str(error)) from error
    manifest.add(
        root / "manifest-sha256.jsonl", final, sha256=digest, records=records, source=differs
    )
    return Taken(file=final.name, records=records, sha256=digest, source_sha256=differs, new=True)


def _free_name(root: Path, name: str, digest: str) -> Path:
    """The path for a file handed in as *name*: its own, or with its digest where that is taken."""
    stem = _UNFIT.sub("_", name.encode("utf-8", "replace").decode())
    for suffix in _SUFFIXES:
        stem = stem.removesuffix(suffix)
    stem = stem.lstrip(".").encode()[:_NAME_BYTES].decode("utf-8", "ignore") or "import"
    archive = root / "archive"
    listed = {entry.file for _, entry in manifest.read(root / "manifest-sha256.jsonl")}
    for candidate in (
        f"{stem}.warc.gz",
        f"{stem}-{digest[:8]}.warc.gz",
        f"{stem}-{digest}.warc.gz",
    ):
        path = archive / candidate
        taken = (
            candidate in listed
            or path.exists()
            or path.with_name(candidate + manifest.OPEN).exists()
        )
        if not taken or (path.is_file() and manifest.sha256_of(path) == digest):
            return path
    raise ArchiveError(f"no name is free for {name}")  # two files with one SHA-256
