"""`portal import`, `rebuild`, `verify`."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from portal_spider.cli.following import Following
from portal_spider.cli.options import common, opened, opened_or_created
from portal_spider.cli.output import Output, counted, plain_error

if TYPE_CHECKING:
    from archive.parallel import InOrder
    from archive.verify import Finding
    from portal_spider.passing import Passed


class Counting:
    """Counts the captures that are read, and says whose they are."""

    def __init__(self, out: Output) -> None:
        self._out, self._following = out, Following(out)
        self._portal = ""

    def __call__(self, portal: str, count: int) -> None:
        """*count* captures of *portal* are read."""
        if portal != self._portal:
            self._portal = portal
            self._out.debug(f"reading the captures of {portal}")
        if count % 50 == 0:
            self._following.show(f"{portal}: {counted(count, 'capture')} read")

    def end(self) -> None:
        """Clear the line."""
        self._following.end()


_on = click.option(
    "--on", metavar="tcp://HOST:PORT", help="Read pages on the Dask cluster of this scheduler."
)


@contextmanager
def _readers(on: str | None) -> Iterator["InOrder"]:
    """What pages are read by: the cluster that was named, or all cores here."""
    from archive.parallel import collect_seldom, in_order

    collect_seldom()
    if on is None:
        yield in_order
        return
    from portal_spider.cluster import cluster

    with cluster(on) as readers:
        yield readers


@click.command(name="import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
@_on
@common
def import_files(files: tuple[Path, ...], on: str | None, into: Path | None, out: Output) -> int:
    """Take in WARC or WACZ files of any tool, and read the articles in them."""
    from archive.errors import BadInput
    from portal_spider.importing import import_files as take_in

    for file in files:
        if not file.is_file():
            raise BadInput(file, "it is no file" if file.exists() else "there is no such file")
    collection = opened_or_created(into, out)
    counting = Counting(out)
    with _readers(on) as readers:
        imported = take_in(collection, files, counting, readers)
    counting.end()
    out.whole(
        {
            "files": [
                {
                    "source": str(i.source), "truncated": i.truncated, "why": i.why,
                    "misfits": i.misfits, "misfit": i.misfit,
                    "files": [{"file": t.file, "records": t.records, "new": t.new} for t in i.files],
                }
                for i in imported.files
            ],
            "portals": [
                {"portal": d.portal, "pages": d.pages, "articles": d.articles,
                 "versions": d.versions}
                for d in imported.portals
            ],
            "passed_over": [asdict(passed) for passed in imported.passed],
        }
    )  # fmt: skip
    for ingested in imported.files:
        for taken in ingested.files:
            state = counted(taken.records, "record") if taken.new else "held already"
            out.line(f"{ingested.source.name} → archive/{taken.file}: {state}")
        if ingested.why:
            plain_error(f"bad input file: {ingested.source}: {ingested.why}; the rest was taken")
        if ingested.misfits:
            plain_error(
                f"{ingested.source}: {counted(ingested.misfits, 'record')} with a digest that does"
                f" not fit the bytes, taken and read as they are; the first: {ingested.misfit}"
            )
    articles = sum(d.articles for d in imported.portals)
    if len(imported.portals) > 12 and not out.json:
        out.line(f"{counted(articles, 'article')} of {len(imported.portals)} portals")
    else:
        for derived in imported.portals:
            out.line(
                f"  {derived.portal}: {counted(derived.pages, 'page')},"
                f" {counted(derived.articles, 'article')}"
            )
    passed = tell_passed(imported.passed)
    return 3 if any(i.truncated for i in imported.files) else passed


@click.command()
@_on
@common
def rebuild(on: str | None, into: Path | None, out: Output) -> int:
    """Make everything derived again, from the WARCs."""
    from portal_spider.rebuild import rebuild as make_again

    collection = opened(into, out, derived=False)
    counting = Counting(out)
    with _readers(on) as readers:
        made = make_again(collection, counting, readers)
    counting.end()
    out.whole(
        {
            "portals": [
                {"portal": d.portal, "pages": d.pages, "articles": d.articles,
                 "versions": d.versions, "changed": d.changed}
                for d in made.portals
            ],
            "passed_over": [asdict(passed) for passed in made.passed],
        }
    )  # fmt: skip
    for derived in made.portals:
        change = "changed" if derived.changed else "as before, byte for byte"
        out.line(
            f"{derived.portal}: {counted(derived.articles, 'article')}"
            f" in {counted(derived.versions, 'version')}"
            f" from {counted(derived.pages, 'page')}: {change}"
        )
    return tell_passed(made.passed)


def tell_passed(passed: "tuple[Passed, ...]") -> int:
    """Name what was passed over; the exit code says that there was any."""
    for one in passed:
        plain_error(f"passed over: {one}")
    return 3 if passed else 0


@click.command()
@click.option("--repair", "mend", is_flag=True, help="Mend what can be mended without loss.")
@click.option("--quick", is_flag=True, help="Files only; copies in the store by size and ETag.")
@common
def verify(mend: bool, quick: bool, into: Path | None, out: Output) -> int:
    """Check every file, record, index line, article and pointer."""
    from archive import seals
    from archive.errors import BadInput, CorpusError
    from archive.verify import NOT_READ_AGAIN, repair
    from archive.verify import verify as check
    from portal_spider.errors import UsageError
    from portal_spider.rebuild import rebuild as make_again
    from portal_spider.reread import Rereader

    if quick and mend:
        raise UsageError("--repair needs to know more than --quick looks at")
    collection = opened(into, out, derived=False)
    reread = Rereader(collection)
    checked: Counter[str] = Counter()

    following = Following(out)

    def step(what: str, done: int) -> None:
        following.show(f"checking {what}" + (f": {done:,}" if done else ""))
        if not done:
            out.debug(f"checking {what}")

    collection.at_rest()
    findings = list(check(collection, checked, reread=reread, quick=quick, progress=step))
    if findings:
        collection.at_rest()  # a run that began meanwhile would be taken for damage
    done: list[str] = []
    if mend and findings:
        with collection.writing():
            done = repair(collection, findings)
            seals.seal(collection)
        if _damaged(findings):
            plain_error("articles and state were left as they are: they cannot be made again whole")
        elif done or any(f.kind.startswith(("article", "state", "search")) for f in findings):
            try:
                make_again(collection)
                done.append("made articles, index and state again from the WARCs")
            except (BadInput, CorpusError) as error:  # of what can be told, not undone
                plain_error(f"articles and state were not made again: {error}")
        checked.clear()
        findings = list(check(collection, checked, reread=Rereader(collection), progress=step))
    following.end()
    out.whole(
        {"checked": dict(checked), "findings": [f.to_dict() for f in findings], "repaired": done}
    )
    for sentence in done:
        out.line(f"repaired: {sentence}")
    for finding in findings:
        out.line(str(finding), style="red")
    left = checked.pop(NOT_READ_AGAIN, 0)
    out.items((_checked(what, count) for what, count in checked.items()), before="checked ")
    if left:
        out.line(
            f"{counted(left, 'article')} not read again, for another version of the reader made"
            " them: portal rebuild makes them anew"
        )
    if quick:
        out.line("not read: records, index, articles, state; nor what the store gives back")
    out.line(counted(len(findings), "finding") if findings else "nothing found")
    return 1 if findings else 0


def _checked(what: str, count: int) -> str:
    """Return what was checked with its number.

    >>> _checked("lines_in_state", 1), _checked("index_lines", 2)
    ('1 line in state', '2 index lines')
    """
    words = what.split("_")
    if count == 1:
        words = [word.removesuffix("s") for word in words]
    return f"{count} {' '.join(words)}"


def _damaged(findings: "list[Finding]") -> bool:
    """Whether a record may be lost: what is made again from the rest would lack its article."""
    lost = ("damage", "file_missing", "file_size", "file_digest")
    return any(finding.kind in lost for finding in findings)
