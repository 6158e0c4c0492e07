"""The articles: each line by itself, against its records, and against the lines of its article."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import NamedTuple, Protocol

from archive.article import Article, PageCapture, Provenance, article_id, complaint, from_json
from archive.collection import Collection
from archive.errors import ArchiveError
from archive.parallel import batched, in_order
from archive.spill import Spill, spilling
from archive.verify.finding import Checked, Finding, Told, numbered_lines, untold
from archive.verify.records import Place, Records, plain_date

_BATCH = 100  # lines that are looked at together
NOT_READ_AGAIN = "articles_not_read_again"  # what is counted of those that another extractor read
_MOST = 2**63 - 1  # that SQLite takes
_TABLES = """
CREATE TABLE line (
    article TEXT NOT NULL,
    version INTEGER NOT NULL,
    first_seen TEXT NOT NULL,
    captured TEXT NOT NULL
);
CREATE INDEX line_of ON line (article, version);
"""


class Reread(Protocol):
    """Reads an article again from its records; may be sent to other processes."""

    extractor: str  # what reads: an article that another read says nothing of this one

    def __call__(self, article: Article) -> str | None:
        """Return how *article* differs from what its records say, in one sentence, or None."""
        ...


def check_articles(
    collection: Collection,
    records: Records,
    checked: Checked,
    reread: Reread | None,
    told: Told = untold,
) -> Iterator[Finding]:
    """Every line: to the schema, numbered, pointing at its record, and what that record says.

    Lines are looked at, and their records read again, over all cores.
    """
    yield from _strays(collection)
    with spilling(_TABLES) as database:
        yield from _check_each(collection, records, checked, reread, told, database)
        yield from _check_numbers(database)


def _strays(collection: Collection) -> Iterator[Finding]:
    """What others would read as a part of the corpus and no line's check looks at; no rebuild removes it."""
    for path in sorted(filter(Path.is_file, collection.articles.rglob("*.jsonl"))):
        if path.parent.parent != collection.articles:
            file = path.relative_to(collection.root).as_posix()
            yield Finding(kind="stray_file", file=file, computed="no portal's articles stand there")


def _check_each(
    collection: Collection,
    records: Records,
    checked: Checked,
    reread: Reread | None,
    told: Told,
    database: Spill,
) -> Iterator[Finding]:
    """Every line by itself; what is to be compared with others is noted in *database*."""
    stamps: dict[str, set[tuple[str, str | None]]] = {}
    names = [p.relative_to(collection.root).as_posix() for p in collection.articles_files()]
    lines = ((f, n, line) for f in names for n, line in numbered_lines(collection.root / f))
    for looked in in_order(_Look(reread), batched(lines, _BATCH)):
        for file, number, article, wrong, read, unlike in looked:
            checked["articles"] += 1
            if article is None:
                yield Finding(kind="article_line", file=file, offset=number, computed=wrong)
                continue
            origin = article.provenance
            database.execute(
                "INSERT INTO line VALUES (?, ?, ?, ?)",
                (article.id, min(article.version, _MOST), article.first_seen, origin.captured),
            )
            stamps.setdefault(article.portal, set()).add(
                (origin.extractor, origin.boilerplate_version)
            )
            yield from _check_place(file, number, article)
            pointers = list(_check_pointers(file, number, article, records, checked))
            yield from pointers
            if reread is not None:
                checked["readings" if read else NOT_READ_AGAIN] += 1
            # Where no record is, nothing can be read: that is one finding.
            if unlike and not any(found.kind == "pointer" for found in pointers):
                yield Finding(
                    kind="article_reading", file=file, offset=number, url=article.url,
                    expected="what its record says", computed=unlike,
                )  # fmt: skip
        told(checked["articles"])
    for portal, found in stamps.items():
        if len(found) > 1:
            yield Finding(
                kind="article_stamps", file=f"articles/{portal}", expected="one way of reading",
                computed=", ".join(f"{extractor} {model}" for extractor, model in sorted(found)),
            )  # fmt: skip


def _check_numbers(database: Spill) -> Iterator[Finding]:
    """An article's versions are numbered from 1, and agree on when it was first seen."""
    rows = database.execute("SELECT * FROM line ORDER BY article, version")
    for identity, lines in groupby(rows, key=lambda row: str(row[0])):
        numbers, times = [], set()
        for _, version, first_seen, captured in lines:
            numbers.append(version)
            times |= {first_seen, captured} if version == 1 else {first_seen}
        if numbers != list(range(1, len(numbers) + 1)):
            yield Finding(
                kind="article_versions", file="articles", url=identity,
                expected=f"1 to {len(numbers)}", computed=", ".join(map(str, numbers)),
            )  # fmt: skip
        if len(times) > 1:
            yield Finding(
                kind="article_first_seen", file="articles", url=identity,
                expected="the time of its first version", computed=", ".join(sorted(times)),
            )  # fmt: skip


class _Looked(NamedTuple):
    file: str
    number: int
    article: Article | None
    wrong: str | None  # with the line
    read: bool  # again
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
            return _Looked(file, number, None, wrong, False, None)
        article, unlike = from_json(line), None
        read = self.reread is not None and article.provenance.extractor == self.reread.extractor
        if self.reread is not None and read:
            try:
                unlike = self.reread(article)
            except (ArchiveError, OSError) as error:
                unlike = str(error)
        return _Looked(file, number, article, None, read, unlike)


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
    record = records.at(pointer.warc_filename, pointer.warc_record_offset)
    expected = (pointer.warc_record_id, pointer.warc_record_length)
    if record is None or (record.id, record.length) != expected:
        missing = Finding(
            kind="pointer", file=file, offset=number, url=url,
            expected=f"{expected[0]} of {expected[1]} bytes in {pointer.warc_filename}"
            f" at {pointer.warc_record_offset}",
            computed=f"{record.id} of {record.length} bytes" if record else "no record there",
        )  # fmt: skip
        return [missing], None
    wrong = []
    if record.payload_digest != pointer.payload_digest:
        wrong.append(
            Finding(
                kind="pointer_digest", file=file, offset=number, url=url,
                expected=pointer.payload_digest, computed=record.payload_digest,
            )
        )  # fmt: skip
    # A version may have been met in a revisit: its pointer names the payload's record.
    if records.revisited(pointer.payload_digest, pointer.captured):
        return wrong, None
    if plain_date(record.date) != plain_date(pointer.captured):
        wrong.append(
            Finding(
                kind="pointer_date", file=file, offset=number, url=url,
                expected=pointer.captured, computed=record.date,
            )
        )  # fmt: skip
    return wrong, record
