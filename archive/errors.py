"""What can go wrong while keeping.

Errors carry facts as attributes and say one lower-case sentence: what, which,
where. ``exit_code`` is docs/formats.md's ("Exit codes"): the command line
ends with it and needs no table of its own.

    ArchiveError
    ├─ NotACollection(path)            2
    ├─ BadCollection(path, why)        2
    ├─ CannotCreate(path, why)         2
    ├─ CollectionInUse(path, holder)   6
    ├─ CannotKeep(path, why)           4
    ├─ BadInput(path, why)             3
    ├─ WarcError(path, offset)         3
    │  ├─ MissingWarc
    │  ├─ TruncatedRecord
    │  └─ DigestMismatch(expected, computed)
    ├─ CdxjError(path, line)           3
    ├─ CorpusError(path, line)         3
    ├─ NoStorage(path)                 2
    ├─ StoreError(where, why)          4
    │  ├─ NotStored
    │  └─ StoredOtherwise(expected, computed)
    ├─ BadQuery(query, why)            2
    ├─ MissingExtra(what, package, extra) 2
    ├─ BadFrontier(url, why)           2
    ├─ FrontierGone(url, why)          4
    ├─ NotArchived(uri, when)          1
    ├─ Withdrawn(uri, at, reason)      1
    ├─ NotWithdrawn(what)              1
    └─ UnresolvedRevisit(uri, when)    1
"""

from datetime import datetime
from pathlib import Path
from typing import Any


class ArchiveError(Exception):
    """Base of everything the keeper raises on purpose."""

    exit_code = 70

    def __reduce__(self) -> tuple[Any, ...]:
        """Let it come back from another process with its facts: its arguments are not ``args``."""
        return _as_it_was, (type(self), self.args, self.__dict__)


class NotACollection(ArchiveError):
    """There is no collection in the directory."""

    exit_code = 2

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path)
        super().__init__(
            f"not a collection: {path}: there is no collection.toml"
            " (portal init makes one, --into names another)"
        )


class BadCollection(ArchiveError):
    """The collection is there, and cannot be used so: by this version, or with these settings."""

    exit_code = 2

    def __init__(self, path: Path | str, why: str) -> None:
        self.path, self.why = Path(path), why
        super().__init__(f"cannot use the collection {path}: {why}")


class CannotCreate(ArchiveError):
    """There is something where a collection was to be made."""

    exit_code = 2

    def __init__(self, path: Path | str, why: str) -> None:
        self.path, self.why = Path(path), why
        super().__init__(f"cannot make a collection in {path}: {why}")


class CollectionInUse(ArchiveError):
    """Another process holds the collection's lock."""

    exit_code = 6

    def __init__(self, path: Path | str, holder: str | None = None) -> None:
        self.path, self.holder = Path(path), holder
        by = f" (process {holder})" if holder else ""
        super().__init__(f"collection is in use by another run{by}: {path}")


class CannotKeep(ArchiveError):
    """Something could not be written or made durable; the crawl must stop."""

    exit_code = 4

    def __init__(self, path: Path | str, why: str) -> None:
        self.path, self.why = Path(path), why
        super().__init__(f"cannot keep: {path}: {why}")


class BadInput(ArchiveError):
    """A file handed in is not what it should be."""

    exit_code = 3

    def __init__(self, path: object, why: str) -> None:
        self.path, self.why = path, why
        super().__init__(f"bad input file: {path}: {why}")


class WarcError(ArchiveError):
    """A WARC file breaks the standard at *offset* (bytes, in the file as stored).

    *path* may be anything that says where the file is.
    """

    exit_code = 3

    def __init__(self, path: object, offset: int, why: str) -> None:
        self.path, self.offset, self.why = path, offset, why
        super().__init__(f"{why}: {path} at {offset}")


class MissingWarc(WarcError):
    """The file that an index line or an article points at is gone."""

    def __init__(self, path: Path | str) -> None:
        super().__init__(path, 0, "it is gone")
        self.args = (f"a WARC file is gone: {path}",)


class TruncatedRecord(WarcError):
    """The file ends inside a record."""

    def __init__(self, path: object, offset: int, why: str = "record is cut short") -> None:
        super().__init__(path, offset, why)


class DigestMismatch(WarcError):
    """A digest in the record does not fit its bytes."""

    def __init__(
        self, path: object, offset: int, *, kind: str, expected: str, computed: str
    ) -> None:
        self.kind, self.expected, self.computed = kind, expected, computed
        super().__init__(
            path, offset, f"{kind} digest mismatch, expected {expected}, computed {computed}"
        )


