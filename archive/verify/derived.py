"""What else is derived: index, search and state, each against what it was made from."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

import orjson

from archive import cdxj
from archive.collection import Collection
from archive.errors import ArchiveError, NotStored
from archive.search import made
from archive.spill import spilling
from archive.state import State
from archive.stretches import over_stretches
from archive.verify.crawls import check_crawls
from archive.verify.finding import Checked, Finding, numbered_lines
from archive.verify.records import Records
from archive.warc import Damage, Member, WarcFile

_PLACES = """
CREATE TABLE place (                    -- where the state says that a version's line stands
    file TEXT NOT NULL,
    offset INTEGER NOT NULL,
    article TEXT NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (file, offset)
) WITHOUT ROWID
"""
_TAKE = "DELETE FROM place WHERE file = ? AND offset = ? RETURNING article, version"


def check_index(collection: Collection, checked: Checked) -> Iterator[Finding]:
    """Every line of the index is sorted and stands for a record; every record has its line."""
    file = "indexes/index.cdxj"
    damaged: set[str] = set()
    with spilling("CREATE TABLE expected (line BLOB PRIMARY KEY) WITHOUT ROWID") as database:
        for line in cdxj.sorted_lines(_index_lines(collection, damaged)):
            database.execute("INSERT INTO expected VALUES (?)", (line,))
        before = b""
        for number, line in numbered_lines(collection.index) if collection.index.exists() else ():
            checked["index_lines"] += 1
            if line <= before:
                yield Finding(
                    kind="index_order", file=file, offset=number,
                    computed="it is not behind the line before it",
                )  # fmt: skip
            before = line
            if database.execute("DELETE FROM expected WHERE line = ?", (line,)).rowcount:
                continue
            entry = _entry(line)
            if entry is None or entry.filename not in damaged:
                yield Finding(
                    kind="index_line", file=file, offset=number, url=entry.url if entry else None,
                    computed="no record fits this line",
                )  # fmt: skip
        for (line,) in database.execute("SELECT line FROM expected ORDER BY line"):
            entry = _entry(line)
            if entry is None or entry.filename not in damaged:
                yield Finding(
                    kind="index_missing", file=file, url=entry.url if entry else None,
                    expected=line.decode("utf-8", "replace").strip(),
                )  # fmt: skip


def _index_lines(collection: Collection, damaged: set[str]) -> Iterator[bytes]:
    """The lines that the closed WARCs should have; those that are not whole are *damaged*."""
    closed = (path for path in collection.warc_files() if not path.name.endswith(".open"))
    for looked in over_stretches(_lines_of, closed):
        lines, whole = looked.seen
        yield from lines
        if not whole:
            damaged.add(looked.stretch.path.name)  # the records' own check tells


def _lines_of(path: WarcFile, members: Iterable[Member | Damage]) -> tuple[list[bytes], bool]:
    """The index lines of a stretch, and whether all of it could be read."""
    lines: list[bytes] = []
    whole = True
    try:
        for found in members:
            if isinstance(found, Damage):
                whole = False
            elif entry := cdxj.entry_if_dated(found, path.name):
                lines.append(entry.to_line())
    except (NotStored, OSError):
        whole = False
    return lines, whole


def _entry(line: bytes) -> cdxj.CdxjEntry | None:
    try:
        return cdxj.parse_line(line)
    except ValueError:
        return None


def check_search(collection: Collection, checked: Checked) -> Iterator[Finding]:
    """Every file of the full-text index is as it was written."""
    parts = made.parts(collection.search)
    checked["search_files"] += len(parts)
    if not parts and (collection.search / "made-from.json").exists():
        yield Finding(
            kind="search_file", file="search/made-from.json",
            computed="it does not say what the index's files are",
        )  # fmt: skip
    for name, part, computed in made.damaged(collection.search):
        yield Finding(
            kind="search_file", file=f"search/{name}", expected=part.sha256,
            computed=computed or "no file",
        )  # fmt: skip


def check_state(collection: Collection, records: Records, checked: Checked) -> Iterator[Finding]:
    """The state's pointers hit records, and its lines the articles."""
    file = collection.state.name
    if not collection.state.exists():
        if collection.warc_files():
            yield Finding(kind="state_missing", file=file, expected="a database")
        return
    try:
        with State(collection.state, readonly=True) as state:
            for row in state.frontier.rows("warc_filename IS NOT NULL"):
                checked["outcomes"] += 1
                place = (row["warc_filename"], row["warc_record_offset"])
                if records.at(*place) is None:
                    yield Finding(
                        kind="state_pointer", file=file, url=row["url"],
                        expected=f"a record in {place[0]} at {place[1]}",
                    )  # fmt: skip
            for url, warc, offset in records.crawled():
                if not state.frontier.seen(url):
                    yield Finding(
                        kind="state_url", file=file, url=url,
                        expected=f"the URL that was captured in {warc} at {offset}",
                    )  # fmt: skip
            for sighting in state.sightings.every():
                checked["sightings"] += 1
                if records.at(*sighting.record) is None:
                    yield Finding(
                        kind="state_sighting", file=file, url=sighting.url,
                        expected="a record in {} at {}".format(*sighting.record),
                    )  # fmt: skip
            yield from check_crawls(collection, state)
            yield from _check_lines(collection, state, checked)
    except (ArchiveError, OSError, ValueError) as error:
        yield Finding(kind="state_unreadable", file=file, computed=str(error))
    except Exception as error:  # sqlite3 raises many kinds on a damaged file
        if type(error).__module__ != "sqlite3":
            raise
        yield Finding(kind="state_unreadable", file=file, computed=str(error))


def _check_lines(collection: Collection, state: State, checked: Checked) -> Iterator[Finding]:
    """Each version the state knows is the line at its place, and there are no others."""
    read_by: dict[str, set[str]] = defaultdict(set)
    with spilling(_PLACES) as database:
        for article, version, portal, month, offset in state.line_places():
            place = (f"articles/{portal}/{month}.jsonl", offset, article, version)
            database.execute("INSERT OR REPLACE INTO place VALUES (?, ?, ?, ?)", place)
        for path in collection.articles_files():
            file = path.relative_to(collection.root).as_posix()
            offset = 0
            for number, line in numbered_lines(path):
                checked["lines_in_state"] += 1
                try:
                    row = orjson.loads(line)
                    found = (row["id"], row["version"])
                    read_by[path.parent.name].add(row["provenance"]["extractor"])
                except (ValueError, KeyError, TypeError):
                    found = ("", 0)
                expected = database.execute(_TAKE, (file, offset)).fetchone()
                if expected != found:
                    yield Finding(
                        kind="state_line", file=file, offset=number,
                        expected="{} version {}".format(*expected) if expected else "no line here",
                        computed=f"{found[0]} version {found[1]}",
                    )  # fmt: skip
                offset += len(line)
        for file, offset, identity, version in database.execute("SELECT * FROM place"):
            yield Finding(
                kind="state_line", file=file,
                expected=f"{identity} version {version} at byte {offset}",
            )  # fmt: skip
    for portal, found_there in sorted(read_by.items()):
        _, extractor, _, _ = state.reading(portal)
        if extractor is not None and found_there != {extractor}:
            yield Finding(
                kind="state_reading", file=f"articles/{portal}",
                expected=f"lines read by {extractor}", computed=", ".join(sorted(found_there)),
            )  # fmt: skip
