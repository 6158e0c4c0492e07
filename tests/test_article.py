"""A line of the corpus and the Article it holds are the same thing."""

import jsonschema
import orjson
from hypothesis import given
from hypothesis import strategies as st

from archive.article import (
    Article,
    Block,
    Content,
    Dateline,
    Image,
    PageCapture,
    Provenance,
    Removed,
    article_id,
    complaint,
    content_digest,
    from_json,
    to_json,
)

TEXT = st.text(st.characters(codec="utf-8"), max_size=30)
SOME = st.none() | TEXT
MANY = st.lists(TEXT, max_size=3).map(tuple)
POINTER = {
    "captured": st.just("2026-09-23T01:02:03Z"),
    "warc_filename": st.just("p-20260923010203-00000.warc.gz"),
    "warc_record_offset": st.integers(0, 2**40),
    "warc_record_length": st.integers(1, 2**40),
    "warc_record_id": st.uuids().map(lambda u: f"<urn:uuid:{u}>"),
    "payload_digest": st.just("sha1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"),
}
CONTENT = st.builds(
    Content,
    title=SOME,
    subtitle=SOME,
    authors=MANY,
    editors=MANY,
    source=SOME,
    dateline=st.none()
    | st.builds(Dateline, agency=SOME, place=SOME, date=st.none() | st.just("01-24")),
    published=st.sampled_from([None, "2024-01-25", "2024-01-25T09:12:00+08:00"]),
    published_raw=SOME,
    modified=st.none(),
    section=MANY,
    keywords=MANY,
    language=SOME,
    description=SOME,
    text=TEXT,
    blocks=st.lists(
        st.builds(
            Block,
            type=st.sampled_from(["paragraph", "heading", "image"]),
            text=TEXT,
            level=st.none() | st.integers(1, 6),
            url=SOME,
        ),
        max_size=2,
    ).map(tuple),
    images=st.lists(st.builds(Image, url=TEXT, caption=SOME, alt=SOME), max_size=2).map(tuple),
    removed=st.lists(
        st.builds(
            Removed, kind=st.just("share"), text=TEXT, rule=TEXT, support=st.none() | st.just(8)
        ),
        max_size=2,
    ).map(tuple),
    evidence=st.dictionaries(TEXT, TEXT, max_size=2),
)
ARTICLE = st.builds(
    Article,
    id=TEXT.map(article_id),
    version=st.integers(1, 9),
    portal=st.just("example.org_8080"),
    url=TEXT,
    canonical_url=TEXT,
    content=CONTENT,
    pages=st.lists(st.builds(PageCapture, url=TEXT, **POINTER), min_size=1, max_size=2).map(tuple),
    first_seen=st.just("2026-09-23T01:02:03Z"),
    provenance=st.builds(
        Provenance, extractor=TEXT, boilerplate_version=SOME, crawl=SOME, **POINTER
    ),
)


@given(ARTICLE)
def test_a_line_gives_back_its_article(article: Article) -> None:
    line = to_json(article)
    assert from_json(line) == article
    assert to_json(from_json(line)) == line
    assert b"\n" not in line
    assert complaint(line) is None


@given(ARTICLE)
def test_a_second_validator_agrees(article: Article) -> None:
    from importlib.resources import files

    schema = orjson.loads(files("archive").joinpath("schema/article-1.json").read_bytes())
    jsonschema.validate(orjson.loads(to_json(article)), schema)


def test_the_schema_names_what_is_wrong() -> None:
    complaint_ = complaint(b'{"schema_version": 2}')
    assert complaint_ is not None
    assert "schema_version" in complaint_ or "must contain" in complaint_
    assert complaint(b"{") is not None


@given(CONTENT, TEXT)
def test_a_version_is_what_a_reader_sees(content: Content, text: str) -> None:
    from dataclasses import replace

    assert content_digest(replace(content, evidence={"a": text}, removed=())) == content_digest(
        content
    )
    assert (content_digest(replace(content, text=text)) == content_digest(content)) == (
        text == content.text
    )
