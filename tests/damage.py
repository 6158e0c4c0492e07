"""Ways to damage a collection, and to ask what `verify` says of it."""

import sqlite3
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import orjson

from archive.collection import Collection
from archive.digest import digest
from archive.verify import Finding, verify
from archive.warc import read_members
from archive.warc.record import Record
from archive.warc.writer import member
from portal_spider.reread import Rereader


def check(root: Path, checked: Counter | None = None) -> list[Finding]:
    collection = Collection(root)
    counts = Counter() if checked is None else checked
    return list(verify(collection, counts, reread=Rereader(collection)))


def kinds(root: Path) -> set[str]:
    return {finding.kind for finding in check(root)}


def warc(root: Path) -> Path:
    return Collection(root).warc_files()[0]


def lines(path: Path, change: Callable[[list[bytes]], object]) -> None:
    """Change the list of a file's lines."""
    held = path.read_bytes().splitlines(keepends=True)
    change(held)
    path.write_bytes(b"".join(held))


def rewritten(root: Path, change: Callable[[Record], Record]) -> None:
    """Write every record of the WARC again, compressed anew, some of them changed."""
    path = warc(root)
    records = [change(found.record) for found in read_members(path)]
    path.write_bytes(b"".join(member(record) for record in records))


def with_another_server(record: Record) -> Record:
    """The same record with an HTTP header altered and its block digest made to fit."""
    if record.type != "response" or b"X-Twice: 1" not in record.block:
        return record
    block = record.block.replace(b"X-Twice: 1", b"X-Twice: 7")
    headers = [
        (name, digest(block) if name == "WARC-Block-Digest" else value)
        for name, value in record.headers
    ]
    return Record(tuple(headers), block)


def first_article(root: Path) -> Path:
    return Collection(root).articles_files()[0]


def in_article(root: Path, number: int, change: Callable[[dict], object]) -> None:
    def changed(held: list[bytes]) -> None:
        row = orjson.loads(held[number])
        change(row)
        held[number] = orjson.dumps(row) + b"\n"

    lines(first_article(root), changed)


def sql(root: Path, statement: str) -> None:
    with sqlite3.connect(root / "state.sqlite") as database:
        database.execute(statement)
    database.close()


def model(root: Path) -> Path:
    return next((root / "boilerplate").glob("*.json"))


def events(root: Path) -> Path:
    return next(root.glob("crawls/*/outcomes.jsonl"))


def report(root: Path) -> Path:
    return next(root.glob("crawls/*/report.json"))


def in_report(root: Path, **values: object) -> None:
    report(root).write_bytes(orjson.dumps(orjson.loads(report(root).read_bytes()) | values))


def cut(path: Path, size: int) -> None:
    path.write_bytes(path.read_bytes()[:-size])


def hole(path: Path) -> None:
    """Zeros in the middle of a member in the middle of the file."""
    found = list(read_members(path))[8]
    block = bytearray(path.read_bytes())
    block[found.offset + 40 : found.offset + 60] = bytes(20)
    path.write_bytes(bytes(block))


def twice(root: Path) -> None:
    """Another record under the id of the last one."""
    path = warc(root)
    last = list(read_members(path))[-1].record
    block = last.block + b"more"
    headers = [
        (name, {"Content-Length": str(len(block))}.get(name, value))
        for name, value in last.headers
        if not name.endswith("Digest")
    ]
    path.write_bytes(path.read_bytes() + member(Record(tuple(headers), block)))


def record(kind: str, identity: str, block: bytes, **fields: str) -> Record:
    own = {"WARC-Payload-Digest": digest(b"hello")} if kind == "response" else {}
    headers = {
        "WARC-Type": kind, "WARC-Record-ID": identity, "WARC-Date": "2026-09-23T01:02:03Z",
        "WARC-Target-URI": "http://a.example/", "WARC-Block-Digest": digest(block), **own,
        **fields, "Content-Type": "application/http; msgtype=response",
        "Content-Length": str(len(block)),
    }  # fmt: skip
    return Record(tuple(headers.items()), block)
