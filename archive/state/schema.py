"""The tables of ``state.sqlite``."""

import os
import re
import sqlite3
from pathlib import Path

from archive.errors import BadCollection, BadInput, CannotKeep

VERSION = 4

TABLES = """
CREATE TABLE url (                      -- every URL ever seen, and what became of it
    id INTEGER PRIMARY KEY,
    url TEXT NOT NULL UNIQUE,           -- percent-encoded, as sent
    portal TEXT NOT NULL,
    origin TEXT NOT NULL,               -- scheme://host:port
    kind TEXT NOT NULL,
    priority INTEGER NOT NULL,
    depth INTEGER NOT NULL,             -- links from a seed
    hops INTEGER NOT NULL,              -- redirects that led here
    found_on TEXT,
    found_at TEXT NOT NULL,
    state INTEGER NOT NULL,             -- 0 waiting, 1 leased, 2 done, 3 handed to a shared frontier
    not_before REAL NOT NULL DEFAULT 0, -- seconds since 1970
    lease_until REAL,
    tries INTEGER NOT NULL DEFAULT 0,
    outcome TEXT,
    reason TEXT,
    status INTEGER,                     -- HTTP
    at TEXT,                            -- of the outcome
    crawl TEXT,                         -- that the outcome belongs to
    warc_filename TEXT,
    warc_record_offset INTEGER
);
CREATE INDEX url_waiting ON url (portal, origin, priority DESC, id) WHERE state = 0;
CREATE INDEX url_leased ON url (lease_until) WHERE state = 1;
CREATE INDEX url_outcome ON url (portal, outcome);
CREATE INDEX url_crawl ON url (crawl, outcome) WHERE state = 2;

CREATE TABLE origin (                   -- a server, and how it wants to be visited
    origin TEXT PRIMARY KEY,
    robots TEXT,                        -- 'rules', 'allow', 'disallow'; NULL: not asked yet
    robots_body BLOB,
    robots_at REAL,
    not_before REAL NOT NULL DEFAULT 0,
    failures INTEGER NOT NULL DEFAULT 0 -- in a row
) WITHOUT ROWID;

CREATE TABLE article (
    id TEXT PRIMARY KEY,
    portal TEXT NOT NULL,
    canonical_url TEXT NOT NULL,
    title TEXT,
    first_seen TEXT NOT NULL,
    last_seen TEXT NOT NULL,
    versions INTEGER NOT NULL,
    digest TEXT NOT NULL,               -- of the latest version's content
    published TEXT,                     -- as in the latest version
    section TEXT                        -- its first
) WITHOUT ROWID;
CREATE INDEX article_portal ON article (portal);

CREATE TABLE alias (                    -- URLs under which an article was met or is claimed
    url TEXT PRIMARY KEY,
    article TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE version (                  -- where each line of the corpus stands
    article TEXT NOT NULL,
    version INTEGER NOT NULL,
    portal TEXT NOT NULL,
    captured TEXT NOT NULL,
    month TEXT NOT NULL,
    offset INTEGER NOT NULL,            -- bytes, in the month's file
    length INTEGER NOT NULL,            -- bytes, newline included
    PRIMARY KEY (article, version)
) WITHOUT ROWID;

CREATE TABLE part (                     -- pages of paginated articles, joined when all are there
    url TEXT PRIMARY KEY,
    portal TEXT NOT NULL,
    number INTEGER NOT NULL,
    next_url TEXT,
    pointer TEXT NOT NULL,              -- JSON of the capture
    position TEXT NOT NULL,             -- of its record: file name and offset, sortable
    joined INTEGER NOT NULL DEFAULT 0,
    stale INTEGER NOT NULL DEFAULT 0    -- its first page was fetched again, it was not yet
) WITHOUT ROWID;
CREATE INDEX part_next ON part (next_url);

CREATE TABLE original (                 -- response records that a revisit may refer to
    record_id TEXT NOT NULL UNIQUE,
    portal TEXT NOT NULL,               -- revisits stay within a portal's own files
    sameness TEXT NOT NULL,             -- archive/revisit.py
    uri TEXT NOT NULL,
    date TEXT NOT NULL,
    payload_digest TEXT,
    warc_filename TEXT NOT NULL,
    offset INTEGER NOT NULL,
    length INTEGER NOT NULL
);
CREATE INDEX original_sameness ON original (portal, sameness);

CREATE TABLE validator (                -- what a URL can be asked with next time
    url TEXT PRIMARY KEY,
    etag TEXT,
    modified TEXT,                      -- Last-Modified, as sent
    record_id TEXT NOT NULL             -- of the original that a 304 stands for
) WITHOUT ROWID;

CREATE TABLE sighting (                 -- what was seen where an article stands: changes only
    subject TEXT NOT NULL,              -- article, or a URL that is no article's
    portal TEXT NOT NULL,
    url TEXT NOT NULL,
    at TEXT NOT NULL,
    position TEXT NOT NULL,             -- of the record
    what TEXT NOT NULL,                 -- present, gone, redirect
    digest TEXT,                        -- of what was present
    reason TEXT,                        -- how it is gone
    target TEXT,                        -- of a redirect
    born TEXT,                          -- date of publication
    until TEXT NOT NULL,                -- last seen so
    PRIMARY KEY (subject, at, position)
) WITHOUT ROWID;
CREATE INDEX sighting_url ON sighting (url);
CREATE INDEX sighting_target ON sighting (target) WHERE target IS NOT NULL;
CREATE INDEX sighting_at ON sighting (at);

CREATE TABLE watch (                    -- archive/recrawl.py: how often an article changes
    article TEXT PRIMARY KEY,
    portal TEXT NOT NULL,
    url TEXT NOT NULL,
    born REAL NOT NULL,
    last REAL NOT NULL,
    state TEXT NOT NULL,
    visits INTEGER NOT NULL,
    changes INTEGER NOT NULL,
    worn REAL NOT NULL
) WITHOUT ROWID;
CREATE INDEX watch_portal ON watch (portal);

CREATE TABLE file (                     -- how far appended files are committed
    path TEXT PRIMARY KEY,              -- relative to the collection
    bytes INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE reading (                  -- what a portal's lines were read with
    portal TEXT PRIMARY KEY,
    pages INTEGER NOT NULL,             -- page captures kept
    extractor TEXT,
    boilerplate_version TEXT,
    last_warc TEXT                      -- greatest file name its lines were read from
) WITHOUT ROWID;

CREATE TABLE crawl (
    id TEXT PRIMARY KEY,
    portals TEXT NOT NULL,              -- JSON
    started TEXT NOT NULL,
    ended TEXT,
    outcome TEXT                        -- finished, interrupted, failed…; NULL: running or killed
) WITHOUT ROWID;

CREATE TABLE mark (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
"""


