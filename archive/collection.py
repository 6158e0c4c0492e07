"""A collection: the directory on disk. The only module that knows its paths."""

import re
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from archive import durable, lock, manifest
from archive.errors import (
    BadCollection,
    CannotCreate,
    CannotKeep,
    CollectionInUse,
    NotACollection,
)
from archive.store import Bucket, Remote, stored
from archive.text import valid
from archive.warc.file import WarcFile, named_as_warc

FORMAT = 1
_PORTAL = re.compile(r"[a-z0-9][a-z0-9._-]*\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Storage:
    """Where a collection is stored besides here, and whether closed WARCs stay here then."""

    bucket: Bucket
    keep_local: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration:
    """What stands in ``collection.toml``; a key that is *unknown* may be of a later version."""

    name: str
    created: datetime
    contact: str | None = None
    storage: Storage | None = None
    settings: dict[str, Any] = field(default_factory=dict)
    schedules: dict[str, Any] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()  # keys that this version knows nothing of


KEYS = ("format", "name", "created", "contact", "storage", "settings", "schedules")


FOLDERS = ("archive", "indexes", "articles", "portals", "crawls")


class Collection:
    """A collection's directory: its configuration and its paths.

    ``Collection(path)`` opens one, ``Collection.create(path)`` makes one.
    """

    def __init__(self, root: Path | str) -> None:
        self.root = Path(root).absolute()
        self.configuration = _read_configuration(self.root)

    @classmethod
    def create(
        cls, root: Path | str, *, name: str | None = None, contact: str | None = None
    ) -> "Collection":
        """Make a collection where nothing is, or in an empty directory."""
        root = Path(root).absolute()
        if not valid(str(root)):  # the search index and what is told of it cannot name it
            raise CannotCreate(root, "the path is not in UTF-8")
        try:
            if (root / "collection.toml").exists():
                raise CannotCreate(root, "there is one already")
            if root.exists() and not _is_empty(root):
                raise CannotCreate(root, "something else is in its place")
            for folder in FOLDERS:
                durable.make_folder(root / folder)
        except OSError as error:
            raise CannotKeep(root, error.strerror or str(error)) from error
        lines = [
            f"format = {FORMAT}",
            f"name = {_toml_string(name or root.name)}",
            f"created = {datetime.now(UTC).isoformat(timespec='seconds')}",
        ]
        if contact:
            lines.append(f"contact = {_toml_string(contact)}")
        else:
            lines.append('# contact = "mailto:you@example.org"  # needed to crawl public hosts')
        durable.replace(root / "collection.toml", ["\n".join([*lines, ""]).encode()])
        return cls(root)

    @classmethod
    def open_or_create(cls, root: Path | str, *, contact: str | None = None) -> "Collection":
        """Open the collection in *root*, or make one if nothing is there."""
        if (Path(root) / "collection.toml").exists():
            return cls(root)
        return cls.create(root, contact=contact)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the collection for writing; CollectionInUse if another process does.

        What a rebuild that was killed had made beside the state is cleared first.
        """
        with lock.writing(self.lock):
            for left in self.root.glob(f"{self.next_state.name}*"):
                durable.remove(left)
            yield

    def at_rest(self) -> None:
        """Raise CollectionInUse if another process is writing."""
        if (holder := lock.held(self.lock)) is not None:
            raise CollectionInUse(self.root, holder)

    @property
    def lock(self) -> Path:
        """What the writing process holds."""
        return self.root / ".lock"

    @property
    def warcs(self) -> Path:
        """The WARC files, ``archive/``."""
        return self.root / "archive"

    @property
    def recovered(self) -> Path:
        """What was cut off torn WARCs."""
        return self.root / "recovered"

    @property
    def manifest(self) -> Path:
        """A line per closed WARC."""
        return self.root / "manifest-sha256.jsonl"

    @property
    def stored(self) -> Path:
        """A line per file that the store was proved to hold."""
        return self.root / "stored.jsonl"

    @property
    def sealed(self) -> Path:
        """A line per file that no WARC holds and nobody writes to any more."""
        return self.root / "crawls" / "sealed.jsonl"

    @property
    def withdrawals(self) -> Path:
        """What is hidden from readers, and why."""
        return self.root / "withdrawals.jsonl"

    @property
    def index(self) -> Path:
        """The sorted CDXJ."""
        return self.root / "indexes" / "index.cdxj"

    @property
    def state(self) -> Path:
        """Frontier, outcomes and what the articles' lines follow from."""
        return self.root / "state.sqlite"

    @property
    def next_state(self) -> Path:
        """The state that a rebuild makes beside the one that is there."""
        return self.root / "state.sqlite.new"

    @property
    def articles(self) -> Path:
        """The corpus, ``articles/<portal>/<yyyy-mm>.jsonl``."""
        return self.root / "articles"

    @property
    def portals(self) -> Path:
        """The archivist's own profiles, ``portals/<portal>.toml``."""
        return self.root / "portals"

    @property
    def crawls(self) -> Path:
        """Reports, logs and outcomes, a folder a crawl."""
        return self.root / "crawls"

    @property
    def search(self) -> Path:
        """The full-text index."""
        return self.root / "search"

    def boilerplate(self, portal: str) -> Path:
        """The site model of *portal*."""
        return self.root / "boilerplate" / f"{_checked(portal)}.json"

    def articles_file(self, portal: str, month: str) -> Path:
        """The lines of *portal* captured in *month* (``yyyy-mm``, UTC)."""
        return self.articles / _checked(portal) / f"{month}.jsonl"

    def articles_files(self, portal: str | None = None) -> list[Path]:
        """Every file of the corpus, or of one portal, in order."""
        pattern = f"{_checked(portal)}/*.jsonl" if portal else "*/*.jsonl"
        return sorted(self.articles.glob(pattern))

    def warc_files(self) -> list[WarcFile]:
        """Every WARC in record order, also where only the store has it.

        One still being written ends in ``.open``.
        """
        here = [path for path in named_as_warc(self.warcs) if path.is_file()]
        names = {path.name for path in here}
        return sorted(
            [*here, *(remote for remote in self._remote() if remote.name not in names)],
            key=lambda file: file.name.removesuffix(".open"),
        )

    def gone(self) -> list[Path]:
        """The WARCs that the manifest names and that are nowhere."""
        held = {file.name.removesuffix(manifest.OPEN) for file in self.warc_files()}
        named = (entry.file for _, entry in manifest.read(self.manifest))
        return [self.warcs / file for file in named if file not in held]

    def warc(self, filename: str) -> WarcFile:
        """The WARC named *filename*: closed, still open, or in the store if it is not here."""
        if "/" in filename or "\\" in filename or filename.startswith("."):
            raise ValueError(f"not a file name: {filename!r}")
        path = self.warcs / filename
        if path.is_file():
            return path
        entry = stored(self.stored).get(f"archive/{filename}")
        if entry is not None and self.configuration.storage is not None:
            return Remote(self.configuration.storage.bucket, entry.file, entry.bytes)
        still_open = path.with_name(path.name + ".open")
        return still_open if still_open.is_file() else path

    def _remote(self) -> Iterator[Remote]:
        """What the store holds of the WARCs."""
        if self.configuration.storage is not None:
            for entry in stored(self.stored).values():
                if entry.file.startswith("archive/"):
                    yield Remote(self.configuration.storage.bucket, entry.file, entry.bytes)


def _is_empty(root: Path) -> bool:
    """Whether nothing is in *root*, or only what a killed ``create`` left."""
    return root.is_dir() and all(
        path.name == "collection.toml.new"
        or (path.name in FOLDERS and path.is_dir() and not any(path.iterdir()))
        for path in root.iterdir()
    )


def _checked(portal: str) -> str:
    """Refuse a portal name that could become a path outside the collection."""
    if not _PORTAL.match(portal):
        raise ValueError(f"not a portal name: {portal!r}")
    return portal


def _toml_string(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + re.sub(r"[\x00-\x1f\x7f]", lambda m: f"\\u{ord(m[0]):04x}", escaped) + '"'


def _read_configuration(root: Path) -> Configuration:
    path = root / "collection.toml"
    try:
        with path.open("rb") as file:
            raw = tomllib.load(file)
    except (FileNotFoundError, NotADirectoryError):
        raise NotACollection(root) from None
    except OSError as error:
        raise BadCollection(root, error.strerror or str(error)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadCollection(root, f"collection.toml: {error}") from error
    number = raw.get("format")
    if type(number) is not int or number < 1:
        raise BadCollection(root, "collection.toml: format is missing or no number")
    if number > FORMAT:
        raise BadCollection(
            root, f"format {number} is newer than this program knows ({FORMAT}); use a newer one"
        )
    contact = raw.get("contact")
    created = raw.get("created")
    if contact is not None and not isinstance(contact, str):
        raise BadCollection(root, "collection.toml: contact must be a string")
    if not isinstance(created, datetime):
        raise BadCollection(root, "collection.toml: created must be a date and time")
    name = raw.get("name", root.name)
    if not isinstance(name, str):
        raise BadCollection(root, "collection.toml: name must be a string")
    for table in ("settings", "schedules"):
        if not isinstance(raw.get(table, {}), dict):
            raise BadCollection(root, f"collection.toml: {table} must be a table")
    return Configuration(
        name=name,
        created=created,
        contact=contact,
        storage=_storage(root, raw.get("storage")),
        settings=dict(raw.get("settings", {})),
        schedules=dict(raw.get("schedules", {})),
        unknown=tuple(key for key in raw if key not in KEYS),
    )


def _storage(root: Path, raw: Any) -> Storage | None:
    if raw is None:
        return None
    if not isinstance(raw, dict) or (unknown := set(raw) - {"url", "keep_local"}):
        what = f"storage.{min(unknown)}" if isinstance(raw, dict) else "storage"
        raise BadCollection(root, f"collection.toml: {what} is not known")
    if not isinstance(raw.get("keep_local", True), bool):
        raise BadCollection(root, "collection.toml: storage.keep_local must be true or false")
    try:
        bucket = Bucket(str(raw.get("url", "")).rstrip("/"))
    except ValueError as error:
        raise BadCollection(root, f"collection.toml: storage.url: {error}") from None
    return Storage(bucket=bucket, keep_local=raw.get("keep_local", True))
