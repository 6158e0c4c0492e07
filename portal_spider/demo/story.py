"""The stories the demo portals print: plain text files, one each, all invented.

A head of ``field: value`` lines, an empty line, then blocks with an empty line
between them: a paragraph, ``## subheading``, ``> quote``, ``- list item`` lines,
``| table | rows |``, ``![caption](picture)``; ``===`` begins a new page.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Literal

from archive.article import Dateline

BlockKind = Literal["paragraph", "heading", "quote", "list", "table", "picture"]


@dataclass(frozen=True, slots=True)
class StoryBlock:
    """A piece of a story: *lines* of a list or table, else one; *picture* names the image."""

    kind: BlockKind
    lines: tuple[str, ...]
    picture: str | None = None

    @property
    def texts(self) -> tuple[str, ...]:
        """What a reader of the article gets of it: a text for each block of the corpus."""
        if self.kind == "table":
            return ("\n".join("\t".join(cells(line)) for line in self.lines),)
        return self.lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One story; *pages* has its blocks, page by page."""

    number: str
    section: str
    title: str
    published: datetime  # local time of the portal; midnight where only the day is printed
    source: str | None
    authors: tuple[str, ...]
    editors: tuple[str, ...]
    dateline: Dateline | None
    keywords: tuple[str, ...]
    pages: tuple[tuple[StoryBlock, ...], ...]

    @property
    def text(self) -> str:
        """The whole text as the article contract has it: a blank line between blocks."""
        return "\n\n".join(text for page in self.pages for block in page for text in block.texts)


@cache
def stories(portal: str) -> tuple[Story, ...]:
    """Return the stories of *portal* ("lanwan" or "qiling"), the newest first."""
    folder = files("portal_spider.demo") / "stories" / portal
    read = [
        _story(file.name.removesuffix(".txt"), file.read_text("utf-8"))
        for file in folder.iterdir()
        if file.name.endswith(".txt")
    ]
    return tuple(sorted(read, key=lambda story: (story.published, story.number), reverse=True))


def cells(row: str) -> tuple[str, ...]:
    """Return the cells of a table's row: ``| a | b |``."""
    return tuple(cell.strip() for cell in row.strip().strip("|").split("|"))


def _story(number: str, text: str) -> Story:
    head, _, body = text.partition("\n\n")
    fields = dict(line.split(": ", 1) for line in head.splitlines())
    agency, place, day = ([*fields.get("dateline", "").split(" | "), "", ""])[:3]
    return Story(
        number=number,
        section=fields["section"],
        title=fields["title"],
        published=datetime.fromisoformat(fields["date"]),
        source=fields.get("source"),
        authors=_listed(fields.get("author")),
        editors=_listed(fields.get("editor")),
        dateline=Dateline(agency=agency, place=place, date=day) if agency else None,
        keywords=_listed(fields.get("keywords")),
        pages=tuple(
            tuple(_block(block) for block in re.split(r"\n\s*\n", page.strip()))
            for page in body.split("\n===\n")
        ),
    )


def _listed(names: str | None) -> tuple[str, ...]:
    return tuple(names.split(",")) if names else ()


def _block(text: str) -> StoryBlock:
    lines = tuple(text.strip().splitlines())
    picture = re.fullmatch(r"!\[(.+)\]\((\w+)\)", lines[0])
    if picture:
        return StoryBlock("picture", (picture[1],), picture[2])
    for mark, kind in (("## ", "heading"), ("> ", "quote"), ("- ", "list"), ("| ", "table")):
        if lines[0].startswith(mark):
            cut = 0 if kind == "table" else len(mark)
            return StoryBlock(kind, tuple(line[cut:] for line in lines))  # type: ignore[arg-type]
    return StoryBlock("paragraph", (" ".join(lines),))
