"""Whose captures stand where in other tools' files: looked up once, and never taken on trust."""

from pathlib import Path
from typing import Any

import pytest

from archive.capture import Exchange
from archive.collection import Collection
from archive.state import State
from archive.warc import WarcSeries
from portal_spider import survey as module
from portal_spider.importing import import_files
from portal_spider.portals import known
from portal_spider.profile import SiteProfile
from portal_spider.rebuild import rebuild
from portal_spider.survey import Survey, survey
from tests.test_crawl import article
from tests.test_ingest import REQUEST, WHEN


def foreign(folder: Path, name: str, numbers: range) -> Path:
    """A WARC of another tool, with articles of two portals."""
    series = WarcSeries(
        folder / name, name, manifest_path=folder / "manifest.jsonl",
        description={"software": "another tool"}, clock=lambda: WHEN,
    )  # fmt: skip
    (folder / name).mkdir(parents=True)
    for n in numbers:
        body = article(n)
        response = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%b"
        series.write(
            Exchange(
                uri=f"http://{'ab'[n % 2]}.example/bendi/2026-09-{10 + n}/{n}.html", date=WHEN,
                request=REQUEST, response=response % (len(body), body),
            )
        )  # fmt: skip
    series.close()
    return folder / name / str(series.filename)


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that are looked through for whose they are."""
    names: list[str] = []
    plain = module._look

    def noting(path: Path, *more: Any) -> Any:
        names.append(path.name)
        return plain(path, *more)

    monkeypatch.setattr(module, "_look", noting)
    return names


@pytest.fixture
def collection(tmp_path: Path) -> Collection:
    return Collection.create(tmp_path / "c")


def told(surveyed: Survey) -> tuple[Any, ...]:
    places = {
        file: {portal: [tuple(place) for place in there] for portal, there in found.items()}
        for file, found in surveyed.foreign.items()
    }
    return places, surveyed.owners, surveyed.paged


def test_an_import_looks_through_what_is_new_alone(
    tmp_path: Path, collection: Collection, looked: list[str]
) -> None:
    files = [foreign(tmp_path, f"f{n}", range(3 * n, 3 * n + 3)) for n in range(3)]
    for file in files:
        import_files(collection, (file,))
    assert looked == [file.name for file in files]
    lines = {path: path.read_bytes() for path in collection.articles_files()}
    assert sum(len(found.splitlines()) for found in lines.values()) == 9
    with State(collection.state) as state:
        kept = survey(collection, known(), None, state)
    assert len(looked) == 3
    assert told(kept) == told(survey(collection, known()))
    looked.clear()
    rebuild(collection)
    assert looked == [file.name for file in files]
    assert {path: path.read_bytes() for path in collection.articles_files()} == lines
    with State(collection.state) as state:
        assert told(survey(collection, known(), None, state)) == told(kept)
    assert len(looked) == 3


def test_another_size_or_another_profile_is_another_survey(
    tmp_path: Path, collection: Collection, looked: list[str]
) -> None:
    import_files(collection, (foreign(tmp_path, "f", range(4)),))
    looked.clear()
    hosts = ("a.example", "b.example")
    same = known() | {"a.example": SiteProfile(name="a.example", hosts=hosts[:1])}
    both = known() | {"ab": SiteProfile(name="ab", hosts=hosts)}
    with State(collection.state) as state:
        survey(collection, same, None, state)
        assert not looked
        (places,) = survey(collection, both, None, state).foreign.values()
        assert (places.keys(), len(looked)) == ({"ab"}, 1)
        survey(collection, both, None, state)
        assert len(looked) == 1
        (path,) = collection.warc_files()
        path.write_bytes(path.read_bytes()[:-40])
        noted: list[object] = []
        for _ in range(2):  # what is damaged is not kept
            found = survey(collection, both, lambda *damage: noted.append(damage), state)
            assert len(found.places("ab", path.name)) == 3
    assert (len(looked), len(noted)) == (3, 4)  # the record, and the file's length


def test_of_two_profiles_of_one_host_the_first_has_its_captures(
    tmp_path: Path, collection: Collection
) -> None:
    import_files(collection, (foreign(tmp_path, "f", range(4)),))
    plain = {"a.example": SiteProfile(name="a.example", hosts=("a.example",))}
    other = {"z": SiteProfile(name="z", hosts=("a.example",))}
    with State(collection.state) as state:
        for profiles in (plain | other, other, other | plain, plain):
            assert told(survey(collection, profiles, None, state)) == told(
                survey(collection, profiles)
            )


def test_damage_that_came_since_is_passed_over_where_its_captures_are_read(
    tmp_path: Path, collection: Collection, looked: list[str]
) -> None:
    import_files(collection, (foreign(tmp_path, "one", range(4)),))
    (path,) = collection.warc_files()
    with State(collection.state) as state:
        found = survey(collection, known(), None, state)
    offset, _ = found.places("a.example", path.name)[0]
    block = bytearray(path.read_bytes())
    block[offset + 30 : offset + 60] = bytes(30)
    path.write_bytes(bytes(block))
    looked.clear()
    done = import_files(collection, (foreign(tmp_path, "two", range(4, 8)),))
    assert [(passed.file, passed.offset) for passed in done.passed] == [
        (f"archive/{path.name}", offset)
    ]
    assert path.name not in looked
    articles = {portal.portal: portal.articles for portal in done.portals}
    assert articles == {"a.example": 3, "b.example": 4}
