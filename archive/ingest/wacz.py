"""A WACZ opened with distrust: names, sizes and hashes are checked before anything is taken.

Specification: https://specs.webrecorder.net/wacz/1.1.1/
"""

import hashlib
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import orjson

from archive.errors import BadInput

_CHUNK = 1 << 20
_MOST_NAMES = 100_000
_MOST_JSON = 64 << 20  # bytes of datapackage.json
_MOST_PROFILE = 1 << 20  # bytes of a portal's profile
_MOST_RATIO = 100  # unpacked to packed: WARCs are stored, text shrinks to a tenth
_FREE = 16 << 20  # unpacked bytes that need no excuse
_DESCRIPTION = "datapackage.json"
_SEAL = "datapackage-digest.json"
_PROFILE = re.compile(r"portals/[a-z0-9][a-z0-9._-]{0,100}\.toml\Z")
_ALGORITHMS = ("sha256", "sha512", "sha384", "sha1", "md5")


@dataclass(frozen=True, slots=True)
class Wacz:
    """An open WACZ whose hashes, and signature if it has one, fit.

    *warcs* are the paths of the WARCs in it, *profiles* those of portals' profiles.
    """

    path: Path
    warcs: tuple[str, ...]
    profiles: tuple[str, ...]
    _zip: zipfile.ZipFile

    def pieces(self, name: str) -> Iterator[bytes]:
        """Yield the bytes of the file *name* in it."""
        return _pieces(self._zip, self.path, name)


@contextmanager
def open_wacz(path: Path) -> Iterator[Wacz]:
    """Open the WACZ *path*, or raise BadInput with one sentence saying what is wrong."""
    try:
        opened = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise BadInput(path, f"no ZIP file, or a cut one: {error}") from error
    except OSError as error:
        raise BadInput(path, error.strerror or str(error)) from error
    with opened:
        _check_names(opened, path)
        _check_hashes(opened, path)
        names = sorted(opened.namelist())
        warcs = tuple(name for name in names if _is_warc(name))
        if not warcs:
            inner = any(name.endswith(".wacz") for name in names)
            why = "it holds other WACZ files; take those in" if inner else "no WARC in archive/"
            raise BadInput(path, why)
        profiles = tuple(name for name in names if _PROFILE.match(name))
        if any(opened.getinfo(name).file_size > _MOST_PROFILE for name in profiles):
            raise BadInput(path, f"a profile in it is larger than {_MOST_PROFILE} bytes")
        yield Wacz(path, warcs, profiles, opened)


def _is_warc(name: str) -> bool:
    return name.startswith("archive/") and name.endswith((".warc.gz", ".warc"))


def _check_names(opened: zipfile.ZipFile, path: Path) -> None:
    """Refuse what could write elsewhere, fill the disk, or mean two things."""
    members = opened.infolist()
    if len(members) > _MOST_NAMES:
        raise BadInput(path, f"{len(members)} files in one WACZ")
    seen = set()
    for member in members:
        name, shown = member.orig_filename, f"{member.orig_filename[:80]!r}"
        pure = PurePosixPath(name)
        drive = name[1:2] == ":"
        if pure.is_absolute() or drive or ".." in pure.parts or "\\" in name or "\x00" in name:
            raise BadInput(path, f"the name {shown} in it leads outside")
        kind = stat.S_IFMT(member.external_attr >> 16)
        if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
            raise BadInput(path, f"{shown} in it is no plain file")
        if name in seen:
            raise BadInput(path, f"{shown} stands in it twice")
        if member.flag_bits & 1:
            raise BadInput(path, f"{shown} in it is encrypted")
        if member.file_size > max(_FREE, _MOST_RATIO * member.compress_size):
            raise BadInput(path, f"{shown} in it would unpack to {member.file_size} bytes")
        seen.add(name)


def _check_hashes(opened: zipfile.ZipFile, path: Path) -> None:
    """Compare every file that datapackage.json lists, and the file itself with its seal."""
    names = set(opened.namelist())
    if _DESCRIPTION not in names:
        raise BadInput(path, f"no WACZ: there is no {_DESCRIPTION} in it")
    description = _read_json(opened, path, _DESCRIPTION)
    if _SEAL in names:
        seal = _read_json(opened, path, _SEAL)
        sealed = seal.get("hash")
        if isinstance(sealed, str):
            _check_hash(opened, path, _DESCRIPTION, sealed)
        signature = seal.get("signedData")
        from archive.package.sign import complaint  # brings replay along, which a WARC needs not

        if isinstance(signature, dict) and (wrong := complaint(signature, sealed)):
            raise BadInput(path, wrong)
    resources = description.get("resources")
    if not isinstance(resources, list):
        raise BadInput(path, f"{_DESCRIPTION} lists no resources")
    listed = set()
    for resource in resources:
        name = resource.get("path") if isinstance(resource, dict) else None
        if not isinstance(name, str) or name not in names:
            raise BadInput(path, f"{str(name)[:80]!r} is listed in {_DESCRIPTION}, but missing")
        listed.add(name)
        size, expected = resource.get("bytes"), resource.get("hash")
        actual = opened.getinfo(name).file_size
        if isinstance(size, int) and size != actual:
            raise BadInput(path, f"{name} has {actual} bytes, {size} are listed")
        if isinstance(expected, str):
            _check_hash(opened, path, name, expected)
    unlisted = sorted(name for name in names - listed if _is_warc(name) or _PROFILE.match(name))
    if unlisted:
        raise BadInput(path, f"{unlisted[0]!r} is not listed in {_DESCRIPTION}")


def _check_hash(opened: zipfile.ZipFile, path: Path, name: str, expected: str) -> None:
    label, _, value = expected.partition(":")
    if label not in _ALGORITHMS:
        raise BadInput(path, f"{name}: the hash {expected[:20]!r} is of no known kind")
    digest = hashlib.new(label, usedforsecurity=False)
    for piece in _pieces(opened, path, name):
        digest.update(piece)
    if digest.hexdigest() != value.lower():
        computed = f"{label}:{digest.hexdigest()}"
        raise BadInput(path, f"{name} was changed: expected {expected}, computed {computed}")


def _read_json(opened: zipfile.ZipFile, path: Path, name: str) -> dict[str, object]:
    if opened.getinfo(name).file_size > _MOST_JSON:
        raise BadInput(path, f"{name} is larger than {_MOST_JSON} bytes")
    try:
        found = orjson.loads(b"".join(_pieces(opened, path, name)))
    except ValueError as error:
        raise BadInput(path, f"{name} is no JSON: {error}") from error
    if not isinstance(found, dict):
        raise BadInput(path, f"{name} is no JSON object")
    return found


def _pieces(opened: zipfile.ZipFile, path: Path, name: str) -> Iterator[bytes]:
    """The bytes of one file; never more than its entry says, whose ratio was checked."""
    left = opened.getinfo(name).file_size
    try:
        with opened.open(name) as file:
            while piece := file.read(_CHUNK):
                left -= len(piece)
                if left < 0:
                    raise BadInput(path, f"{name} is longer than its entry says")
                yield piece
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise BadInput(path, f"{name} cannot be unpacked: {error}") from error
    except OSError as error:
        raise BadInput(path, f"{name}: {error.strerror or error}") from error
    if left:
        raise BadInput(path, f"{name} is cut short by {left} bytes")
