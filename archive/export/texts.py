"""Articles as texts: plain, and as TEI P5."""

import re
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from archive.article import Article, Block

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TEI = {"heading": "head", "caption": "p", "paragraph": "p", "quote": "quote", "list_item": "item"}


def txt_blocks(articles: Iterable[Article]) -> Iterator[bytes]:
    """Yield *articles* as plain text: a head of facts, the text, a line of dashes between."""
    for number, article in enumerate(articles):
        content = article.content
        facts = {
            "title": content.title, "published": content.published, "source": content.source,
            "authors": ", ".join(content.authors), "url": article.url, "id": article.id,
            "captured": article.provenance.captured,
        }  # fmt: skip
        head = "".join(f"{name}: {value}\n" for name, value in facts.items() if value)
        yield f"{'-' * 72 + chr(10) if number else ''}{head}\n{content.text}\n\n".encode()


def tei_blocks(articles: Iterable[Article]) -> Iterator[bytes]:
    """Yield *articles* as one TEI corpus, an article a ``TEI`` with its source described."""
    yield (
        b'<?xml version="1.0" encoding="UTF-8"?>\n<teiCorpus xmlns="http://www.tei-c.org/ns/1.0">\n'
        b"<teiHeader><fileDesc><titleStmt><title>Articles of a news archive</title></titleStmt>"
        b"<publicationStmt><p>Exported by portal-archive</p></publicationStmt>"
        b"<sourceDesc><p>Each text names the capture it was read from</p></sourceDesc>"
        b"</fileDesc></teiHeader>\n"
    )
    for article in articles:
        yield _tei(article).encode()
    yield b"</teiCorpus>\n"


def _tei(article: Article) -> str:
    content = article.content
    language = f" xml:lang={quoteattr(content.language)}" if content.language else ""
    authors = "".join(f"<author>{_text(name)}</author>" for name in content.authors)
    editors = "".join(f"<editor>{_text(name)}</editor>" for name in content.editors)
    published = content.published or ""
    date = f"<date when={quoteattr(published)}>{_text(published)}</date>" if published else ""
    publisher = f"<publisher>{_text(content.source or article.portal)}</publisher>"
    terms = "".join(f"<term>{_text(word)}</term>" for word in content.keywords)
    keywords = f"<profileDesc><textClass><keywords>{terms}</keywords></textClass></profileDesc>"
    return (
        f"<TEI xml:id={quoteattr(article.id)}{language}><teiHeader><fileDesc><titleStmt>"
        f"<title>{_text(content.title)}</title>{authors}{editors}</titleStmt>"
        f"<publicationStmt>{publisher}{date}<idno type='url'>{_text(article.url)}</idno>"
        "</publicationStmt>"
        f"<sourceDesc><bibl><title>{_text(content.title)}</title>"
        f"<idno type='warc'>{_text(article.provenance.warc_filename)}#"
        f"{article.provenance.warc_record_offset}</idno>"
        f"<idno type='digest'>{_text(article.provenance.payload_digest)}</idno>"
        f"<date type='captured' when={quoteattr(article.provenance.captured)}/></bibl></sourceDesc>"
        f"</fileDesc>{keywords if terms else ''}</teiHeader><text><body>"
        f"{''.join(_blocks(content.blocks))}</body></text></TEI>\n"
    )


def _blocks(blocks: tuple[Block, ...]) -> Iterator[str]:
    """The body: a division a heading, runs of list items in one list."""
    items: list[str] = []
    depth = 0
    for block in blocks:
        if block.type == "list_item":
            items.append(f"<item>{_text(block.text)}</item>")
            continue
        if items:
            yield f"<list>{''.join(items)}</list>"
            items = []
        if block.type == "heading":
            yield "</div>" * depth + f"<div><head>{_text(block.text)}</head>"
            depth = 1
        elif block.type == "table":
            yield f"<table>{''.join(map(_row, block.text.splitlines()))}</table>"
        elif block.type == "image":
            yield f"<figure><graphic url={quoteattr(block.url or '')}/></figure>"
        else:
            yield f"<{_TEI[block.type]}>{_text(block.text)}</{_TEI[block.type]}>"
    if items:
        yield f"<list>{''.join(items)}</list>"
    yield "</div>" * depth or ("" if blocks else "<p/>")


def _row(line: str) -> str:
    return f"<row>{''.join(f'<cell>{_text(cell)}</cell>' for cell in line.split(chr(9)))}</row>"


def _text(text: str | None) -> str:
    return escape(_NOT_XML.sub("\ufffd", text or ""))
