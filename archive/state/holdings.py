"""What is held: articles, the URLs they go by, where their lines stand, pages to be joined."""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Held:
    """An article as the state knows it."""

    id: str
    portal: str
    canonical_url: str
    title: str | None
    first_seen: str
    last_seen: str
    versions: int
    digest: str
    published: str | None = None  # of the latest version
    section: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """Where one version's line stands (*offset*, *length* in bytes)."""

    article: str
    version: int
    portal: str
    captured: str
    month: str
    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class Part:
    """One page of a paginated article; *pointer* is JSON of its capture."""

    url: str
    portal: str
    number: int
    next_url: str | None
    pointer: str
    position: str  # of its record: file name and offset, sortable
    joined: bool = False
    stale: bool = False  # the first page was fetched again, this one was not yet


class Holdings:
    """The articles of a collection. Runs inside its owner's transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def article(self, identity: str) -> Held | None:
        """Return the article with this id."""
        row = self._db.execute(
            "SELECT id, portal, canonical_url, title, first_seen, last_seen, versions, digest,"
            " published, section FROM article WHERE id = ?",
            (identity,),
        ).fetchone()
        return Held(*row) if row else None

    def article_of(self, url: str) -> str | None:
        """Return the id of the article that goes by *url*."""
        row = self._db.execute("SELECT article FROM alias WHERE url = ?", (url,)).fetchone()
        return str(row[0]) if row else None

    def put_article(self, held: Held) -> None:
        """Insert or replace an article."""
        self._db.execute(
            "INSERT OR REPLACE INTO article (id, portal, canonical_url, title, first_seen,"
            " last_seen, versions, digest, published, section)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (held.id, held.portal, held.canonical_url, held.title, held.first_seen,
             held.last_seen, held.versions, held.digest, held.published, held.section),
        )  # fmt: skip

    def seen_again(self, identity: str, at: str) -> None:
        """Note that an article was met unchanged."""
        self._db.execute(
            "UPDATE article SET last_seen = max(last_seen, ?) WHERE id = ?", (at, identity)
        )

    def put_aliases(self, urls: Iterable[str], identity: str) -> None:
        """Let an article go by *urls* too; an URL keeps its first article."""
        self._db.executemany(
            "INSERT OR IGNORE INTO alias (url, article) VALUES (?, ?)",
            [(url, identity) for url in urls],
        )

    def put_line(self, line: Line) -> None:
        """Note where a version's line stands."""
        self._db.execute(
            "INSERT OR REPLACE INTO version (article, version, portal, captured, month, offset,"
            " length) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (line.article, line.version, line.portal, line.captured, line.month, line.offset,
             line.length),
        )  # fmt: skip

    def lines(self, identity: str) -> list[Line]:
        """Return the versions of an article, oldest first."""
        rows = self._db.execute(
            "SELECT article, version, portal, captured, month, offset, length FROM version"
            " WHERE article = ? ORDER BY version",
            (identity,),
        )
        return [Line(*row) for row in rows]

    def aliases(self, identity: str) -> list[str]:
        """Return every URL an article goes by."""
        rows = self._db.execute("SELECT url FROM alias WHERE article = ? ORDER BY url", (identity,))
        return [str(row[0]) for row in rows]

    def put_part(self, part: Part) -> None:
        """Insert or replace a page of a paginated article."""
        self._db.execute(
            "INSERT OR REPLACE INTO part (url, portal, number, next_url, pointer, position,"
            " joined, stale) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                part.url,
                part.portal,
                part.number,
                part.next_url,
                part.pointer,
                part.position,
                part.joined,
                part.stale,
            ),
        )

    def part(self, url: str) -> Part | None:
        """Return the page of a paginated article at *url*."""
        row = self._db.execute(f"{_PART} WHERE url = ?", (url,)).fetchone()
        return _part(row) if row else None

    def part_before(self, url: str) -> Part | None:
        """Return the page that names *url* as its next."""
        row = self._db.execute(
            f"{_PART} WHERE next_url = ? AND url != ? ORDER BY url LIMIT 1", (url, url)
        ).fetchone()
        return _part(row) if row else None

    def parts_waiting(self, portal: str) -> Iterator[Part]:
        """Pages of *portal* whose articles were not written yet, in record order."""
        rows = self._db.execute(
            f"{_PART} WHERE portal = ? AND NOT joined ORDER BY position", (portal,)
        ).fetchall()
        return map(_part, rows)

    def edited(self) -> set[str]:
        """Return the ids of the articles that are held in more than one version."""
        rows = self._db.execute("SELECT id FROM article WHERE versions > 1")
        return {str(row[0]) for row in rows}

    def days(self, portal: str) -> Iterator[tuple[str, str, int]]:
        """Yield (day of publication, section or "", articles) of *portal*."""
        yield from self._db.execute(
            "SELECT substr(published, 1, 10), coalesce(section, ''), count(*) FROM article"
            " WHERE portal = ? AND published IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2",
            (portal,),
        )

    def forget(self, portal: str) -> None:
        """Drop the portal's articles, aliases, lines and parts, to be read anew."""
        self._db.execute(
            "DELETE FROM alias WHERE article IN (SELECT id FROM article WHERE portal = ?)",
            (portal,),
        )
        for table in ("article", "version", "part"):
            self._db.execute(f"DELETE FROM {table} WHERE portal = ?", (portal,))

    def count(self, portal: str | None = None) -> tuple[int, int]:
        """Return how many articles and versions are held."""
        where, values = (" WHERE portal = ?", (portal,)) if portal else ("", ())
        row = self._db.execute(
            f"SELECT count(*), coalesce(sum(versions), 0) FROM article{where}", values
        ).fetchone()
        return int(row[0]), int(row[1])


_PART = "SELECT url, portal, number, next_url, pointer, position, joined, stale FROM part"


def _part(row: tuple[str, str, int, str | None, str, str, int, int]) -> Part:
    return Part(*row[:6], joined=bool(row[6]), stale=bool(row[7]))
