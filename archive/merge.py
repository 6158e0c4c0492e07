"""What no rebuild could make, from one collection into another: WARCs, crawls, profiles, acts.

Nothing is lost when killed, and done again it goes on where it stopped: a WARC
is copied under a name that nobody reads, proved, made durable, renamed and
entered in the manifest; what is there already is passed over.
"""

import hashlib
from collections.abc import Container, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from archive import chain, durable, manifest, seals
from archive.collection import Collection
from archive.errors import BadInput, CannotKeep, CorpusError
from archive.state import State
from archive.warc import recover_all

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What was taken over from one collection."""

    source: Path
    warcs: tuple[str, ...]  # new ones
    held: int  # WARCs that were there already
    bytes: int  # of the new ones
    crawls: tuple[str, ...]  # whose account is new, or longer than before
    kept: tuple[str, ...]  # profiles of which the collection keeps its own, another one


def take_over(into: Collection, source: Collection) -> Taken:
    """Copy into *into* what *source* holds; the caller holds both for writing.

    A run of the source that was killed is mended first, as its own next run would.
    """
    recover_all(source.warcs, source.recovered, source.manifest)
    held = {entry.file: entry.sha256 for _, entry in manifest.read(into.manifest)}
    new, size = [], 0
    if source.sealed.exists():  # its reports name seals: killed before any is set, none is missed
        durable.append(into.sealed, b"")
    entries = [entry for _, entry in manifest.read(source.manifest)]
    for entry in entries:
        if entry.file in held:
            if held[entry.file] != entry.sha256:
                raise BadInput(
                    source.warcs / entry.file, f"{into.root} has another file of that name"
                )
            continue
        _copy_warc(into, source, entry)
        new.append(entry.file)
        size += entry.bytes
    for tail in sorted(source.recovered.glob("*")):
        durable.keep_aside(into.recovered / tail.name, _pieces(tail))
    return Taken(
        source=source.root, warcs=tuple(new), held=len(entries) - len(new), bytes=size,
        crawls=tuple(_crawls(into, source)), kept=tuple(_profiles(into, source)),
    )  # fmt: skip


def acts(into: Collection, source: Collection) -> int:
    """Append the withdrawals of *source* that *into* lacks: what is hidden stays hidden."""
    chain.mend(into.withdrawals, into.recovered)
    there = {_act(row) for _, _, row in chain.read(into.withdrawals)}
    count = 0
    for _, _, row in chain.read(source.withdrawals, torn_end=True):
        if _act(row) not in there:
            chain.append(into.withdrawals, {k: v for k, v in row.items() if k != "previous"})
            count += 1
    return count


def _act(row: dict[str, object]) -> str:
    return repr(sorted((k, v) for k, v in row.items() if k != "previous"))


def _copy_warc(into: Collection, source: Collection, entry: manifest.Entry) -> None:
    path, temporary = source.warcs / entry.file, into.warcs / ".merge.new"
    if not path.exists():
        raise BadInput(
            path, "it is not here, though the manifest names it; portal store fetch may bring it"
        )
    digest = hashlib.sha256()
    try:
        with temporary.open("wb") as file:
            for piece in _pieces(path):
                digest.update(piece)
                file.write(piece)
            durable.sync_file(file)
        if digest.hexdigest() != entry.sha256:
            temporary.unlink()
            raise BadInput(path, f"its SHA-256 is {digest.hexdigest()}, not {entry.sha256}")
        final = into.warcs / entry.file
        if final.exists() and manifest.sha256_of(final) != entry.sha256:
            raise BadInput(path, f"{into.root} has another file of that name")
        temporary.replace(final)
        durable.sync_directory(final.parent)
    except OSError as error:
        raise CannotKeep(temporary, error.strerror or str(error)) from error
    manifest.add(
        into.manifest, final, sha256=entry.sha256, records=entry.records,
        source=entry.source_sha256,
    )  # fmt: skip


def _pieces(path: Path, size: int | None = None) -> Iterator[bytes]:
    """Yield the bytes of *path*, of a *size* the first ones."""
    left = path.stat().st_size if size is None else size
    try:
        with path.open("rb") as file:
            while piece := file.read(min(_CHUNK, left)):
                left -= len(piece)
                yield piece
    except OSError as error:
        raise BadInput(path, error.strerror or str(error)) from error


def _begin_alike(one: Path, other: Path, size: int) -> bool:
    return not size or all(
        a == b for a, b in zip(_pieces(one, size), _pieces(other, size), strict=True)
    )


def _crawls(into: Collection, source: Collection) -> Iterator[str]:
    """Copy the folders of crawls; yield those that brought something new.

    What a killed run wrote behind its last commit is left out, as its own next
    run would cut it off; of a crawl that has its report nothing is, to whatever state
    it was committed. A log that was sealed is taken as it is: nobody writes to it any more.
    """
    sealed: Container[str] = ()
    with suppress(CorpusError):  # which verify tells of the source
        sealed = seals.sealed(source)
    committed: dict[str, int] = {}
    if source.state.exists():
        with State(source.state, readonly=True) as state:
            committed = state.files("crawls/")
    for folder in sorted(path for path in source.crawls.glob("*") if path.is_dir()):
        new, ended = False, (folder / "report.json").exists()
        for path in sorted(folder.iterdir()):
            there, size = into.crawls / folder.name / path.name, path.stat().st_size
            name = path.relative_to(source.root).as_posix()
            if path.suffix == ".jsonl" or (path.suffix == ".log" and name not in sealed):
                known = size if ended else committed.get(name, size)
                size = durable.whole_lines(path, min(size, known))
            if path.name == "outcomes.jsonl":
                held = there.stat().st_size if there.exists() else 0
                if not _begin_alike(path, there, min(size, held)):
                    raise BadInput(path, f"{into.root} has another crawl of that name")
                if size <= held:
                    continue
            replaced = durable.replace(there, _pieces(path, size))
            new = new or (replaced and path.name in ("outcomes.jsonl", "report.json"))
        if new:
            yield folder.name


def _profiles(into: Collection, source: Collection) -> Iterator[str]:
    """Copy the profiles that are not there; yield those that are there and differ."""
    for path in sorted(source.portals.glob("*.toml")):
        there, content = into.portals / path.name, path.read_bytes()
        if not there.exists():
            durable.replace(there, [content])
        elif there.read_bytes() != content:
            yield path.stem
