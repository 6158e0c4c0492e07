"""What is derived: the index, the articles, the state, each against the records."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import orjson

from archive import cdxj
from archive.article import (
    Article,
    PageCapture,
    Provenance,
    article_id,
    complaint,
    from_json,
)
from archive.collection import Collection
from archive.errors import ArchiveError, NotStored, WarcError
from archive.parallel import batched, in_order
from archive.search import index
from archive.state import State
from archive.verify.files import Place, Records, plain_date
from archive.verify.finding import Checked, Finding

Reread = Callable[[Article], str | None]  # may be sent to other processes

_BATCH = 100  # lines that are looked at together


def check_index(collection: Collection, checked: Checked) -> Iterator[Finding]:
    """Every line of the index is sorted and stands for a record; every record has its line."""
    file = "indexes/index.cdxj"
    expected: set[bytes] = set()
    damaged: set[str] = set()
    for path in collection.warc_files():
        if path.name.endswith(".open"):
            continue
        try:
            expected.update(entry.to_line() for entry in cdxj.entries_of(path))
        except (WarcError, NotStored, ValueError):
            damaged.add(path.name)  # the records' own check tells
    before = b""
    if collection.index.exists():
        with collection.index.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                checked["index_lines"] += 1
                if line <= before:
                    yield Finding(
                        kind="index_order", file=file, offset=number,
                        computed="it is not behind the line before it",
                    )  # fmt: skip
                before = line
                if line in expected:
                    expected.discard(line)
                    continue
                entry = _entry(line)
                if entry is None or entry.filename not in damaged:
                    yield Finding(
                        kind="index_line", file=file, offset=number, url=entry.url if entry else None,
                        computed="no record fits this line",
                    )  # fmt: skip
    for line in sorted(expected):
        entry = _entry(line)
        if entry is None or entry.filename not in damaged:
            yield Finding(
                kind="index_missing", file=file, url=entry.url if entry else None,
                expected=line.decode("utf-8", "replace").strip(),
            )  # fmt: skip


def _entry(line: bytes) -> cdxj.CdxjEntry | None:
    try:
        return cdxj.parse_line(line)
    except ValueError:
        return None


def check_articles(
    collection: Collection, records: Records, checked: Checked, reread: Reread | None
) -> Iterator[Finding]:
    """Every line: to the schema, numbered, pointing at its record, and what that record says.

    Lines are looked at, and their records read again, over all cores.
    """
    versions: dict[str, list[int]] = {}
    stamps: dict[str, set[tuple[str, str | None]]] = {}
    seen: dict[str, set[str]] = {}  # id -> what its lines say of when it was first seen
    names = [p.relative_to(collection.root).as_posix() for p in collection.articles_files()]
    lines = ((f, n, line) for f in names for n, line in _lines(collection.root / f))
    for looked in in_order(_Look(reread), batched(lines, _BATCH)):
        for file, number, article, wrong, unlike in looked:
            checked["articles"] += 1
            if article is None:
                yield Finding(kind="article_line", file=file, offset=number, computed=wrong)
                continue
            versions.setdefault(article.id, []).append(article.version)
            origin = article.provenance
            stamps.setdefault(article.portal, set()).add(
                (origin.extractor, origin.boilerplate_version)
            )
            seen.setdefault(article.id, set()).add(article.first_seen)
            if article.version == 1:
                seen[article.id].add(origin.captured)
            yield from _check_place(file, number, article)
            pointers = list(_check_pointers(file, number, article, records, checked))
            yield from pointers
            checked["readings"] += reread is not None
            # Where no record is, nothing can be read: that is one finding.
            if unlike and not any(found.kind == "pointer" for found in pointers):
                yield Finding(
                    kind="article_reading", file=file, offset=number, url=article.url,
                    expected="what its record says", computed=unlike,
                )  # fmt: skip
    for identity, numbers in versions.items():
        if sorted(numbers) != list(range(1, len(numbers) + 1)):
            yield Finding(
                kind="article_versions", file="articles", url=identity,
                expected=f"1 to {len(numbers)}", computed=", ".join(map(str, sorted(numbers))),
            )  # fmt: skip
    for identity, times in seen.items():
        if len(times) > 1:
            yield Finding(
                kind="article_first_seen", file="articles", url=identity,
                expected="the time of its first version", computed=", ".join(sorted(times)),
            )  # fmt: skip
    for portal, found in stamps.items():
        if len(found) > 1:
            yield Finding(
                kind="article_stamps", file=f"articles/{portal}", expected="one way of reading",
                computed=", ".join(f"{extractor} {model}" for extractor, model in sorted(found)),
            )  # fmt: skip


class _Looked(NamedTuple):
    file: str
    number: int
    article: Article | None
    wrong: str | None  # with the line
    unlike: str | None  # how the article differs from what its records say


@dataclass(frozen=True, slots=True)
class _Look:
    """What can be said of lines without the others."""

    reread: Reread | None

    def __call__(self, lines: list[tuple[str, int, bytes]]) -> list[_Looked]:
        return [self._one(*line) for line in lines]

    def _one(self, file: str, number: int, line: bytes) -> _Looked:
        wrong = complaint(line) if line.endswith(b"\n") else "line is cut short"
        if wrong:
            return _Looked(file, number, None, wrong, None)
        article, unlike = from_json(line), None
        if self.reread is not None:
            try:
                unlike = self.reread(article)
            except (ArchiveError, OSError) as error:
                unlike = str(error)
        return _Looked(file, number, article, None, unlike)


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    with path.open("rb") as file:
        yield from enumerate(file, 1)


def _check_place(file: str, number: int, article: Article) -> Iterator[Finding]:
    own = f"articles/{article.portal}/{article.provenance.captured[:7]}.jsonl"
    if file != own:
        yield Finding(kind="article_place", file=file, offset=number, url=article.url, expected=own)
    if article.version == 1 and article.id != article_id(article.canonical_url):
        yield Finding(
            kind="article_id", file=file, offset=number, url=article.url,
            expected=article_id(article.canonical_url), computed=article.id,
        )  # fmt: skip


def _check_pointers(
    file: str, number: int, article: Article, records: Records, checked: Checked
) -> Iterator[Finding]:
    if article.url != article.pages[0].url:
        yield Finding(
            kind="article_url", file=file, offset=number, url=article.url,
            expected=article.pages[0].url,
        )  # fmt: skip
    known: dict[object, Place | None] = {}  # page 1 points where the article does
    pointers: tuple[Provenance | PageCapture, ...] = (article.provenance, *article.pages)
    for pointer in pointers:
        place = (pointer.warc_filename, pointer.warc_record_offset, pointer.warc_record_length)
        key = (*place, pointer.warc_record_id, pointer.payload_digest, pointer.captured)
        if key not in known:
            checked["pointers"] += 1
            wrong, known[key] = _pointed_at(file, number, article.url, pointer, records)
            yield from wrong
        record = known[key]
        if record is None:
            continue
        if isinstance(pointer, PageCapture) and pointer.url != record.uri:
            yield Finding(
                kind="pointer_url", file=file, offset=number, url=pointer.url,
                expected=record.uri,
            )  # fmt: skip
        if isinstance(pointer, Provenance):
            crawl = records.crawl_of.get(pointer.warc_filename)
            if crawl != pointer.crawl:
                yield Finding(
                    kind="pointer_crawl", file=file, offset=number, url=article.url,
                    expected=crawl, computed=pointer.crawl,
                )  # fmt: skip


def _pointed_at(
    file: str, number: int, url: str, pointer: Provenance | PageCapture, records: Records
) -> tuple[list[Finding], Place | None]:
    """What is wrong with a pointer, and its record; None where that says no more of the capture."""
    found = records.at.get((pointer.warc_filename, pointer.warc_record_offset))
    expected = (pointer.warc_record_id, pointer.warc_record_length)
    if found != expected:
        missing = Finding(
            kind="pointer", file=file, offset=number, url=url,
            expected=f"{expected[0]} of {expected[1]} bytes in {pointer.warc_filename}"
            f" at {pointer.warc_record_offset}",
            computed=f"{found[0]} of {found[1]} bytes" if found else "no record there",
        )  # fmt: skip
        return [missing], None
    record, wrong = records.places[pointer.warc_record_id], []
    if record.payload_digest != pointer.payload_digest:
        wrong.append(
            Finding(
                kind="pointer_digest", file=file, offset=number, url=url,
                expected=pointer.payload_digest, computed=record.payload_digest,
            )
        )  # fmt: skip
    # A version may have been met in a revisit: its pointer names the payload's record.
    if (pointer.payload_digest, pointer.captured) in records.revisited:
        return wrong, None
    if plain_date(record.date) != plain_date(pointer.captured):
        wrong.append(
            Finding(
                kind="pointer_date", file=file, offset=number, url=url,
                expected=pointer.captured, computed=record.date,
            )
        )  # fmt: skip
    return wrong, record


def check_events(collection: Collection, checked: Checked) -> Iterator[Finding]:
    """What no WARC holds: every line of every ``outcomes.jsonl`` is whole."""
    for path in sorted(collection.crawls.glob("*/outcomes.jsonl")):
        for number, line in _lines(path):
            checked["events"] += 1
            try:
                orjson.loads(line)["type"]
                wrong = None if line.endswith(b"\n") else "line is cut short"
            except (ValueError, KeyError, TypeError) as error:
                wrong = f"no event: {error}"
            if wrong:
                yield Finding(
                    kind="event_line", file=path.relative_to(collection.root).as_posix(),
                    offset=number, computed=wrong,
                )  # fmt: skip


def check_search(collection: Collection, checked: Checked) -> Iterator[Finding]:
    """Every file of the full-text index is as it was written."""
    checked["search_files"] += len(index.parts(collection.search))
    for name, part, computed in index.damaged(collection.search):
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
                if place not in records.at:
                    yield Finding(
                        kind="state_pointer", file=file, url=row["url"],
                        expected=f"a record in {place[0]} at {place[1]}",
                    )  # fmt: skip
            for url, (warc, offset) in records.crawled.items():
                if not state.frontier.seen(url):
                    yield Finding(
                        kind="state_url", file=file, url=url,
                        expected=f"the URL that was captured in {warc} at {offset}",
                    )  # fmt: skip
            for sighting in state.sightings.every():
                checked["sightings"] += 1
                if sighting.record not in records.at:
                    yield Finding(
                        kind="state_sighting", file=file, url=sighting.url,
                        expected="a record in {} at {}".format(*sighting.record),
                    )  # fmt: skip
            yield from _check_lines(collection, state, checked)
    except (ArchiveError, OSError, ValueError) as error:
        yield Finding(kind="state_unreadable", file=file, computed=str(error))
    except Exception as error:  # sqlite3 raises many kinds on a damaged file
        if type(error).__module__ != "sqlite3":
            raise
        yield Finding(kind="state_unreadable", file=file, computed=str(error))


def _check_lines(collection: Collection, state: State, checked: Checked) -> Iterator[Finding]:
    """Each version the state knows is the line at its place, and there are no others."""
    known = {(f"articles/{p}/{m}.jsonl", o): (a, v) for a, v, p, m, o in state.line_places()}
    for path in collection.articles_files():
        file = path.relative_to(collection.root).as_posix()
        offset = 0
        for number, line in _lines(path):
            checked["lines_in_state"] += 1
            try:
                row = orjson.loads(line)
                found = (row["id"], row["version"])
            except (ValueError, KeyError, TypeError):
                found = ("", 0)
            expected = known.pop((file, offset), None)
            if expected != found:
                yield Finding(
                    kind="state_line", file=file, offset=number,
                    expected=f"{expected[0]} version {expected[1]}" if expected else "no line here",
                    computed=f"{found[0]} version {found[1]}",
                )  # fmt: skip
            offset += len(line)
    for (file, offset), (identity, version) in known.items():
        yield Finding(
            kind="state_line", file=file, expected=f"{identity} version {version} at byte {offset}"
        )
