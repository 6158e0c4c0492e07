"""WARCs looked through over all cores, a stretch each: what one scan would have met, in its order.

Where a record begins in the middle of a file can only be guessed. Each guess
is held against where the stretch before it ended, and where they differ
(damage, or a WARC in a payload) the stretch is looked through again from there.
"""

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import Generic, TypeVar

from archive.errors import NotStored
from archive.parallel import in_order
from archive.store.bucket import Remote
from archive.warc import Damage, Member, WarcFile, next_record, scan, size_of

R = TypeVar("R")
Look = Callable[[WarcFile, Iterable[Member | Damage]], R]  # goes to other processes, as R does

STRETCH = 1 << 22  # bytes of a file, or of several small ones, that are looked through at once
_ALONE = 4  # stretches that are looked through in the time that other processes need to begin


@dataclass(frozen=True, slots=True)
class Stretch:
    """What begins in the bytes *begin* to *stop* of a WARC."""

    path: WarcFile
    begin: int
    stop: int
    guess: bool  # no record need begin at *begin*


@dataclass(frozen=True, slots=True)
class Looked(Generic[R]):
    """A stretch that was looked through, and what was seen there."""

    stretch: Stretch
    start: int | None  # where its first record begins, None if none seems to
    end: int  # where what follows begins
    seen: R


def over_stretches(look: Look[R], files: Iterable[WarcFile]) -> Iterator[Looked[R]]:
    """Yield what *look* sees in the stretches of *files*, in order; no record is in two of them."""
    path, end = None, 0
    groups = _groups(files)
    begin = list(islice(groups, _ALONE + 1))
    processes = 1 if len(begin) <= _ALONE else None
    for group in in_order(_Through(look), chain(begin, groups), processes):
        for looked in group:
            stretch = looked.stretch
            if stretch.path != path:
                path, end = stretch.path, 0
            if end >= stretch.stop:
                continue  # one record, or one damage, reaches over all of it
            if looked.start != end:
                looked = look_through(look, replace(stretch, begin=end, guess=False))
            end = looked.end
            yield looked


def look_through(look: Look[R], stretch: Stretch) -> Looked[R]:
    """Return what *look* sees in *stretch*."""
    start = _guessed(stretch) if stretch.guess else stretch.begin
    members = _Members(stretch.path, stretch.stop if start is None else start, stretch.stop)
    seen = look(stretch.path, members)
    return Looked(stretch, start, members.end, seen)


def _guessed(stretch: Stretch) -> int | None:
    """Where a record seems to begin; what cannot be read is met by *look*, which knows of it."""
    with suppress(NotStored, OSError):
        return next_record(stretch.path, stretch.begin, stretch.stop)
    return None


class _Members:
    """What a scan yields, and where it ended: behind the stretch if it was not let come to its end."""

    def __init__(self, path: WarcFile, start: int, stop: int) -> None:
        self._found, self.end = scan(path, start, stop), stop

    def __iter__(self) -> Generator[Member | Damage]:
        self.end = yield from self._found


@dataclass(frozen=True, slots=True)
class _Through(Generic[R]):
    look: Look[R]

    def __call__(self, stretches: list[Stretch]) -> list[Looked[R]]:
        return [look_through(self.look, stretch) for stretch in stretches]


def _groups(files: Iterable[WarcFile]) -> Iterator[list[Stretch]]:
    """The stretches of *files*; those of small files together."""
    group: list[Stretch] = []
    held = 0
    for path in files:
        size = size_of(path)
        # From the store more is read than asked for, the longer the longer: not for every stretch.
        step = 4 * STRETCH if isinstance(path, Remote) else STRETCH
        for begin in range(0, size, step):
            stop = min(begin + step, size)
            group.append(Stretch(path, begin, stop, guess=begin > 0))
            held += stop - begin
            if held >= STRETCH:
                yield group
                group, held = [], 0
    if group:
        yield group
