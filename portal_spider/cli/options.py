"""The options that every command has."""

from calendar import monthrange
from collections.abc import Callable
from datetime import date
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from archive.collection import Collection
from archive.errors import BadInput
from portal_spider.cli.output import Output

if TYPE_CHECKING:
    from archive.history import VersionState

_F = TypeVar("_F", bound=Callable[..., Any])


def common(function: _F) -> _F:
    """Add ``--into``, ``--json``, ``-q`` and ``-v``."""
    for option in (
        click.option("-v", "--verbose", count=True, help="Say more."),
        click.option("-q", "--quiet", is_flag=True, help="Print results only."),
        click.option("--json", "as_json", is_flag=True, help="Machine-readable output."),
        click.option(
            "--into", type=click.Path(path_type=Path), default=None, metavar="COLLECTION",
            help="The collection (default: the current directory).",
        ),
    ):  # fmt: skip
        function = option(function)
    return function


_STATES = ("edited", "deleted", "restored", "moved")  # archive.history's, without loading it


def part(function: _F) -> _F:
    """Add the options that name a part of the corpus, handed on as *only*."""

    @wraps(function)
    def narrowed(
        *,
        since: str | None,
        until: str | None,
        portals: tuple[str, ...],
        sections: tuple[str, ...],
        sources: tuple[str, ...],
        states: tuple["VersionState", ...],
        **rest: Any,
    ) -> Any:
        from archive.listing import Only

        only = Only(
            portals=portals, sections=sections, sources=sources, states=states,
            since=_day("--from", since, last=False), until=_day("--to", until, last=True),
        )  # fmt: skip
        return function(only=only, **rest)

    for option in (
        click.option("--state", "states", multiple=True, type=click.Choice(_STATES), help="What became of it: more versions, gone, back, elsewhere."),
        click.option("--source", "sources", multiple=True, metavar="NAME", help="First published by it."),
        click.option("--section", "sections", multiple=True, metavar="NAME", help="In this section."),
        click.option("--portal", "portals", multiple=True, metavar="NAME", help="Of this portal."),
        click.option("--to", "until", metavar="DATE", help="Published on or before this day, month or year."),
        click.option("--from", "since", metavar="DATE", help="Published on or after this day, month or year."),
    ):  # fmt: skip
        narrowed = option(narrowed)
    return narrowed  # type: ignore[return-value]


def _day(option: str, text: str | None, *, last: bool) -> date | None:
    """Read a day; of a month or a year its first or *last* day is meant."""
    from portal_spider.errors import UsageError

    if text is None:
        return None
    try:
        if text.count("-") == 2:
            return date.fromisoformat(text)
        year, _, month = text.partition("-")
        number = int(month) if month else 12 if last else 1
        return date(int(year), number, monthrange(int(year), number)[1] if last else 1)
    except ValueError:  # IllegalMonthError is one
        raise UsageError(f"{option}: not a day such as 2024-01-25: {text}") from None


def output(as_json: bool, quiet: bool, verbose: int) -> Output:
    """Return the output that the options ask for."""
    return Output(json=as_json, level=-1 if quiet else verbose)


def opened(into: Path | None, *, derived: bool = True) -> Collection:
    """Return the collection that is there; BadInput if what is *derived* is gone.

    Without its state a full collection looks like an empty one.
    """
    collection = Collection(into or Path.cwd())
    if derived and not collection.state.exists() and collection.warc_files():
        raise BadInput(collection.state, "it is gone; portal rebuild makes it again")
    return collection


def opened_or_created(into: Path | None) -> Collection:
    """Return the collection, made now if nothing is there."""
    return Collection.open_or_create(into or Path.cwd())
