"""The command line as people use it: what is refused, what -q and -v say, times, tables, pipes."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import click
import pytest

from archive import corpus
from archive.collection import Collection
from archive.errors import NotACollection
from archive.state import State
from portal_spider.cli import main, when
from portal_spider.cli.output import aligned
from portal_spider.manners import Server
from portal_spider.page import EXTRACTOR
from portal_spider.run.waits import PutOff, told
from tests.kept import answer, kept


@dataclass(frozen=True)
class Said:
    code: int
    out: str
    error: str

    def sentence(self, code: int) -> str:
        """The one sentence of a refusal."""
        assert self.code == code, self
        assert "Traceback" not in self.error
        (line,) = self.error.strip().splitlines()
        return line


@pytest.fixture
def portal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """Run a command in this process."""

    def run(*arguments: object) -> Said:
        monkeypatch.setattr(sys, "argv", ["portal", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        out, error = capsys.readouterr()
        return Said(int(ended.value.code or 0), out, error)

    return run


def test_times_may_be_a_year_a_month_or_a_day() -> None:
    assert when.first_day("2020-02") == date(2020, 2, 1)
    assert when.last_day("2020-02") == date(2020, 2, 29)
    assert when.last_day("2020-5-1") == date(2020, 5, 1)
    assert when.beginning("2020") == datetime(2020, 1, 1, tzinfo=UTC)
    assert when.ending("2020-05-01").date() == date(2020, 5, 1)
    assert when.ending("2020-05-01T08:00+08:00") == datetime(2020, 5, 1, tzinfo=UTC)
    for text in ("soon", "2020-13", "2020-02-30", "2020-", "0000", ""):
        for read in (when.first_day, when.last_day, when.beginning, when.ending):
            with pytest.raises(click.BadParameter, match="such as"):
                read(text)


def test_show_takes_part_of_a_time_and_refuses_what_cannot_go_together(
    portal, demo_collection: Collection
) -> None:
    article = next(corpus.read_articles(demo_collection))
    into = ("--into", demo_collection.root)
    for time in (article.provenance.captured[:n] for n in (4, 7, 10, 19)):
        if len(time) < 19:
            assert portal("show", article.id, "--at", time, *into).code == 0, time
    assert portal("show", article.id, "--at", "2020", *into).code == 1
    assert "--at" in portal("show", article.id, "--at", "soon", *into).sentence(2)
    assert "--raw" in portal("show", article.id, "--payload", *into).sentence(2)
    assert "--json" in portal("show", article.id, "--raw", "--json", *into).sentence(2)
    assert "--explain" in portal("show", article.id, "--raw", "--explain", *into).sentence(2)
    assert "-q and -v" in portal("show", article.id, "-q", "-v", *into).sentence(2)


def test_a_slip_of_the_pen_is_no_empty_answer(portal, demo_collection: Collection) -> None:
    into = ("--into", demo_collection.root)
    assert "lanwan" in portal("search", "泉山", "--portal", "nosuch", *into).sentence(2)
    assert "nosuch" in portal("changes", "--since", "2020", "--portal", "nosuch", *into).sentence(2)
    reversed_days = portal("search", "泉山", "--from", "2025", "--to", "2024", *into).sentence(2)
    assert "after --to" in reversed_days
    both = portal("boilerplate", "lanwan", "--pin", "x", "--veto", "x", *into)
    assert "contradict" in both.sentence(2)
    written = (demo_collection.portals / "lanwan.toml").read_bytes()
    assert "pins" in portal("boilerplate", "lanwan", "--pin", "", *into).sentence(2)
    assert (demo_collection.portals / "lanwan.toml").read_bytes() == written
    assert portal("search", "泉山", "--from", "2025", "--to", "2025", *into).code == 0


def test_what_was_pinned_is_told_as_it_stands_then(portal, demo_copy: Collection) -> None:
    command = ("boilerplate", "lanwan", "--into", demo_copy.root, "--json")
    assert json.loads(portal(*command, "--pin", "本页加粗").out)["pins"] == ["本页加粗"]
    told = json.loads(portal(*command, "--veto", "本页加粗").out)
    assert (told["pins"], told["vetoes"]) == ([], ["本页加粗"])


def test_nothing_takes_the_place_of_what_is_no_file(
    portal, demo_collection: Collection, tmp_path: Path
) -> None:
    into = ("--into", demo_collection.root)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for place in (pipe, tmp_path):
        said = portal("export", "--format", "jsonl", "--out", place, *into).sentence(2)
        assert "no file" in said
    assert pipe.is_fifo()
    assert "no file" in portal("import", tmp_path, *into).sentence(3)
    assert "no such file" in portal("import", tmp_path / "x", *into).sentence(3)
    said = portal("changes", "--since", "2100", *into)
    assert (said.code, said.out) == (1, "nothing happened since 2100-01-01 00:00:00\n")


def test_quiet_leaves_the_results_and_verbose_says_what_is_read(
    portal, demo_collection: Collection
) -> None:
    into = ("--into", demo_collection.root)
    for command in (("status",), ("boilerplate", "lanwan"), ("qa",), ("withdraw", "--list"),
                    ("list",), ("search", "泉山"), ("reprints",), ("verify",)):  # fmt: skip
        quiet, plain = portal(*command, "-q", *into), portal(*command, *into)
        assert quiet.out, command
        assert set(quiet.out.splitlines()) <= set(plain.out.splitlines())
        loud = portal(*command, "-v", *into)
        assert "· the collection demo in" in loud.error, command
        assert loud.code == plain.code


def test_no_collection_is_made_for_what_cannot_be_crawled(portal, tmp_path: Path) -> None:
    root = tmp_path / "c"
    assert "--contact" in portal("crawl", "http://a.example/", "--into", root).sentence(2)
    assert "ftp" in portal("crawl", "ftp://a.example/", "--into", root).sentence(2)
    assert not root.exists()
    for nonsense in (
        "nonsense",
        "you@",
        "http://",
        "a b@example.org",
        "x@y.z\nEvil: 1",
        "ftp://a.b/",
    ):
        assert "contact" in portal("init", root, "--contact", nonsense).sentence(2)
    assert not root.exists()
    for number, contact in enumerate(
        ("you@example.org", "mailto:you@example.org", "https://example.org/bot")
    ):
        assert (
            portal("init", "--into", tmp_path / str(number), "--contact", contact, "-q").code == 0
        )
    assert "give one" in portal("init", root, "--into", root).sentence(2)


def test_a_collection_that_is_there_is_not_called_something_else(portal, tmp_path: Path) -> None:
    root = tmp_path / "c"
    assert json.loads(portal("init", root, "--json").out)["name"] == "c"
    assert "there is one already" in portal("init", root).sentence(2)
    with pytest.raises(NotACollection, match="no collection"):
        Collection(tmp_path)


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ("settings = 3", "settings"), ("schedules = [1]", "schedules"), ("name = 3", "name"),
        ("format = true", "format"), ("contact = 3", "contact"), ("created = 3", "created"),
    ],
)  # fmt: skip
def test_a_field_of_a_collection_that_is_wrong_is_named(
    portal, tmp_path: Path, line: str, field: str
) -> None:
    root = tmp_path / "c"
    portal("init", root)
    path = root / "collection.toml"
    rest = [held for held in path.read_text().splitlines() if not held.startswith(field)]
    path.write_text("\n".join([line, *rest, ""]))
    said = portal("status", "--into", root).sentence(2)
    assert f"collection.toml: {field} " in said


def test_a_missing_warc_is_named_as_it_was(portal, demo_copy: Collection) -> None:
    article = next(corpus.read_articles(demo_copy))
    demo_copy.warc(article.provenance.warc_filename).unlink()
    said = portal("show", article.id, "--raw", "--into", demo_copy.root).sentence(3)
    assert said.endswith(article.provenance.warc_filename)


def test_columns_stand_under_each_other_whatever_the_width_of_a_character() -> None:
    assert aligned([["地点", "时间", "x"], ["A街", "8:00", ""]]) == ["地点  时间  x", "A街   8:00"]


def test_tables_keep_their_tabs_in_a_pipe(portal, demo_collection: Collection) -> None:
    rows = portal("list", "--into", demo_collection.root).out.splitlines()
    assert rows[0].split("\t") == ["portal", "title", "hosts", "profile", "articles"]
    assert [row.split("\t")[4] for row in rows[1:]] == ["24", "10", "0"]
    tabled = [a for a in corpus.read_articles(demo_collection) if "\t" in a.content.text]
    for article in tabled:
        assert (
            article.content.text in portal("show", article.id, "--into", demo_collection.root).out
        )
    assert tabled


def test_what_a_run_waits_for_is_the_server_that_is_next() -> None:
    put_off = {
        "http://a.example": PutOff(130.0, 1, "no answer"),
        "http://b.example": PutOff(99.0, 1, "x"),
    }
    resting = {"http://c.example": Server(next_at=12.0, failures=6, why="HTTP 503")}
    assert (
        told(put_off, resting, {}, 100.0, 0.0) == "c.example: HTTP 503, 6 in a row, again in 12 s"
    )
    assert told(put_off, {}, {}, 100.0, 0.0) == "a.example: no answer, 2nd try in 30 s"
    assert told({}, {}, {"http://d.example": 0.0}, 100.0, 1.0) is None
    assert told({}, {}, {}, 100.0, 1.0) is None


def test_status_tells_a_loss_from_an_import(portal, demo_copy: Collection, tmp_path: Path) -> None:
    into = ("--into", demo_copy.root)
    (demo_copy.portals / "wrong.toml").write_text("hosts = 3")
    first, second = demo_copy.warc_files()
    elsewhere = tmp_path / "elsewhere"
    assert portal("import", first, second, "--into", elsewhere).code == 0
    text = portal("status", "--into", elsewhere).out
    assert "imported" in text
    assert "\n2 portals, 34 articles in 34 versions\n" in text
    assert "gap" not in text
    first.unlink()
    second.rename(second.with_name(second.name + ".open"))
    text = portal("status", *into).out
    assert f"missing, though the manifest names it: archive/{first.name}" in text
    assert "left open by a run that was killed" in text
    assert "profile wrong: hosts" in text
    assert "broken: hosts" in portal("list", *into).out
    with State(demo_copy.state) as state, state.transaction():
        state.start_crawl("20990101000000-lanwan", ["lanwan"], "2099-01-01T00:00:00Z")
    assert "killed; the next run goes on" in portal("status", *into).out
    with demo_copy.writing():
        text = portal("status", *into).out
        assert f"running (process {os.getpid()})" in text
        assert f"being written by process {os.getpid()}" in text


def test_qa_names_the_crawl_that_is_not_there(portal, demo_collection: Collection) -> None:
    said = portal("qa", "--crawl", "nosuch", "--into", demo_collection.root)
    assert "nosuch" in said.sentence(2)


def test_who_has_seen_enough_of_a_pipe_is_no_error(demo_collection: Collection) -> None:
    article = next(corpus.read_articles(demo_collection))
    command = [sys.executable, "-m", "portal_spider", "show", article.id]
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as pipe:
        done = subprocess.run(
            [*command, "--into", demo_collection.root], stdout=pipe, stderr=subprocess.PIPE,
            timeout=60, check=False,
        )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_damaged_state_is_named_with_its_remedy(portal, demo_copy: Collection) -> None:
    into, whole = ("--into", demo_copy.root), demo_copy.state.read_bytes()
    middle = len(whole) // 2
    for broken in (b"no database" * 99, whole[:4096] + bytes(range(256)) * (middle // 128)):
        demo_copy.state.write_bytes(broken)
        for command in (("status",), ("search", "泉山"), ("history", "http://nowhere.example/")):
            said = portal(*command, *into)
            if said.code != 1 or said.error:
                assert "portal rebuild makes it again" in said.sentence(3), command
        assert portal("rebuild", *into).code == 0
        assert portal("status", *into).code == 0


def test_what_was_recorded_with_a_fragment_is_shown_by_its_url(portal, tmp_path: Path) -> None:
    page = f"<html><body><h1>渡口</h1><p>{'渡口今日开船。' * 30}</p></body></html>".encode()
    url = "http://news.example/2026/1.html#rss"
    (source,) = kept(tmp_path / "source", (url, answer(page))).warc_files()
    into = ("--into", tmp_path / "c")
    assert portal("import", source, *into).code == 0
    for asked in (url, url.removesuffix("#rss")):
        assert portal("show", asked, "--raw", *into).code == 0
    assert portal("show", url, *into).code == 0
    package = portal("package", "--query", "渡口", "--out", tmp_path / "c.wacz", *into)
    assert "1 capture and 1 page" in package.out


def test_a_key_of_collection_toml_that_is_not_known_is_told(portal, tmp_path: Path) -> None:
    root = Collection.create(tmp_path / "c").root
    with (root / "collection.toml").open("a") as file:
        file.write('contacts = "x"\nfrom_2031 = true\n')
    done = portal("status", "--into", root)
    assert done.code == 0
    told = done.error.splitlines()
    assert [line.partition("collection.toml: ")[2] for line in told] == [
        "contacts is not known, it changes nothing (did you mean contact?)",
        "from_2031 is not known, it changes nothing",
    ]
    assert portal("status", "-q", "--into", root).error == ""


def test_what_an_earlier_reader_read_is_told_and_not_called_proved(
    portal, demo_copy: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    into = ("--into", demo_copy.root)
    assert "34 readings" in portal("verify", *into).out
    monkeypatch.setattr("portal_spider.reread.Rereader.extractor", "portal-extract/999")
    monkeypatch.setattr("portal_spider.cli.collections.EXTRACTOR", "portal-extract/999")
    said = portal("verify", *into)
    assert (said.code, "readings" in said.out) == (0, False)
    assert "34 articles not read again, for another version of the reader made them" in said.out
    assert f"34 articles read by {EXTRACTOR}: portal rebuild" in portal("status", *into).out
