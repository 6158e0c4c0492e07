"""`portal boilerplate`, `fixture`: what was learned of a portal, and a page kept as a test."""

from dataclasses import asdict
from pathlib import Path

import click

from portal_spider.cli.options import check_portals, common, opened
from portal_spider.cli.output import Output, shortened


@click.command()
@click.argument("portal")
@click.option(
    "--pin", multiple=True, metavar="TEXT", help="TEXT is boilerplate, whatever is learned."
)
@click.option(
    "--veto", multiple=True, metavar="TEXT", help="TEXT is none, however often it stands."
)
@click.option("--all", "everything", is_flag=True, help="Every text, not the first of each kind.")
@common
def boilerplate(
    portal: str,
    pin: tuple[str, ...],
    veto: tuple[str, ...],
    everything: bool,
    into: Path | None,
    out: Output,
) -> int:
    """Show what was learned of PORTAL: its furniture, where bodies stand, whether that changed."""
    from portal_spider.derive import read_model
    from portal_spider.layouts import look
    from portal_spider.pinning import write_pins
    from portal_spider.portals import held_profile, known

    collection = opened(into, out)
    profiles = known(collection.portals)
    check_portals(collection, (portal,))
    profile = profiles.get(portal) or held_profile(portal)
    if torn := set(pin) & set(veto):
        raise click.UsageError(f"--pin and --veto contradict each other: {torn.pop()}")
    if pin or veto:
        with collection.writing():
            path = write_pins(collection.portals, profile, pin, veto)
        profile = known(collection.portals)[portal]
        out.line(f"wrote {path}")
        out.note(f"`portal rebuild` reads {portal} again with it")
    model = read_model(collection, profile)
    seen = look(collection, portal)
    out.whole(
        {
            "portal": portal, "pages": model.pages if model else 0,
            "version": model.version if model else None,
            "pins": profile.pins, "vetoes": profile.vetoes,
            "containers": [asdict(p) for p in model.containers] if model else [],
            "furniture": [asdict(p) for p in model.furniture] if model else [],
            "entries": [asdict(e) for e in model.entries.values()] if model else [],
            "layout": asdict(seen) | {"alarm": seen.alarm},
        }
    )  # fmt: skip
    if model is None:
        out.line(f"{portal}: nothing learned yet; eight pages are needed")
        return 1
    out.line(f"{portal}: learned from {model.pages} pages (version {model.version})", style="bold")
    out.line("bodies stand in")
    for place in model.containers[:8]:
        out.line(f"  {place.support:>5} pages  {place.path}")
    if model.furniture:
        out.line("inside them, furniture")
    for place in model.furniture[: None if everything else 12]:
        out.line(f"  {place.support:>5} pages  {place.kind or '':<13} {place.path}")
    shown: dict[str, int] = {}
    room = max(out.console.width - 31, 20) if out.terminal else 140
    out.line("texts")
    ranked = sorted(model.entries.values(), key=lambda e: (e.kind, -(e.support or 10**9), e.text))
    for entry in ranked:
        shown[entry.kind] = shown.get(entry.kind, 0) + 1
        if everything or shown[entry.kind] <= 8:
            support = "pinned" if entry.support is None else f"{entry.support:>5} pages"
            where = f"  [{entry.path}]" if entry.path and out.level > 0 else ""
            out.line(f"  {support}  {entry.kind:<13} {shortened(entry.text, room)}{where}")
        elif shown[entry.kind] == 9:
            out.line(f"               {entry.kind:<13} … (--all)")
    if seen.alarm:
        out.line(f"layout: {seen.alarm}", style="yellow")
        for box in seen.boxes[:4]:
            out.line(f"  {box}")
    return 8 if seen.alarm else 0


@click.command()
@click.argument("what", metavar="URL|ID")
@click.option("--out", "pages", type=click.Path(path_type=Path), metavar="DIR",
              help="Where to (default: tests/pages in a checkout, else ./fixtures).")  # fmt: skip
@common
def fixture(what: str, pages: Path | None, into: Path | None, out: Output) -> None:
    """Keep an archived page and the article read from it as a test, to be corrected by hand."""
    from archive.access import article_at
    from portal_spider.fixture import default_folder, save

    collection = opened(into, out)
    folder = save(collection, article_at(collection, what), pages or default_folder())
    out.whole({"folder": str(folder)})
    _say(out, folder)


def _say(out: Output, folder: Path) -> None:
    out.line(f"kept in {folder}")
    out.note(
        "correct article.json by hand where the reading is wrong; the test fails until it is right"
    )
