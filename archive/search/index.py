"""``search/``: a tantivy index of every article's current version, and what it was made from.

Derived, and never trusted further than it can be checked: ``made-from.json``
names each corpus file with the bytes that are in the index and their digest,
and each file of the index itself. It is written after the index, so a killed writer leaves an index that knows
less than it holds; what is then put in again replaces itself.
"""

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import orjson
import tantivy

from archive import durable, withdrawal
from archive.article import Article, from_json
from archive.collection import Collection
from archive.errors import CannotKeep, CorpusError
from archive.search.fold import fold, pairs, singles
from archive.spill import Spill, spilling
from archive.state import State

FORMAT = 4
FOLDED = ("title", "text", "source", "author", "editor", "section", "keyword")
_HEAP = 15_000_000  # bytes filled before a segment is written, the least that tantivy takes
_TOKENIZER = "spaces"
_LATEST = """
CREATE TABLE latest (                   -- where the newest version of each article stands
    id TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    name TEXT NOT NULL,
    offset INTEGER NOT NULL,
    length INTEGER NOT NULL
)
"""
_NEWEST = """
INSERT INTO latest VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET version = excluded.version,
    name = excluded.name, offset = excluded.offset, length = excluded.length
WHERE excluded.version > latest.version
"""
_IN_ORDER = "SELECT id, name, offset, length FROM latest ORDER BY rowid"


@dataclass(frozen=True, slots=True)
class Made:
    """A corpus file as far as it is in the index."""

    bytes: int
    mtime_ns: int
    sha256: str  # of those bytes
    lines: int


