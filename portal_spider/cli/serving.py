"""`portal serve`."""

from pathlib import Path
from typing import Any

import click

from archive.collection import Collection
from portal_spider.cli.options import common, opened
from portal_spider.cli.output import Output
from portal_spider.cli.searching import brought_up_to_date


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8400, show_default=True,
              help="On 127.0.0.1; 0: a free one.")  # fmt: skip
@common
def serve(port: int, into: Path | None, out: Output) -> None:
    """Show the collection in a browser: search, articles, captures, crawls. On loopback only."""
    collection = opened(into, out)
    serve_collection(collection, out, port)


def serve_collection(collection: Collection, out: Output, port: int) -> None:
    """Serve the web view of *collection*, and its replay on a port of its own, until interrupted."""
    from archive import replay, serving, web
    from portal_spider.schedule import overview

    def schedules() -> list[dict[str, Any]]:
        return overview(Collection(collection.root))  # as collection.toml is by now

    brought_up_to_date(collection)
    view_port, replay_port = serving.listen(port), serving.listen()
    origin, replayed = serving.origin_of(view_port), serving.origin_of(replay_port)
    viewers = (origin, origin.replace(serving.LOOPBACK, "localhost"))
    out.whole({"url": f"{origin}/", "replay": f"{replayed}/"})
    out.line(f"{collection.configuration.name} is at {origin}/ (stop with Ctrl-C)")
    serving.serve(
        [
            (web.app(collection, replay=replayed, schedules=schedules), view_port),
            (replay.app(collection, viewers=viewers), replay_port),
        ]
    )
