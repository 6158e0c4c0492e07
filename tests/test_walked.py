"""What was walked of a page once gives the same readings; without room pages are read as ever."""

import io
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive.capture import RecordPointer
from portal_spider import fixture, walked
from portal_spider.extract import open_page, read_page, reopened
from portal_spider.profile import SiteProfile
from portal_spider.reader import PageReader
from portal_spider.sitemodel import facts_of, learn
from portal_spider.walked import WalkedPages
from tests.regold import PAGES, folders

PROFILE = SiteProfile(name="p")


def record(offset: int, file: str = "p.warc.gz") -> RecordPointer:
    return RecordPointer(
        warc_filename=file, offset=offset, length=1, record_id=f"<urn:uuid:{offset}>",
        payload_digest=None, date=datetime(2026, 9, 10, tzinfo=UTC),
    )  # fmt: skip


@pytest.mark.parametrize("folder", folders(), ids=lambda f: str(f.relative_to(PAGES)))
def test_a_page_reads_the_same_from_what_was_walked_of_it(folder: Path) -> None:
    raw = fixture.load(folder)
    page = open_page(raw)
    before = page.walked()
    assert before is not None
    facts = facts_of(page)
    for model in (None, learn([facts], 8, PROFILE)):
        again = reopened(raw, before)
        assert facts_of(again) == facts
        assert read_page(again, PROFILE, model) == read_page(page, PROFILE, model)
    assert page.walked() == before  # whoever read it has changed nothing


def test_what_was_kept_of_a_page_is_found_by_its_record() -> None:
    pages = WalkedPages()
    assert pages.of(record(0)) is None
    pages.keep(record(0), b"first")
    pages.keep(record(0, "q.warc.gz"), b"of another file")
    assert pages.of(record(0)) == b"first"
    pages.keep(record(9), b"next")
    assert [pages.of(record(n)) for n in (0, 9)] == [b"first", b"next"]
    assert pages.of(record(0, "q.warc.gz")) == b"of another file"
    assert pages.of(record(5)) is None


def test_what_there_is_no_room_for_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(walked, "_ROOM", 2 * (walked._EACH + 10))
    pages = WalkedPages()
    for number in range(4):
        pages.keep(record(number), b"0123456789")
    assert [pages.of(record(n)) is not None for n in range(4)] == [True, True, False, False]


def test_a_full_disk_ends_the_keeping_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    class Full(io.BytesIO):
        def write(self, block: bytes) -> int:  # type: ignore[override]
            if self.tell():
                raise OSError(28, "No space left on device")
            return super().write(block)

    monkeypatch.setattr(walked, "TemporaryFile", lambda **_: Full())
    pages = WalkedPages()
    for number in range(3):
        pages.keep(record(number), b"x")
    assert [pages.of(record(n)) for n in range(3)] == [b"x", None, None]


def test_of_a_page_whose_claims_are_nested_too_deep_nothing_is_kept() -> None:
    nested = '{"@type": "NewsArticle", "headline": "一", "a": ' + "[" * 900 + "]" * 900 + "}"
    html = f'<script type="application/ld+json">{nested}</script><p>一</p>'
    raw = replace(fixture.load(folders()[0]), body=html.encode())
    page = open_page(raw)
    assert page.claims.article
    assert page.walked() is None
    said = PageReader(PROFILE, None, again=True).read(raw, as_article=True)
    assert said.walked is None