class CdxjError(ArchiveError):
    """A line of a CDXJ index cannot be read (*line* counts from 1)."""

    exit_code = 3

    def __init__(self, path: Path | str, line: int, why: str) -> None:
        self.path, self.line, self.why = Path(path), line, why
        super().__init__(f"{why}: {path} line {line}")


class CorpusError(ArchiveError):
    """A line of an articles file cannot be read (*line* counts from 1; 0: none of them)."""

    exit_code = 3

    def __init__(self, path: Path | str, line: int, why: str) -> None:
        self.path, self.line, self.why = Path(path), line, why
        super().__init__(f"{why}: {path} line {line}" if line else f"{why}: {path}")


class NoStorage(ArchiveError):
    """Nobody said where the collection is to be stored."""

    exit_code = 2

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(
            f'no store: {path / "collection.toml"} needs [storage] with url = "s3://BUCKET/PREFIX"'
        )


class StoreError(ArchiveError):
    """The store did not do what was asked; *where* names bucket and key."""

    exit_code = 4

    def __init__(self, where: str, why: str) -> None:
        self.where, self.why = where, why
        super().__init__(f"store: {where}: {why}")


class NotStored(StoreError):
    """Nothing of that name is in the store."""

    def __init__(self, where: str) -> None:
        super().__init__(where, "there is no such object")


class StoredOtherwise(StoreError):
    """What the store gives back is not what was kept."""

    def __init__(self, where: str, *, expected: str, computed: str) -> None:
        self.expected, self.computed = expected, computed
        super().__init__(where, f"sha256 {expected} was kept, {computed} is what the store has")


class BadQuery(ArchiveError):
    """A search that cannot be read."""

    exit_code = 2

    def __init__(self, query: str, why: str) -> None:
        self.query, self.why = query, why
        super().__init__(f"cannot search: {why}: {query}")


class MissingExtra(ArchiveError):
    """Something needs a package that is not installed."""

    exit_code = 2

    def __init__(self, what: str, package: str, extra: str) -> None:
        self.what, self.package, self.extra = what, package, extra
        super().__init__(
            f"{what} needs the package {package}: pip install 'portal-archive[{extra}]'"
        )


class BadFrontier(ArchiveError):
    """What was named as a shared frontier is none, or none that lets us in."""

    exit_code = 2

    def __init__(self, url: str, why: str) -> None:
        self.url, self.why = url, why
        super().__init__(f"cannot use the frontier at {url}: {why}")


class FrontierGone(ArchiveError):
    """The server of a shared frontier did not answer for too long."""

    exit_code = 4

    def __init__(self, url: str, why: str) -> None:
        self.url, self.why = url, why
        super().__init__(
            f"the frontier at {url} is gone: {why}; what was fetched is kept, the same command goes on"
        )


class NotArchived(ArchiveError):
    """A lookup that found nothing."""

    exit_code = 1

    def __init__(self, uri: str, when: datetime | None = None) -> None:
        self.uri, self.when = uri, when
        at = f" at {when.isoformat()}" if when else ""
        super().__init__(f"not archived: {uri}{at}")


class Withdrawn(ArchiveError):
    """What was asked for is kept, but may not be given out."""

    exit_code = 1

    def __init__(self, uri: str, at: str, reason: str) -> None:
        self.uri, self.at, self.reason = uri, at, reason
        super().__init__(f"withdrawn on {at[:10]}: {uri}: {reason}")


class NotWithdrawn(ArchiveError):
    """There is no withdrawal to undo."""

    exit_code = 1

    def __init__(self, what: str) -> None:
        self.what = what
        super().__init__(f"not withdrawn: {what}")


class UnresolvedRevisit(ArchiveError):
    """The record that a revisit refers to is missing."""

    exit_code = 1

    def __init__(self, uri: str, when: datetime | None = None) -> None:
        self.uri, self.when = uri, when
        at = f" of {when.isoformat()}" if when else ""
        super().__init__(f"the record that this revisit refers to is missing: {uri}{at}")


def _as_it_was(kind: type[ArchiveError], args: tuple[Any, ...], facts: dict[str, Any]) -> Any:
    error = kind.__new__(kind)
    error.args = args
    error.__dict__.update(facts)
    return error
