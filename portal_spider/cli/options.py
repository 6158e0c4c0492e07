"""The options that every command has, and those that name a part of the corpus."""

import os
import sys
from collections.abc import Callable, Iterable
from datetime import date
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from archive.collection import KEYS, Collection
from archive.errors import BadInput
from archive.text import valid
from portal_spider.cli.output import Output, counted, plain_error
from portal_spider.cli.when import first_day, last_day

if TYPE_CHECKING:
    from archive.history import VersionState

_F = TypeVar("_F", bound=Callable[..., Any])


def common(function: _F) -> _F:
    """Add ``--into``, handed on as *into*, and ``--json``, ``-q`` and ``-v``, handed on as *out*."""
    into = click.option(
        "--into", type=click.Path(path_type=Path), default=None, metavar="COLLECTION",
        help="The collection (default: the current directory).",
    )  # fmt: skip
    return spoken(into(function))


def spoken(function: _F) -> _F:
    """Add ``--json``, ``-q`` and ``-v``, handed on as *out*."""

    @wraps(function)
    def told(*arguments: Any, as_json: bool, quiet: bool, verbose: int, **rest: Any) -> Any:
        if quiet and verbose:
            raise click.UsageError("-q and -v contradict each other")
        _check_texts(rest.values())
        out = Output(json=as_json, level=-1 if quiet else verbose)
        try:
            done = function(*arguments, out=out, **rest)
            sys.stdout.flush()
        except BrokenPipeError:  # who reads along, as `head` does, has seen enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(0)
        return done

    for option in (
        click.option("-v", "--verbose", count=True, help="Say what is read and decided, too."),
        click.option("-q", "--quiet", is_flag=True, help="Results only: no progress, no hints."),
        click.option("--json", "as_json", is_flag=True, help="Machine-readable output."),
    ):
        told = option(told)
    return told  # type: ignore[return-value]


def _check_texts(arguments: Iterable[Any]) -> None:
    for given in arguments:
        for text in given if isinstance(given, tuple) else (given,):
            if isinstance(text, str) and not valid(text):
                raise click.UsageError(f"not valid text in UTF-8: {text!r}")


metrics = click.option(
    "--metrics",
    metavar="[HOST:]PORT|FILE.prom",
    help="Let Prometheus scrape it there (default host: loopback), or keep the numbers in a file.",
)

frontier = click.option(
    "--frontier",
    metavar="URL",
    envvar="PORTAL_FRONTIER",
    help="One that many workers share: redis://HOST:PORT/0 (docs/scale.md).",
)

_STATES = ("edited", "deleted", "restored", "moved")  # archive.history's, without loading it


def part(function: _F) -> _F:
    """Add the options that name a part of the corpus, handed on as *only*."""

    @wraps(function)
    def narrowed(
        *,
        since: date | None,
        until: date | None,
        portals: tuple[str, ...],
        sections: tuple[str, ...],
        sources: tuple[str, ...],
        states: tuple["VersionState", ...],
        into: Path | None,
        **rest: Any,
    ) -> Any:
        from archive.listing import Only

        _check_texts((portals, sections, sources))
        if since and until and since > until:
            raise click.UsageError(f"--from {since} is after --to {until}")
        if portals:
            check_portals(opened(into), portals)
        only = Only(
            portals=portals, sections=sections, sources=sources, states=states,
            since=since, until=until,
        )  # fmt: skip
        return function(only=only, into=into, **rest)

    for option in (
        click.option("--state", "states", multiple=True, type=click.Choice(_STATES), help="What became of it: more versions, gone, back, elsewhere."),
        click.option("--source", "sources", multiple=True, metavar="NAME", help="First published by it."),
        click.option("--section", "sections", multiple=True, metavar="NAME", help="In this section."),
        click.option("--portal", "portals", multiple=True, metavar="NAME", help="Of this portal."),
        click.option("--to", "until", type=last_day, metavar="DATE", help="Published on or before this day, month or year."),
        click.option("--from", "since", type=first_day, metavar="DATE", help="Published on or after this day, month or year."),
    ):  # fmt: skip
        narrowed = option(narrowed)
    return narrowed  # type: ignore[return-value]


def check_portals(collection: Collection, names: tuple[str, ...]) -> None:
    """Refuse a portal that has no profile and of which nothing is held: it is a slip of the pen."""
    from portal_spider.errors import UnknownPortal
    from portal_spider.portals import known

    there = {path.parent.name for path in collection.articles_files()}
    there |= set(known(collection.portals))
    for name in names:
        if name not in there and name not in _held(collection):
            raise UnknownPortal(name, tuple(sorted(there)))


def _held(collection: Collection) -> list[str]:
    from archive.state import State

    if not collection.state.exists():
        return []
    with State(collection.state, readonly=True) as state:
        return state.portals()


def opened(into: Path | None, out: Output | None = None, *, derived: bool = True) -> Collection:
    """Return the collection that is there; BadInput if what is *derived* is gone.

    Without its state a full collection looks like an empty one.
    """
    collection = Collection(into or Path.cwd())
    warcs = collection.warc_files()
    if out is not None:
        named = f"the collection {collection.configuration.name} in {collection.root}"
        out.debug(f"{named}: {counted(len(warcs), 'WARC file')}")
        if out.level >= 0:
            _warn_of_unknown(collection)
    if derived and not collection.state.exists() and warcs:
        raise BadInput(collection.state, "it is gone; portal rebuild makes it again")
    return collection


def _warn_of_unknown(collection: Collection) -> None:
    """Say what in collection.toml changes nothing: a slip of the pen, or a later version's."""
    from difflib import get_close_matches

    for key in collection.configuration.unknown:
        near = get_close_matches(key, KEYS, 1)
        hint = f" (did you mean {near[0]}?)" if near else ""
        path = collection.root / "collection.toml"
        plain_error(f"{path}: {key} is not known, it changes nothing{hint}")


def opened_or_created(into: Path | None, out: Output) -> Collection:
    """Return the collection, made now if nothing is there."""
    root = into or Path.cwd()
    if (root / "collection.toml").exists():
        return opened(root, out, derived=False)
    out.debug(f"making a collection in {root}")
    return Collection.create(root)
