"""The options that every command has."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from archive.collection import Collection
from portal_spider.cli.output import Output

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


def output(as_json: bool, quiet: bool, verbose: int) -> Output:
    """Return the output that the options ask for."""
    return Output(json=as_json, level=-1 if quiet else verbose)


def opened(into: Path | None) -> Collection:
    """Return the collection that is there."""
    return Collection(into or Path.cwd())


def opened_or_created(into: Path | None) -> Collection:
    """Return the collection, made now if nothing is there."""
    return Collection.open_or_create(into or Path.cwd())
