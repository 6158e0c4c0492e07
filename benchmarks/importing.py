"""`portal import` and `rebuild` beside trafilatura: ``python -m benchmarks.importing [FILE.warc.gz]``.

Each has one core and begins as a new process. Ours take the WARC in, learn
what each portal prints, and write articles, state and indexes; trafilatura
reads the same pages out of it and writes its answers as JSON lines. Without a
FILE the pages are ``benchmarks/portal.py``'s.
"""

import argparse
import sys
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory

from archive.warc import captures
from benchmarks.files import write
from benchmarks.measure import Used, alternating, process, tell
from portal_spider.visit import from_capture, is_page_capture


def read_with_trafilatura(warc: Path, out: Path) -> None:
    """What a script of a few lines would do with a WARC."""
    import trafilatura

    with out.open("w", encoding="utf-8") as lines:
        for capture in captures(warc):
            visit = from_capture(capture, None)
            if is_page_capture(visit):
                found = trafilatura.extract(
                    visit.body, url=visit.url, output_format="json", with_metadata=True
                )
                lines.write((found or "null") + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("warc", nargs="?", type=Path, metavar="FILE.warc.gz")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--plot", type=Path, metavar="FILE.svg", help="draw the processor times")
    parser.add_argument("--trafilatura", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.trafilatura:
        read_with_trafilatura(asked.warc, asked.trafilatura)
        return
    with TemporaryDirectory() as scratch:
        place = Path(scratch)
        warc = asked.warc or next(write(place / "c", 300).warcs.glob("*.warc.gz"))
        pages = sum(is_page_capture(from_capture(found, None)) for found in captures(warc))
        ours = [sys.executable, "-m", "portal_spider"]
        into = place / "ours"

        def taken_in() -> Used:
            rmtree(into, ignore_errors=True)
            return process([*ours, "import", warc, "--into", into, "-q"], cores=1)

        def rebuilt() -> Used:
            return process([*ours, "rebuild", "--into", into, "-q"], cores=1)

        def theirs() -> Used:
            answers = place / "answers.jsonl"
            command = [sys.executable, "-m", "benchmarks.importing", warc, "--trafilatura", answers]
            return process(command, cores=1)

        works = {"trafilatura": theirs, "portal import": taken_in, "portal rebuild": rebuilt}
        found = alternating(works, asked.rounds)
    packages = ("trafilatura", "selectolax", "tantivy", "google-re2")
    tell(found, "trafilatura", pages, "page", "Import and rebuild", packages, asked.plot)


if __name__ == "__main__":
    main()
