"""Mending what can be mended without losing a byte."""

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from archive import cdxj, chain, durable
from archive.collection import Collection
from archive.errors import CorpusError
from archive.verify.finding import Finding
from archive.warc import recover_all


def repair(collection: Collection, findings: Iterable[Finding]) -> list[str]:
    """Mend the files that *findings* name; return what was done, a sentence each.

    The caller holds the lock. WARCs that are closed are never touched: a
    flipped byte can be told, not undone. Articles and state are the
    rebuild's.
    """
    done = []
    kinds = {finding.kind for finding in findings}
    if kinds & {"file_open", "file_unlisted", "manifest_line"}:
        done += _close(collection)
    damaged = kinds & {"damage", "torn_tail"}
    if damaged:
        return done  # an index of what is left would hide what was there
    if any(kind.startswith("index_") for kind in kinds) or kinds & {"file_open", "file_unlisted"}:
        closed = [p for p in collection.warc_files() if not p.name.endswith(".open")]
        readable = (p for p in closed if not isinstance(p, Path) or os.access(p, os.R_OK))
        cdxj.write(collection.index, (e.to_line() for p in readable for e in cdxj.entries_of(p)))
        done.append("wrote the index anew")
    if "withdrawal_line" in kinds and (
        cut := chain.mend(collection.withdrawals, collection.recovered)
    ):
        done.append(f"cut off an act that never came to be, it is kept in recovered/{cut.name}")
    for finding in findings:
        if finding.kind in ("article_line", "event_line"):
            done += _cut_torn_line(collection, collection.root / finding.file)
    return done


def _close(collection: Collection) -> list[str]:
    """Close what was left open; a manifest with a line that is none stays as it is, and is told."""
    done = []
    with suppress(CorpusError):
        for found in recover_all(collection.warcs, collection.recovered, collection.manifest):
            tail = f", its torn end is kept in recovered/{found.tail}" if found.tail else ""
            done.append(f"closed {found.file} with {found.records} records{tail}")
    return done


def _cut_torn_line(collection: Collection, path: Path) -> list[str]:
    """Keep a last line without its end aside: what wrote it was killed before it was promised."""
    block = path.read_bytes()
    whole = block.rfind(b"\n") + 1
    if whole == len(block):
        return []
    file = path.relative_to(collection.root).as_posix()
    kept = durable.keep_aside(
        collection.recovered / f"{file.replace('/', '-')}.{whole}.tail", [block[whole:]]
    )
    durable.cut(path, whole)
    return [f"cut {file} back to its last whole line, the rest is in {kept.name}"]
