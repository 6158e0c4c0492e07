"""A power cut: what was not synced is gone, in part or whole, in any mixture.

The model is the weakest that file systems promise. A write survives for sure
once its file was synced; before, any of it may be there, torn, or missing with
zeros where a later one survived. A name (new, renamed, removed) is sure once its
directory was synced, a new one also once its file was.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

DIRECTORY = "directory"


@dataclass(frozen=True, slots=True)
class Call:
    """One call that changes a file, as the shim logged it; paths relative to the root."""

    what: str  # W write, T truncate, S sync, R rename, U unlink, M make a directory
    path: str
    other: str
    offset: int
    data: bytes


def read_log(path: Path) -> Iterator[Call]:
    """Yield the calls of a log."""
    with path.open("rb") as log:
        while line := log.readline():
            what, name, other, offset, size = line.decode().rstrip("\n").split("\t")
            yield Call(what, name, other, int(offset), log.read(int(size)))


@dataclass(slots=True)
class _File:
    """A file's content that is sure, and what happened to it since."""

    sure: bytes = b""
    since: list[Call] = field(default_factory=list)

    def after(self, chance: random.Random | None) -> bytes:
        """Its content after the cut; *chance* None: everything arrived."""
        content = bytearray(self.sure)
        fate = chance.choice(("none", "all", "some", "first")) if chance else "all"
        if fate == "none":
            return bytes(content)
        calls = self.since
        if chance and fate == "first":
            calls = calls[: chance.randint(0, len(calls))]
        for call in calls:
            if chance and fate == "some" and chance.random() < 0.4:
                continue
            if call.what == "T":
                content = content[: call.offset].ljust(call.offset, b"\0")
                continue
            data = call.data
            if chance and fate != "all" and chance.random() < 0.2:
                data = data[: chance.randint(0, len(data))]
            content = content.ljust(call.offset, b"\0")
            content[call.offset : call.offset + len(data)] = data
        return bytes(content)


def image(
    calls: list[Call], chance: random.Random, before: Path | None = None
) -> dict[str, bytes | None]:
    """Return the files (None: a directory) as found when the power fails after *calls*.

    What stood below *before* was there, and is sure.
    """
    files: dict[str, _File] = {}  # by number: a rename does not change what a file is
    names: dict[str, str] = {}  # the directory as the program sees it
    sure: dict[str, str] = {}  # as it is sure to be found
    pending: list[tuple[str, str | None, str]] = []  # name, file or None, its directory

    for path in before.rglob("*") if before else ():
        place = f"/{path.relative_to(before or path)}"
        sure[place] = DIRECTORY if path.is_dir() else place
        if path.is_file():
            names[place], files[place] = place, _File(path.read_bytes())

    def name(path: str, file: str | None) -> None:
        pending.append((path, file, path.rpartition("/")[0]))

    def make_sure(directory: str | None, only: str | None = None) -> None:
        for entry in list(pending):
            path, file, folder = entry
            if folder == directory or (only is not None and file == only):
                if file is None:
                    sure.pop(path, None)
                else:
                    sure[path] = file
                pending.remove(entry)

    for number, call in enumerate(calls):
        if call.what in "WT":
            if call.path not in names:
                names[call.path] = f"{number}"
                files[names[call.path]] = _File()
                name(call.path, names[call.path])
            files[names[call.path]].since.append(call)
        elif call.what == "S":
            if call.path in names:
                file = files[names[call.path]]
                file.sure, file.since = file.after(None), []
                make_sure(None, names[call.path])
            else:
                make_sure(call.path)
        elif call.what == "R" and call.path in names:
            names[call.other] = names.pop(call.path)
            name(call.path, None)
            name(call.other, names[call.other])
        elif call.what == "M":
            name(call.path, DIRECTORY)
        elif call.what == "U" and names.pop(call.path, None) is not None:
            name(call.path, None)
    found = dict(sure)
    for path, file, _ in pending[: chance.randint(0, len(pending))]:
        if file is None:
            found.pop(path, None)
        else:
            found[path] = file
    folders = {path for path, file in found.items() if file == DIRECTORY} | {""}
    return {
        path: None if file == DIRECTORY else files[file].after(chance)
        for path, file in found.items()
        if folders.issuperset(_folders(path))
    }


def _folders(path: str) -> Iterator[str]:
    """The directories a file stands in; without any of them it is gone."""
    while path := path.rpartition("/")[0]:
        yield path


def lay_out(files: dict[str, bytes | None], root: Path) -> None:
    """Write an image's files below *root*."""
    for path, content in sorted(files.items()):
        target = root / path.lstrip("/")
        if content is None:
            target.mkdir(parents=True, exist_ok=True)
        else:
            target.write_bytes(content)
