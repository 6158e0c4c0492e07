"""A WACZ 1.1.1 written in one pass: WARCs stored, their index, pages, descriptions, hashes.

Specification: https://specs.webrecorder.net/wacz/1.1.1/. The file appears under
its name when it is whole and durable, never before.
"""

import gzip
import hashlib
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import orjson

from archive import cdxj, durable, lock, manifest
from archive.collection import Collection
from archive.errors import BadInput
from archive.http import parse_head
from archive.package import pages, sign
from archive.package.choose import Slice
from archive.warc import Member, Record, WarcFile, describe, pieces, read_members, size_of
from archive.warc.exchange import warcinfo
from archive.warc.file import opened
from archive.warc.writer import member as written

WACZ_VERSION = "1.1.1"
_LINES = 1024  # of the index in a gzip block
_SECRETS = (b"Cookie", b"Authorization", b"Proxy-Authorization")


@dataclass(slots=True)
class Packaged:
    """What was written."""

    path: Path
    records: int = 0
    captures: int = 0
    pages: int = 0
    left_out: int = 0
    secrets: Counter[str] = field(default_factory=Counter)  # URLs whose request holds a secret
    sha256: str = ""


def package(collection: Collection, chosen: Slice, out: Path, *, signing: bool = False) -> Packaged:
    """Write *chosen* to *out*; a WARC that does not fit its manifest is BadInput."""
    done = Packaged(out, left_out=chosen.left_out, pages=len(chosen.articles))
    temporary = out.with_name(out.name + ".new")
    try:
        with lock.alone(temporary):
            try:
                with temporary.open("wb") as file:
                    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as bundle:
                        _fill(collection, chosen, _Writer(bundle), done, signing)
                    durable.sync_file(file)
                done.sha256 = manifest.sha256_of(temporary)
                temporary.replace(out)
                durable.sync_directory(out.parent)
            except BaseException:
                temporary.unlink(missing_ok=True)
                raise
    except OSError as error:
        raise durable.failed(out, error) from error
    return done


class _Writer:
    """The ZIP file, and the resources of its description so far."""

    def __init__(self, bundle: zipfile.ZipFile) -> None:
        self._bundle = bundle
        self.now = datetime.now(UTC).replace(microsecond=0)
        self.resources: list[dict[str, Any]] = []

    def add(self, path: str, pieces: Iterable[bytes], size: int, *, listed: bool = True) -> str:
        """Store *pieces* as *path*; *size* is no less than their length. Return their hash."""
        info = zipfile.ZipInfo(path, self.now.timetuple()[:6])
        info.external_attr = 0o100644 << 16
        info.file_size = size  # tells zipfile whether it needs ZIP64
        digest, count = hashlib.sha256(), 0
        with self._bundle.open(info, "w") as file:
            for piece in pieces:
                digest.update(piece)
                count += len(piece)
                file.write(piece)
        label = f"sha256:{digest.hexdigest()}"
        if listed:
            name = path.rpartition("/")[2].lower()
            self.resources.append({"name": name, "path": path, "hash": label, "bytes": count})
        return label


def _fill(
    collection: Collection, chosen: Slice, writer: _Writer, done: Packaged, signing: bool
) -> None:
    index: list[bytes] = []
    hashes = {entry.file: entry.sha256 for _, entry in manifest.read(collection.manifest)}
    for name, places in chosen.records.items():
        path = collection.warc(name)
        if places is None:
            label = writer.add(f"archive/{name}", pieces(path), size_of(path))
            if hashes.get(name) != label.removeprefix("sha256:"):
                raise BadInput(path, "does not fit the manifest; `portal verify` tells more")
            for found in read_members(path):
                _note(found.record, done)
                _index(found, name, index)
        else:
            part = f"{name.removesuffix('.warc.gz')}-part.warc.gz"
            chosen_pieces = _part(path, part, places, chosen.told, hashes.get(name), index, done)
            writer.add(f"archive/{part}", chosen_pieces, size_of(path) + (1 << 16))
    done.captures = len(index)
    blocks, shards = _compressed(sorted(index))
    writer.add("indexes/index.cdx.gz", blocks, sum(map(len, blocks)))
    writer.add("indexes/index.idx", [shards], len(shards))
    listed = b"".join(pages.lines(chosen))
    writer.add("pages/pages.jsonl", [listed], len(listed))
    for profile in sorted(collection.portals.glob("*.toml")):
        if any(article.portal == profile.stem for article in chosen.articles):
            content = profile.read_bytes()
            writer.add(f"portals/{profile.name}", [content], len(content))
    _describe(collection, chosen, writer, signing)