def connect(path: Path, *, readonly: bool = False) -> sqlite3.Connection:
    """Open ``state.sqlite``; a writer makes it if it is not there, and brings an older one up to date."""
    try:
        if readonly:
            mode = "immutable=1" if _unchanging(path) else "mode=ro"
            connection = sqlite3.connect(f"{path.absolute().as_uri()}?{mode}", uri=True)
        else:
            connection = sqlite3.connect(path)
        connection.isolation_level = None  # transactions are ours: one a group commit
        connection.execute("PRAGMA busy_timeout = 5000")
        found = connection.execute("PRAGMA user_version").fetchone()[0]
        if found > VERSION:
            raise BadCollection(
                path.parent, f"its state of version {found} is newer than this program"
            )
        if readonly and found < VERSION:
            connection.close()
            raise BadInput(
                path,
                f"it is of version {found}, this program reads {VERSION}; the next crawl or"
                " portal rebuild brings it up to date"
                if found
                else "it is empty; portal rebuild makes it again",
            )
        if not readonly:
            connection.execute("PRAGMA journal_mode = WAL")
            # With WAL, NORMAL may lose the last commits in a power cut: FULL may not.
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA cache_size = -8192")
            if 0 < found < VERSION:
                _migrate(connection, path, found)
            if found == 0:
                connection.executescript(
                    f"BEGIN IMMEDIATE;{TABLES};PRAGMA user_version = {VERSION};COMMIT;"
                )
    except sqlite3.Error as error:
        if damaged(error):
            raise BadInput(path, f"{error}; portal rebuild makes it again") from error
        raise CannotKeep(path, str(error)) from error
    return connection


def _unchanging(path: Path) -> bool:
    """Whether a state lies where nothing can be written, and nothing of a writer is beside it.

    To read it SQLite would make files beside it, unless it is told that there is no need to.
    """
    log, shared = (path.with_name(f"{path.name}-{kind}") for kind in ("wal", "shm"))
    committed = not log.exists() or log.stat().st_size == 0
    return committed and not shared.exists() and not os.access(path.parent, os.W_OK)


def damaged(error: Exception) -> bool:
    """Whether SQLite says that the file is not, or no more, what it wrote."""
    code = getattr(error, "sqlite_errorcode", None)
    return code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def _tables(*names: str) -> str:
    """The statements that make these tables and their indexes."""
    wanted = re.compile(rf"(?:TABLE|ON) (?:{'|'.join(names)}) ")
    return "".join(f"{made};" for made in TABLES.split(";") if wanted.search(made))


_STEPS = {
    1: "ALTER TABLE article ADD COLUMN published TEXT;"
    "ALTER TABLE article ADD COLUMN section TEXT;"
    "CREATE INDEX url_crawl ON url (crawl, outcome) WHERE state = 2;",
    2: _tables("original", "validator"),
    3: _tables("sighting", "watch")
    + "ALTER TABLE part ADD COLUMN stale INTEGER NOT NULL DEFAULT 0;",
}


def _migrate(connection: sqlite3.Connection, path: Path, found: int) -> None:
    """Add what this version knows; the next writer reads the pages again for it."""
    with sqlite3.connect(path.with_name(f"{path.name}.{found}")) as backup:
        connection.backup(backup)
    backup.close()
    steps = "".join(_STEPS[number] for number in range(found, VERSION))
    connection.executescript(
        f"BEGIN IMMEDIATE;{steps}UPDATE reading SET extractor = NULL;"
        f"PRAGMA user_version = {VERSION};COMMIT;"
    )
