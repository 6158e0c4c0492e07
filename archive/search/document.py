"""An article as the index has it: which fields, and what stands in them."""

import tantivy

from archive.article import Article
from archive.search.fold import fold, pairs, singles
from archive.surt import meant

FOLDED = ("title", "text", "source", "author", "editor", "section", "keyword")
TOKENIZER = "spaces"


def schema() -> tantivy.Schema:
    """Return what the index keeps of an article; ``fast`` fields are counted by facets."""
    builder = tantivy.SchemaBuilder()
    for name in FOLDED:
        builder.add_text_field(name, tokenizer_name=TOKENIZER, index_option="position")
        builder.add_text_field(f"{name}1", tokenizer_name=TOKENIZER, index_option="basic")
    for name in ("portal", "source_is", "section_is"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    builder.add_text_field("url", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("id", tokenizer_name="raw", index_option="basic", stored=True)
    builder.add_text_field("place", tokenizer_name="raw", index_option="basic", stored=True)
    builder.add_unsigned_field("rank", fast=True)
    builder.add_integer_field("day", indexed=True, fast=True)
    builder.add_integer_field("moment", fast=True)
    builder.add_integer_field("month", indexed=True, fast=True)
    return builder.build()


def folded_fields(article: Article) -> dict[str, str]:
    """Return the texts of *article* that words are looked for in; names stand a line each."""
    content = article.content
    whole = {
        "title": content.title or "", "text": content.text, "source": content.source or "",
        "author": "\n".join(content.authors), "editor": "\n".join(content.editors),
        "section": "\n".join(content.section), "keyword": "\n".join(content.keywords),
    }  # fmt: skip
    return {name: fold(text) for name, text in whole.items()} | {"portal": article.portal}


def day_of(published: str | None) -> int:
    """Return the day of an ISO 8601 date as a number, 0 for none.

    >>> day_of("2024-01-25T09:12:00+08:00")
    20240125
    """
    return int(published[:10].replace("-", "")) if published else 0


def moment_of(published: str | None) -> int:
    """Return the minute of an ISO 8601 date by its own clock as a number, 0 for none; a day is its first one.

    >>> moment_of("2024-01-25T09:12:00+08:00"), moment_of("2024-01-25")
    (202401250912, 202401250000)
    """
    return day_of(published) * 10_000 + int((published or "")[11:16].replace(":", "") or 0)


_BASE32 = {char: number for number, char in enumerate("234567abcdefghijklmnopqrstuvwxyz")}


def rank_of(identity: str) -> int:
    """Return a number for an article's id; numbers stand in the order of ids.

    A number is read from the index without the rest of what it keeps.

    >>> rank_of("abc234") < rank_of("abcd23")
    True
    """
    rank = 0
    for char in identity[1:13].ljust(12, "2"):
        rank = rank << 5 | _BASE32.get(char, 0)
    return rank


def document(article: Article, place: str) -> tantivy.Document:
    """Return *article*, whose line stands at *place*, as the index takes it in."""
    entry = tantivy.Document()
    for name, folded in folded_fields(article).items():
        if name in FOLDED and folded:
            entry.add_text(name, pairs(folded))
            entry.add_text(f"{name}1", singles(folded))
    entry.add_text("portal", article.portal)
    if article.content.source:
        entry.add_text("source_is", article.content.source)
    for section in article.content.section:
        entry.add_text("section_is", section)
    for url in {article.url, article.canonical_url, *(page.url for page in article.pages)}:
        entry.add_text("url", meant(url))
    entry.add_text("id", article.id)
    entry.add_text("place", place)
    entry.add_unsigned("rank", rank_of(article.id))
    day = day_of(article.content.published)
    entry.add_integer("day", day)
    entry.add_integer("month", day // 100)
    entry.add_integer("moment", moment_of(article.content.published))
    return entry
