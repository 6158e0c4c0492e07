"""A corpus line that a disk or a hand changed is one sentence of every reader: file, line and field."""

from collections.abc import Callable
from pathlib import Path

import orjson
import pytest

from archive import lock
from archive.article import from_json, to_json
from archive.collection import Collection
from archive.errors import CannotKeep, CorpusError
from archive.export import FORMATS, export
from archive.listing import Only, articles
from archive.package import of_articles
from archive.reprints import clusters
from archive.search import Search, update
from portal_spider.needs import needs
from tests.corpora import article, collection_of
from tests.test_cli import portal

TEXT = "渡口今年冬天重新开放。" * 9


@pytest.fixture
def root(tmp_path: Path) -> Path:
    made = (article(n, title=f"{n}", text=f"{TEXT}{n}", section=("a",)) for n in range(3))
    return collection_of(tmp_path / "c", made).root


def corpus_file(root: Path) -> Path:
    (path,) = Collection(root).articles_files()
    return path


def with_line(root: Path, change: Callable[[dict], object]) -> None:
    """Change the second line; `"1"` and 222 are as long, so that the others stand where they stood."""
    held = corpus_file(root).read_bytes().splitlines()
    row = orjson.loads(held[1])
    change(row)
    held[1] = orjson.dumps(row)
    corpus_file(root).write_bytes(b"\n".join([*held, b""]))


WRONG: dict[str, tuple[Callable[[dict], object], str]] = {
    "a number for the text": (lambda r: r.update(text=7), "text: 7 is not a text"),
    "no text at all": (lambda r: r.update(text=None), "text: None is not a text"),
    "a text for a list": (lambda r: r.update(authors="ab"), "authors: 'ab' is not a list"),
    "numbers in a list": (lambda r: r.update(section=[1]), "section: [1] holds what"),
    "a word for a day": (lambda r: r.update(published="today"), "published: 'today' is not"),
    "a number for a day": (lambda r: r.update(modified=2026), "modified: 2026 is not"),
    "a text for blocks": (lambda r: r.update(blocks="x"), "blocks: 'x' is not a list"),
    "a text for a block": (lambda r: r.update(blocks=["x"]), "block: 'x' is not an object"),
    "a block of another kind": (
        lambda r: r["blocks"][0].update(more=1), "block: got an unexpected keyword argument 'more'",
    ),
    "a picture without address": (
        lambda r: r.update(images=[{"url": 3, "alt": None, "caption": None}]), "url: 3 is not a text",
    ),
    "no pages": (lambda r: r.update(pages=[]), "pages: there is none"),
    "an offset that is a text": (
        lambda r: r["provenance"].update(warc_record_offset="9"), "warc_record_offset: '9'",
    ),
    "a length that is none": (
        lambda r: r["pages"][0].update(warc_record_length=None), "warc_record_length: None",
    ),
    "a time that is none": (
        lambda r: r["provenance"].update(captured="soon"), "captured: 'soon' is not",
    ),
    "an address that is a number": (lambda r: r.update(url=1), "url: 1 is not a text"),
    "a version that is true": (lambda r: r.update(version=True), "version: True is not a number"),
    "evidence in a list": (lambda r: r.update(evidence=[]), "evidence: [] is not an object"),
    "a field that is gone": (lambda r: r.pop("keywords"), "keywords: it is missing"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_a_field_of_another_type_is_named(name: str) -> None:
    change, told = WRONG[name]
    row = orjson.loads(to_json(article(1, title="t", text=TEXT)))
    change(row)
    with pytest.raises(ValueError, match=r".") as caught:
        from_json(orjson.dumps(row))
    assert told in str(caught.value)


READERS: dict[str, Callable[[Collection, Path], object]] = {
    **{
        f"export {form}": lambda c, out, form=form: export(articles(c), form, out, collection="c")
        for form in FORMATS if form != "parquet"
    },
    "reprints": lambda c, out: clusters(c),
    "package": lambda c, out: of_articles(c, articles(c), needs, "some"),
    "search": lambda c, out: (update(c), Search(c).find("渡口")),
}  # fmt: skip


@pytest.mark.parametrize("name", READERS)
def test_every_reader_names_file_and_line(root: Path, tmp_path: Path, name: str) -> None:
    with_line(root, lambda row: row.update(title=222))
    with pytest.raises(CorpusError) as caught:
        READERS[name](Collection(root), tmp_path / "out")
    assert "title: 222 is not a text or null" in str(caught.value)
    assert str(caught.value).endswith(f"{corpus_file(root)} line 2")
    assert not (tmp_path / "out").exists()


def test_a_search_that_was_made_before_names_them_too(root: Path) -> None:
    collection = Collection(root)
    update(collection)
    with_line(root, lambda row: row.update(title=222))
    with pytest.raises(CorpusError, match=r"title: 222 is not a text or null.* line 2$"):
        Search(collection).find("渡口")


def test_the_command_ends_with_3(root: Path, tmp_path: Path) -> None:
    with_line(root, lambda row: row.update(section=[1]))
    done = portal("export", "--format", "csv", "--out", tmp_path / "x.csv", "--into", root)
    assert done.returncode == 3
    assert done.stderr.decode().count("\n") == 1


@pytest.mark.parametrize(
    "change", [lambda b: b[:-9], lambda b: b[1:], lambda b: b" " + b, lambda b: b""]
)
def test_lines_that_moved_are_no_shorter_corpus(root: Path, change: Callable) -> None:
    """A reader that stops where it was committed would give out less, and say nothing."""
    corpus_file(root).write_bytes(change(corpus_file(root).read_bytes()))
    with pytest.raises(CorpusError):
        list(articles(Collection(root)))
    with pytest.raises(CorpusError):
        update(Collection(root))


def test_a_corpus_file_that_is_gone_is_told(root: Path) -> None:
    corpus_file(root).unlink()
    with pytest.raises(CorpusError, match=r"No such file or directory: .*\.jsonl$"):
        list(articles(Collection(root)))


def test_what_is_behind_the_last_commit_is_not_read_yet(root: Path) -> None:
    with corpus_file(root).open("ab") as file:
        file.write(b'{"a line that is being written')
    assert len(list(articles(Collection(root), Only()))) == 3


def test_two_that_write_one_file_do_not_mix(root: Path, tmp_path: Path) -> None:
    collection, out = Collection(root), tmp_path / "x.csv"
    temporary = tmp_path / "x.csv.new"
    with lock.alone(temporary), pytest.raises(CannotKeep, match="another process is writing it"):
        temporary.write_bytes(b"what the other has by now")
        export(articles(collection), "csv", out, collection="c")
    assert temporary.read_bytes() == b"what the other has by now"
    assert export(articles(collection), "csv", out, collection="c").articles == 3
    assert sorted(tmp_path.glob("x.csv*")) == [out, tmp_path / "x.csv.sheet.json"]
