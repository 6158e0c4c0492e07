"""`portal history` and `portal changes`."""

import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from rich.text import Text

from portal_spider.cli.options import check_portals, common, opened
from portal_spider.cli.output import Output, as_json
from portal_spider.cli.when import beginning
from portal_spider.harmless import harmless

_AROUND = 24  # characters of unchanged text shown beside a change
_STYLES = {
    "published": "green", "edited": "yellow", "deleted": "red", "restored": "green", "moved": "cyan",
}  # fmt: skip


@click.command()
@click.argument("what", metavar="URL|ID")
@common
def history(what: str, into: Path | None, out: Output) -> None:
    """Show an article's versions and what happened to it, with diffs."""
    from archive.history import history as find

    collection = opened(into, out)
    whole = find(collection, what).to_dict(collection)
    out.whole(whole)
    out.line(whole["title"] or "(no title)", style="bold")
    out.line(f"  {whole['url']}")
    out.line(f"  {whole['id']}, last seen {_when(whole['last_seen'])}")
    for event in whole["events"]:
        _print_event(out, event)


def _print_event(out: Output, event: dict[str, Any]) -> None:
    told = event.get("reason") or event.get("to") or ""
    version = f"version {event['version']}" if "version" in event else ""
    line = f"\n{_when(event['at'])}  {event['type']}  {version}{told}"
    out.line(line.rstrip(), style=_STYLES[event["type"]])
    evidence = event["evidence"]
    out.line(f"  {evidence['warc_filename']} at {evidence['warc_record_offset']}", style="dim")
    for change in event.get("changes", ()):
        if "diff" in change:
            out.text(_marked(change["diff"], out.console.is_terminal))
        else:
            out.line(f"  {change['field']}: {_shown(change['old'])} → {_shown(change['new'])}")


def _when(at: str) -> str:
    """A time for people, to the second; in UTC as all times here."""
    return f"{at[:10]} {at[11:19]}"


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return " ".join(str(v) for v in value.values() if v) or "–"
    return "、".join(map(str, value)) if isinstance(value, list) else str(value or "–")


def _marked(pieces: list[dict[str, str]], colours: bool) -> Text:
    r"""The changes with a little around them: coloured, or marked as wdiff does; one line, ¶ where a block ends.

    >>> pieces = [{"op": "equal", "text": "甲" * 30}, {"op": "insert", "text": "\n\n乙"}]
    >>> _marked(pieces, False).plain == "  …" + "甲" * 24 + "{+¶乙+}"
    True
    """
    text = Text("  ")
    for number, piece in enumerate(pieces):
        words = harmless(piece["text"]).replace("\n\n", "¶").replace("\n", " ")
        if piece["op"] == "equal":
            text.append(_cut(words, number > 0, number < len(pieces) - 1), style="dim")
        elif colours:
            text.append(words, style="red strike" if piece["op"] == "delete" else "green underline")
        else:
            text.append(f"[-{words}-]" if piece["op"] == "delete" else f"{{+{words}+}}")
    return text


def _cut(text: str, after: bool, before: bool) -> str:
    """What stands unchanged *after* a change, *before* one, or between two, shortened where it may be."""
    if len(text) <= (after + before) * _AROUND:
        return text
    return (text[:_AROUND] if after else "") + "…" + (text[-_AROUND:] if before else "")


@click.command()
@click.option("--since", type=beginning, required=True, metavar="TIME",
              help="A day, month, year or moment; without a zone in UTC.")  # fmt: skip
@click.option("--portal", metavar="NAME", help="Of this portal only.")
@common
def changes(since: datetime, portal: str | None, into: Path | None, out: Output) -> int:
    """List what was published, edited, deleted, restored or moved since a time."""
    from archive.history import changes as find
    from archive.history import event_dict
    from archive.times import stamp

    collection = opened(into, out)
    if portal is not None:
        check_portals(collection, (portal,))
    found = sorted(find(collection, stamp(since), portal), key=lambda row: (row[1].at, row[0].id))
    if out.json:
        for held, event in found:
            named = {"id": held.id, "portal": held.portal, "title": held.title}
            sys.stdout.write(as_json(event_dict(collection, event) | named) + "\n")
        return 0 if found else 1
    for held, event in found:
        told = event.reason or (f"to {event.to}" if event.to else "")
        line = f"{_when(event.at)}  {event.type:<9}  {held.title or event.url}  {told}"
        out.line(line.rstrip(), style=_STYLES[event.type])
        out.line(f"    {event.url}  {held.id}", style="dim")
    if not found:
        out.line(f"nothing happened since {_when(stamp(since))}")
    return 0 if found else 1