def schema() -> tantivy.Schema:
    """Return what the index keeps of an article; ``fast`` fields are counted by facets."""
    builder = tantivy.SchemaBuilder()
    for name in FOLDED:
        builder.add_text_field(name, tokenizer_name=_TOKENIZER, index_option="position")
        builder.add_text_field(f"{name}1", tokenizer_name=_TOKENIZER, index_option="basic")
    for name in ("portal", "source_is", "section_is"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    builder.add_text_field("url", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("id", tokenizer_name="raw", index_option="basic", stored=True)
    builder.add_text_field("place", tokenizer_name="raw", index_option="basic", stored=True)
    builder.add_unsigned_field("rank", fast=True)
    builder.add_integer_field("day", indexed=True, fast=True)
    builder.add_integer_field("month", indexed=True, fast=True)
    return builder.build()


@dataclass(frozen=True, slots=True)
class Part:
    """A file of the index as it was written."""

    bytes: int
    sha256: str


def parts(folder: Path) -> dict[str, Part]:
    """Return the files that make the index in *folder*; nothing if that cannot be told."""
    try:
        whole = orjson.loads((folder / "made-from.json").read_bytes())
        return {name: Part(**row) for name, row in whole["index"].items()}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def damaged(folder: Path) -> Iterator[tuple[str, Part, str | None]]:
    """Yield each file of the index that is not as it was written: what it was, its digest now."""
    for name, part in parts(folder).items():
        path = folder / name
        now = _digest(path, path.stat().st_size) if path.exists() else None
        if now != part.sha256:
            yield name, part, now


def _whole(folder: Path) -> bool:
    """Whether the index is of our form and no segment was lost or cut.

    tantivy would answer from what is left of it. Only the segments that count
    now: a writer that was killed before it noted what it wrote may have merged
    others away.
    """
    try:
        if orjson.loads((folder / "made-from.json").read_bytes())["format"] != FORMAT:
            return False
        segments = orjson.loads((folder / "meta.json").read_bytes())["segments"]
        counting = {segment["segment_id"].replace("-", "") for segment in segments}
        return all(
            (folder / name).stat().st_size == part.bytes
            for name, part in parts(folder).items()
            if name.partition(".")[0] in counting
        )
    except (OSError, ValueError, KeyError, TypeError):
        return False


def opened(folder: Path) -> tantivy.Index | None:
    """Return the index in *folder*, None if there is none that can be trusted."""
    return _opened(folder) if _whole(folder) else None


def _opened(folder: Path) -> tantivy.Index | None:
    try:
        index = tantivy.Index.open(str(folder))
    except (ValueError, OSError):
        return None
    index.register_tokenizer(
        _TOKENIZER, tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    )
    return index


def folded_fields(article: Article) -> dict[str, str]:
    """Return the texts of *article* that words are looked for in; names stand a line each."""
    content = article.content
    whole = {
        "title": content.title or "", "text": content.text, "source": content.source or "",
        "author": "\n".join(content.authors), "editor": "\n".join(content.editors),
        "section": "\n".join(content.section), "keyword": "\n".join(content.keywords),
    }  # fmt: skip
    return {name: fold(text) for name, text in whole.items()} | {"portal": article.portal}


def day_of(published: str | None) -> int:
    """Return the day of an ISO 8601 date as a number, 0 for none.

    >>> day_of("2024-01-25T09:12:00+08:00")
    20240125
    """
    return int(published[:10].replace("-", "")) if published else 0


_BASE32 = {char: number for number, char in enumerate("234567abcdefghijklmnopqrstuvwxyz")}


def rank_of(identity: str) -> int:
    """Return a number for an article's id; numbers stand in the order of ids.

    A number is read from the index without the rest of what it keeps.

    >>> rank_of("abc234") < rank_of("abcd23")
    True
    """
    rank = 0
    for char in identity[1:13].ljust(12, "2"):
        rank = rank << 5 | _BASE32.get(char, 0)
    return rank


def _document(article: Article, place: str) -> tantivy.Document:
    document = tantivy.Document()
    for name, folded in folded_fields(article).items():
        if name in FOLDED and folded:
            document.add_text(name, pairs(folded))
            document.add_text(f"{name}1", singles(folded))
    document.add_text("portal", article.portal)
    if article.content.source:
        document.add_text("source_is", article.content.source)
    for section in article.content.section:
        document.add_text("section_is", section)
    for url in {article.url, article.canonical_url, *(page.url for page in article.pages)}:
        document.add_text("url", withdrawal.place(url))
    document.add_text("id", article.id)
    document.add_text("place", place)
    document.add_unsigned("rank", rank_of(article.id))
    day = day_of(article.content.published)
    document.add_integer("day", day)
    document.add_integer("month", day // 100)
    return document


def made_from(folder: Path) -> dict[str, Made]:
    """Return what the index in *folder* was made from; nothing if that cannot be told."""
    if not _whole(folder):
        return {}
    try:
        whole = orjson.loads((folder / "made-from.json").read_bytes())
        return {name: Made(**row) for name, row in whole["files"].items()}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def committed(collection: Collection) -> dict[str, int]:
    """Return how many bytes of each corpus file are committed: what search answers for."""
    if not collection.state.exists():
        return {}
    with State(collection.state, readonly=True) as state:
        return state.files("articles/")


def _digest(path: Path, size: int) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while size > 0 and (block := file.read(min(size, 1 << 20))):
            digest.update(block)
            size -= len(block)
    return digest.hexdigest()


def missing(collection: Collection) -> int:
    """Return how many lines of the corpus the index does not answer for (0: it is up to date).

    A file is as the index knows it where its size and time are, or else its
    bytes: a copied collection has other times.
    """
    made, now = made_from(collection.search), committed(collection)
    if not now and not made:
        return 0
    count = 0
    for name in {*now, *made}:
        path, known = collection.root / name, made.get(name)
        size = now.get(name, 0)
        if known is None:
            count += _lines(path, 0, size)
        elif size != known.bytes or not _same(path, known):
            count += (
                _lines(path, known.bytes, size)
                if size > known.bytes and _same(path, known)
                else max(_lines(path, 0, size), 1)
            )
    return count


def _same(path: Path, known: Made) -> bool:
    try:
        status = path.stat()
        if (status.st_size, status.st_mtime_ns) == (known.bytes, known.mtime_ns):
            return True
        return status.st_size >= known.bytes and _digest(path, known.bytes) == known.sha256
    except OSError:
        return False


def _lines(path: Path, start: int, end: int) -> int:
    try:
        with path.open("rb") as file:
            file.seek(start)
            count = 0
            while start < end and (block := file.read(min(end - start, 1 << 20))):
                count += block.count(b"\n")
                start += len(block)
            return count
    except OSError:
        return 0


def update(collection: Collection, *, fresh: bool = False) -> int:
    """Bring the index up to date; return how many articles were put in. The lock is the caller's.

    Of a portal whose files have only grown the new lines are read, of any
    other all. With *fresh* everything is made again.
    """
    folder = collection.search
    now = {name: size for name, size in committed(collection).items() if size}
    made = {} if fresh else made_from(folder)
    index = opened(folder) if made else None
    if index is not None and made.keys() == now.keys() and all(
        now[name] == known.bytes and (collection.root / name).stat().st_mtime_ns == known.mtime_ns
        for name, known in made.items()
    ):  # fmt: skip
        return 0
    try:
        with _failures_kept(folder):
            if index is None:
                made = {}
                index = _anew(folder)
            else:
                _drop_unfinished(folder)
            count, made = _write(collection, index, made, now)
    except OSError as error:
        raise CannotKeep(folder, error.strerror or str(error)) from error
    rows = {name: asdict(known) for name, known in sorted(made.items())}
    before = parts(folder)
    files = {path.name: _part(path, before.get(path.name)) for path in _files(folder)}
    whole = {"format": FORMAT, "files": rows, "index": {n: asdict(p) for n, p in files.items()}}
    durable.replace(folder / "made-from.json", [orjson.dumps(whole)])
    return count


def _files(folder: Path) -> list[Path]:
    """The files of the index, less its locks and what it was made from."""
    return sorted(
        path for path in folder.iterdir()
        if path.suffix != ".lock" and not path.name.startswith("made-from.json")
    )  # fmt: skip


def _part(path: Path, before: Part | None) -> Part:
    """What a file is; a segment is written once, so one of the same name and size is the same."""
    size = path.stat().st_size
    if before is not None and before.bytes == size and path.suffix != ".json":
        return before
    return Part(size, _digest(path, size))


@contextmanager
def _failures_kept(folder: Path) -> Iterator[None]:
    """What tantivy cannot write is a failure to keep: it has ValueError for all."""
    try:
        yield
    except ValueError as error:
        raise CannotKeep(folder, f"the search index: {error}") from error


def _drop_unfinished(folder: Path) -> None:
    """Remove the lists of deleted articles that no segment counts.

    A writer that could not finish left them; the next would give its own the
    same name, and tantivy writes no file over another.
    """
    segments = orjson.loads((folder / "meta.json").read_bytes())["segments"]
    counting = {
        f"{segment['segment_id'].replace('-', '')}.{segment['deletes']['opstamp']}.del"
        for segment in segments
        if segment["deletes"]
    }
    for path in folder.glob("*.del"):
        if path.name not in counting:
            path.unlink()


def _anew(folder: Path) -> tantivy.Index:
    """Make an empty index; what it was made from goes first, so that nobody believes it."""
    (folder / "made-from.json").unlink(missing_ok=True)
    if folder.exists():
        shutil.rmtree(folder)
    durable.make_folder(folder)
    tantivy.Index(schema(), path=str(folder))
    index = _opened(folder)
    assert index is not None
    return index


def _write(
    collection: Collection, index: tantivy.Index, made: dict[str, Made], now: dict[str, int]
) -> tuple[int, dict[str, Made]]:
    writer = index.writer(_HEAP, 1)
    count = 0
    result: dict[str, Made] = {}
    for portal in sorted({name.split("/")[1] for name in {*made, *now}}):
        prefix = f"articles/{portal}/"
        sizes = {name: size for name, size in now.items() if name.startswith(prefix)}
        known = {name: row for name, row in made.items() if name.startswith(prefix)}
        # A portal of which nothing is known may be in it all the same: a writer was killed.
        grown = bool(known) and all(
            sizes.get(name, 0) >= row.bytes and _same(collection.root / name, row)
            for name, row in known.items()
        )
        if not grown:
            writer.delete_documents_by_term("portal", portal)
            known = {}
        with spilling(_LATEST) as latest:
            for name, size in sorted(sizes.items()):
                before = known.get(name)
                result[name] = _survey(collection.root / name, name, before, size, latest)
            for identity, name, offset, length in latest.execute(_IN_ORDER):
                with (collection.root / name).open("rb") as file:
                    line = os.pread(file.fileno(), length, offset)
                if known:
                    writer.delete_documents_by_term("id", identity)
                writer.add_document(_document(from_json(line), f"{name} {offset} {length}"))
                count += 1
    writer.commit()
    writer.wait_merging_threads()
    return count, result


def _survey(
    path: Path, name: str, before: Made | None, size: int, latest: Spill
) -> Made:  # fmt: skip
    """Note in *latest* where the newest version of each article stands, past what was known."""
    start = before.bytes if before else 0
    digest, lines = hashlib.sha256(), before.lines if before else 0
    with path.open("rb") as file:
        mtime = os.fstat(file.fileno()).st_mtime_ns
        left = start
        while left and (block := file.read(min(left, 1 << 20))):
            digest.update(block)
            left -= len(block)
        offset = start
        while offset < size:
            line = file.readline()
            digest.update(line)
            try:
                row = orjson.loads(line)
                version, identity = row["version"], row["id"]
            except (ValueError, KeyError, TypeError) as error:
                raise CorpusError(path, lines + 1, f"no article: {error}") from error
            latest.execute(_NEWEST, (identity, version, name, offset, len(line)))
            offset += len(line)
            lines += 1
    return Made(offset, mtime, digest.hexdigest(), lines)