def _describe(collection: Collection, chosen: Slice, writer: _Writer, signing: bool) -> None:
    created = f"{writer.now:%Y-%m-%dT%H:%M:%SZ}"
    software = f"portal-archive {version('portal-archive')}"
    description: dict[str, Any] = {
        "profile": "data-package",
        "wacz_version": WACZ_VERSION,
        "title": collection.configuration.name,
        "description": f"{chosen.told} of {collection.configuration.name}",
        "created": created,
        "software": software,
        "resources": writer.resources,
    }
    if chosen.articles:
        newest = max(chosen.articles, key=lambda a: a.provenance.captured)
        description["mainPageUrl"] = newest.url
        description["mainPageDate"] = newest.provenance.captured[:19] + "Z"
    block = orjson.dumps(description, option=orjson.OPT_INDENT_2)
    label = writer.add("datapackage.json", [block], len(block), listed=False)
    seal: dict[str, Any] = {"path": "datapackage.json", "hash": label}
    if signing:
        seal["signedData"] = sign.signed(label, created, software)
    block = orjson.dumps(seal, option=orjson.OPT_INDENT_2)
    writer.add("datapackage-digest.json", [block], len(block), listed=False)


def _part(
    path: WarcFile, name: str, places: frozenset[int], told: str, sha256: str | None,
    index: list[bytes], done: Packaged,
) -> Iterator[bytes]:  # fmt: skip
    """The members at *places* of *path*, and those of their exchanges, as they are.

    A warcinfo of our own opens the file and says what it is a part of; that of
    the original stays, since records name it.
    """
    wanted = _with_exchanges(path, places)
    first = next(read_members(path, block_limit=1 << 16), None)
    fields = first.record.fields if first and first.record.type == "warcinfo" else {}
    about = describe(fields.get("isPartOf", "imported"), crawl=fields.get("crawlId"))
    about["description"] = (
        f"a part of {path.name} (sha256 {sha256}), chosen by: {told}; every record that follows is"
        " as it is there, byte for byte, at another offset"
    )
    opening = written(warcinfo(name, datetime.now(UTC), about))
    yield opening
    offset = len(opening)
    with opened(path) as source:
        for found in read_members(path):
            if found.record.type != "warcinfo" and found.offset not in wanted:
                continue
            yield bytes(source.at(found.offset, found.length))
            _note(found.record, done)
            _index(replace(found, offset=offset), name, index)
            offset += found.length


def _with_exchanges(path: WarcFile, places: frozenset[int]) -> set[int]:
    """*places* and those of the records that belong to the same exchanges."""
    members = [(m.offset, m.record) for m in read_members(path, block_limit=1 << 16)]
    ids = {record.id for offset, record in members if offset in places}
    named = {other for offset, r in members if offset in places for other in r.concurrent_to}
    return set(places) | {
        offset for offset, record in members
        if record.id in named or not ids.isdisjoint(record.concurrent_to)
    }  # fmt: skip


def _note(record: Record, done: Packaged) -> None:
    done.records += 1
    if record.type == "request":
        head = parse_head(record.block)
        if any(head.first(name) for name in _SECRETS):
            done.secrets[record.target_uri] += 1


def _index(found: Member, name: str, index: list[bytes]) -> None:
    try:
        entry = cdxj.entry_of(found, name)
    except (ValueError, OverflowError):
        return  # no date: nothing to find it by
    if entry:
        index.append(entry.to_line())


def _compressed(lines: list[bytes]) -> tuple[list[bytes], bytes]:
    """The index in gzip blocks, and the list of their first keys (the ZipNum format)."""
    blocks: list[bytes] = []
    meta = {"format": "cdxj-gzip-1.0", "filename": "index.cdx.gz"}
    shards = [b"!meta 0 " + orjson.dumps(meta) + b"\n"]
    offset = 0
    for start in range(0, len(lines), _LINES):
        block = gzip.compress(b"".join(lines[start : start + _LINES]), mtime=0)
        key = b" ".join(lines[start].split(b" ", 2)[:2])
        place = {
            "offset": offset, "length": len(block),
            "digest": f"sha256:{hashlib.sha256(block).hexdigest()}", "filename": "index.cdx.gz",
        }  # fmt: skip
        shards.append(key + b" " + orjson.dumps(place) + b"\n")
        blocks.append(block)
        offset += len(block)
    return blocks, b"".join(shards)
