"""Files that are there after a power cut: append, replace, cut back."""

import filecmp
import os
from collections.abc import Iterable
from pathlib import Path
from typing import IO

from archive.errors import BadInput, CannotKeep

_CHUNK = 1 << 20


def sync_directory(path: Path) -> None:
    """Make the names in directory *path* durable (a rename is not, before)."""
    handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def make_folder(path: Path) -> None:
    """Make directory *path* and those above it, durably: each is named in a synced one."""
    missing = []
    while not path.is_dir():
        missing.append(path)
        path = path.parent
    for folder in reversed(missing):
        folder.mkdir(exist_ok=True)
        sync_directory(folder.parent)


def sync_file(file: IO[bytes]) -> None:
    """Make what is in *file* durable."""
    file.flush()
    os.fsync(file.fileno())


def write_all(handle: int, block: bytes) -> None:
    """Write *block* whole; write(2) may take less than it is given."""
    view = memoryview(block)
    while view:
        view = view[os.write(handle, view) :]


def append(path: Path, block: bytes) -> int:
    """Append *block* to *path* durably; return the new size in bytes.

    What an error leaves half-written is cut off again.
    """
    try:
        new = not path.exists()
        make_folder(path.parent)
        handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            before = os.fstat(handle).st_size
            try:
                write_all(handle, block)
                os.fsync(handle)
            except OSError:
                os.ftruncate(handle, before)
                raise
        finally:
            os.close(handle)
        if new:
            sync_directory(path.parent)
    except OSError as error:
        raise CannotKeep(path, error.strerror or str(error)) from error
    return before + len(block)


def replace(path: Path, blocks: Iterable[bytes]) -> bool:
    """Put *blocks* where *path* is, atomically, unless they are there already; return which."""
    temporary = path.with_name(path.name + ".new")
    try:
        make_folder(path.parent)
        with temporary.open("wb") as file:
            file.writelines(blocks)
            file.flush()
            if path.exists() and filecmp.cmp(temporary, path, shallow=False):
                temporary.unlink()
                return False
            sync_file(file)
        temporary.replace(path)
        sync_directory(path.parent)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise CannotKeep(path, error.strerror or str(error)) from error
    return True


def failed(out: Path, error: OSError) -> CannotKeep | BadInput:
    """Return what to raise where *out* could not be made: what it was to be made of may be at fault.

    The system names the file that it would not give; one that it names not was being written.
    """
    why, named = error.strerror or str(error), error.filename
    if isinstance(named, (str, bytes)):
        path = Path(os.fsdecode(named)).absolute()
        whole = out.absolute()
        own = path.parent == whole.parent and path.name.startswith(whole.name)
        if path != whole.parent and not own:
            return BadInput(path, why)
    return CannotKeep(out, why)


def remove(path: Path) -> None:
    """Remove the file *path*, if it is there."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise CannotKeep(path, error.strerror or str(error)) from error


def whole_lines(path: Path, size: int) -> int:
    """Return how many of the first *size* bytes of *path* are lines that end."""
    try:
        with path.open("rb") as file:
            while size:
                begin = max(size - _CHUNK, 0)
                file.seek(begin)
                if (end := file.read(size - begin).rfind(b"\n")) >= 0:
                    return begin + end + 1
                size = begin
    except OSError as error:
        raise BadInput(path, error.strerror or str(error)) from error
    return 0


def keep_aside(path: Path, blocks: Iterable[bytes]) -> Path:
    """Keep *blocks* as *path*, or under the next free ``<path>-2``, ``-3``…; return where.

    What is kept under one of these names already is not kept twice.
    """
    coming, taken, number = path.with_name(path.name + ".aside"), path, 1
    replace(coming, blocks)
    try:
        while taken.exists() and not filecmp.cmp(coming, taken, shallow=False):
            number += 1
            taken = path.with_name(f"{path.name}-{number}")
        coming.replace(taken)
        sync_directory(path.parent)
    except OSError as error:
        raise CannotKeep(path, error.strerror or str(error)) from error
    return taken


def cut(path: Path, size: int) -> None:
    """Cut *path* back to *size* bytes, durably; remove it when nothing is left."""
    try:
        if size == 0:
            path.unlink(missing_ok=True)
            if path.parent.exists():
                sync_directory(path.parent)
            return
        with path.open("rb+") as file:
            file.truncate(size)
            sync_file(file)
    except OSError as error:
        raise CannotKeep(path, error.strerror or str(error)) from error
