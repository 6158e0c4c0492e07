"""Pages read on another core: the same crawl, and one that goes on when that process dies."""

import asyncio
import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive.capture import RecordPointer
from archive.collection import Collection
from archive.state import Place, State
from portal_spider import beside, portals
from portal_spider.beside import Beside, Readers
from portal_spider.derive import derive
from portal_spider.profile import SiteProfile
from portal_spider.survey import survey
from portal_spider.visit import Visit
from tests import program
from tests.local_site import Site
from tests.test_crawl import CRAWL, article, derived

PLACE = Place("p", "article", 1, 0, None)
AT_ONCE = """
from portal_spider import beside
beside._WORTH = beside._SHARE = 0.0
beside.cores = lambda: 2
asked = beside.given
def given(pool, task):
    global handed
    handed += 1
    return asked(pool, task)
beside.given, handed = given, 0
"""


def visit(body: bytes) -> Visit:
    at = datetime(2026, 9, 10, tzinfo=UTC)
    pointer = RecordPointer(
        warc_filename="x.warc.gz", offset=0, length=1, record_id="<urn:uuid:1>",
        payload_digest=None, date=at,
    )  # fmt: skip
    return Visit(
        url="http://a.example/bendi/2026-09-10/1.html", captured=at, status=200,
        content_type="text/html; charset=utf-8", location=None, answer=body, method=None,
        record=pointer, pointer=pointer, crawl="c",
    )  # fmt: skip


def begun(readers: Readers, monkeypatch: pytest.MonkeyPatch) -> Beside:
    monkeypatch.setattr(beside, "cores", lambda: 2)
    made = Beside(readers)
    made.spent(1e9)
    return made


class Dying(Readers):
    def __call__(self, task: object) -> None:
        os._exit(3)


class Failing(Readers):
    def __call__(self, task: object) -> None:
        raise ValueError("not what it should be")


def readers(kind: type[Readers], root: Path) -> Readers:
    return kind(Collection.create(root), {"p": SiteProfile(name="p", hosts=("a.example",))}, True)


def test_what_comes_back_is_what_this_process_would_read(tmp_path: Path, monkeypatch) -> None:
    work, page = readers(Readers, tmp_path / "c"), visit(article(3))
    made = begun(work, monkeypatch)
    try:
        said = asyncio.run(made.read(page, PLACE))
    finally:
        made.close()
    assert said is not None
    assert said == work(("p", page, True))


def test_a_process_that_dies_leaves_the_reading_to_this_one(tmp_path: Path, monkeypatch) -> None:
    made = begun(readers(Dying, tmp_path / "c"), monkeypatch)
    assert asyncio.run(made.read(visit(article(3)), PLACE)) is None
    made.spent(1e9)
    assert asyncio.run(made.read(visit(article(3)), PLACE)) is None


def test_what_another_process_cannot_read_this_one_does(tmp_path: Path, monkeypatch) -> None:
    made = begun(readers(Failing, tmp_path / "c"), monkeypatch)
    try:
        assert asyncio.run(made.read(visit(article(3)), PLACE)) is None
    finally:
        made.close()


def test_nothing_is_begun_where_the_servers_are_what_is_waited_for(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(beside, "cores", lambda: 2)
    made = Beside(readers(Readers, tmp_path / "c"))
    made.spent(0.5)
    assert asyncio.run(made.read(visit(article(3)), PLACE)) is None


def test_a_crawl_with_another_core_keeps_what_a_rebuild_makes(tmp_path: Path) -> None:
    pages = {f"/bendi/2026-09-{10 + n}/{n}.html": article(n) for n in range(12)}
    front = "".join(f"<a href='{path}'>x</a>" for path in pages).encode()
    script = AT_ONCE + CRAWL + "\nprint(handed)"
    root = tmp_path / "c"
    with Site({"/": front, "/a.css": b"p{}", **pages}) as site:
        done = program.run(
            [sys.executable, "-c", script, str(root), f"{site.origin}/", "{}"],
            capture_output=True, text=True, timeout=90, check=True,
        )  # fmt: skip
    *_, told, handed = done.stdout.splitlines()
    assert json.loads(told)["report"]["outcomes"]["article"] == len(pages)
    assert int(handed) > 0
    collection = Collection(root)
    before = derived(collection)
    profile = portals.generic(f"{site.origin}/")
    with State(collection.state) as state:
        survey_now = survey(collection, {profile.name: profile})
        assert not derive(collection, state, profile, survey_now).changed
        state.commit()
    assert derived(collection) == before
