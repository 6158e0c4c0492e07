"""Export: what other tools read is what the corpus says."""

import csv
import hashlib
import io
import json
import re
import sys
from dataclasses import replace
from itertools import accumulate
from pathlib import Path

import pytest
from lxml import etree

from archive import Collection, Only, listing, withdrawal
from archive.article import Block, Dateline, from_json, to_json
from archive.errors import BadInput, CannotKeep
from archive.export import FORMATS, export
from archive.export.citations import bibtex, gbt7714
from archive.export.write import stream
from archive.search import update
from tests import program
from tests.corpora import article, collection_of, keep

TEI = "{http://www.tei-c.org/ns/1.0}"


@pytest.fixture
def articles() -> list:
    return [
        article(
            1, title='=HYPERLINK("http://x.example")', text="第一段\n\n“引号”,逗号\n第二行",
            published="2025-10-21T09:12:00+08:00", authors=("甲", "乙", "丙", "丁"),
            source="渡口&晚报", section=("地方",), language="zh-CN",
            dateline=Dateline(agency="通讯社", place="渡口", date="10-20"),
        ),
        article(
            2, title="<b>&{title}\nTI  - x</b>", published="2025-10", text="a\x0bb",
            blocks=(
                Block(type="heading", text="头", level=2), Block(type="list_item", text="一"),
                Block(type="list_item", text="二"), Block(type="table", text="a\tb\n1\t2"),
                Block(type="quote", text="引"), Block(type="image", text="", url="http://x/?a&b"),
            ),
        ),
    ]  # fmt: skip


@pytest.fixture
def collection(articles, tmp_path: Path) -> Collection:
    made = collection_of(tmp_path / "c", articles)
    update(made)
    return Collection(made.root)


def test_every_format_holds_every_article_and_says_so(collection, tmp_path: Path) -> None:
    for form in FORMATS:
        if form == "parquet":
            pytest.importorskip("pyarrow")
        out = tmp_path / f"out.{form}"
        done = export(collection.every(), form, out, collection="c")
        sheet = json.loads(done.sheet.read_bytes())
        assert sheet["articles"] == done.articles == 2
        assert sheet["sha256"] == hashlib.sha256(out.read_bytes()).hexdigest()
        assert sheet["published_from"] <= sheet["published_to"]
        assert not out.with_name(out.name + ".new").exists()
    none = tmp_path / "none.csv"
    assert export(iter(()), "csv", none, collection="c").articles == 0
    assert not none.exists()


def test_lines_are_the_corpus(collection, articles) -> None:
    lines = b"".join(stream(collection.every(), "jsonl")).splitlines()
    assert [from_json(line) for line in lines] == articles
    assert lines == [to_json(a) for a in articles]


def test_a_spreadsheet_shows_cells_and_runs_none(collection, articles) -> None:
    whole = b"".join(stream(collection.every(), "csv"))
    assert whole.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(whole.decode("utf-8-sig"), newline="")))
    assert rows[0]["title"] == "'" + articles[0].content.title
    assert rows[0]["text"] == articles[0].content.text
    assert rows[0]["authors"] == "甲; 乙; 丙; 丁"
    assert not any(cell[:1] in "=+-@" for row in rows for cell in row.values() if cell)


def test_tei_is_well_formed_and_whole(collection, articles) -> None:
    root = etree.fromstring(b"".join(stream(collection.every(), "tei")))
    texts = root.findall(f"{TEI}TEI")
    assert [t.get("{http://www.w3.org/XML/1998/namespace}id") for t in texts] == [
        a.id for a in articles
    ]
    assert texts[0].findtext(f".//{TEI}publisher") == "渡口&晚报"
    assert [i.text for i in texts[1].iter(f"{TEI}item")] == ["一", "二"]
    assert len(texts[1].findall(f".//{TEI}cell")) == 4
    assert [p.text for p in texts[0].iter(f"{TEI}p")] == ["第一段", "“引号”,逗号\n第二行"]


def test_citations_name_capture_and_digest(collection) -> None:
    forms = {
        f: b"".join(stream(collection.every(), f)).decode() for f in ("bibtex", "ris", "gbt7714")
    }
    for text in forms.values():
        assert text.count("sha1:") == 2
        assert text.count("2026-01-01T00:00:00Z") == 2
    assert "渡口\\&晚报" in forms["bibtex"]
    assert forms["ris"].count("\r\nTI  - ") == 2
    assert forms["gbt7714"].startswith("甲, 乙, 丙, 等. =HYPERLINK")
    assert "[EB/OL]. 渡口&晚报, (2025-10-21)[2026-01-01]. " in forms["gbt7714"]


def test_citations_are_what_their_formats_say() -> None:
    korean = article(
        3, title="하나 { 둘", published="2025-02-03T09:00:00+09:00", source="나루일보",
        authors=("가", "나", "다", "라"), language="ko-KR", keywords=("강", "배"),
    )  # fmt: skip
    bare = article(4, title=None, language="fil")
    entry = bibtex(korean)
    depth = list(accumulate((char == "{") - (char == "}") for char in entry))
    assert (min(depth), depth[-1]) == (0, 0)  # as BibTeX counts, to which a backslash is nothing
    assert "  langid = {korean}," in entry
    assert not {"title", "langid", "date"} & {
        line.split(" = ")[0].strip() for line in bibtex(bare).splitlines()
    }
    record = b"".join(stream([korean, bare], "ris")).decode()
    assert record.count("\n") == record.count("\r\n")
    fields = [line.split("  - ", 1) for line in record.split("\r\n\r\n")[0].split("\r\n")]
    assert [fields[0], fields[-1]] == [["TY", "NEWS"], ["ER", ""]]
    assert {
        ("T2", "나루일보"), ("DA", "2025/02/03/"), ("PY", "2025"), ("KW", "강"), ("KW", "배"),
    } <= {(tag, value) for tag, value in fields}  # fmt: skip
    assert gbt7714(korean).startswith(
        "가, 나, 다, et al. 하나 { 둘[EB/OL]. 나루일보, (2025-02-03)["
    )
    assert gbt7714(replace(korean, content=replace(korean.content, published=None))).startswith(
        "가, 나, 다, et al. 하나 { 둘[EB/OL]. 나루일보[2026-01-01]. "
    )


def test_tools_read_the_files_as_they_are(collection, articles, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    out = tmp_path / "out.parquet"
    export(collection.every(), "parquet", out, collection="c")
    first = articles[0]
    polars = pytest.importorskip("polars")
    frame = polars.read_parquet(out)
    assert frame["id"].to_list() == [a.id for a in articles]
    assert frame["published"][0] == first.content.published
    assert frame["authors"][0].to_list() == list(first.content.authors)
    duckdb = pytest.importorskip("duckdb")
    lines = collection.articles / "*/*.jsonl"
    found = duckdb.sql(f"SELECT id, published FROM '{out}'").fetchall()
    assert found == [(a.id, a.content.published) for a in articles]
    plain = duckdb.sql(f"SELECT id, text FROM read_json('{lines}', format='newline_delimited')")
    assert plain.fetchall() == [(a.id, a.content.text) for a in articles]
    pandas = pytest.importorskip("pandas")
    assert list(pandas.read_parquet(out)["id"]) == [a.id for a in articles]
    one = pandas.read_json(collection.articles_files()[0], lines=True, dtype=False)
    assert list(one["text"]) == [a.content.text for a in articles]


def test_export_from_the_command_line(collection, articles, tmp_path: Path) -> None:
    def portal(*arguments: object):
        return program.run(
            [sys.executable, "-m", "portal_spider", "export", *map(str, arguments), "--into",
             str(collection.root)],
            capture_output=True, timeout=60, check=False,
        )  # fmt: skip

    out = tmp_path / "x.jsonl"
    assert portal("--format", "jsonl", "--out", out).returncode == 0
    assert len(out.read_bytes().splitlines()) == 2
    assert portal("--format", "jsonl", "--out", "-", "--query", "逗号").stdout.count(b"\n") == 1
    nothing = tmp_path / "none"
    assert portal("--format", "csv", "--out", nothing, "--query", "nirgends").returncode == 1
    assert portal("--format", "csv", "--out", nothing, "--query", '"').returncode == 2
    assert portal("--format", "csv", "--out", tmp_path / "no" / "x").returncode == 4
    assert portal("--format", "csv", "--out", "-", "--query", "nirgends").returncode == 1
    assert not nothing.exists()
    assert portal("--format", "csv", "--out", nothing, "--as-one").returncode == 2
    assert portal("--format", "csv", "--out", nothing, "--query", "引號").returncode == 1
    assert portal("--format", "csv", "--out", out, "--query", "引號", "--as-one").returncode == 0
    sheet = json.loads(out.with_name("x.jsonl.sheet.json").read_bytes())
    assert (sheet["query"], sheet["as_one"], sheet["missing"]) == ("引號", True, 0)
    keep(collection, [article(3, text="逗号")])
    with collection.writing():  # a crawl goes on: what it found is not in the index yet
        done = portal("--format", "csv", "--out", out, "--query", "逗号", "--json")
    assert (done.returncode, json.loads(done.stdout)["articles"]) == (0, 1)
    assert json.loads(done.stdout)["missing"] == 1
    assert b"1 line of the corpus is not in the index yet" in done.stderr


def test_a_file_that_cannot_be_read_is_named_and_not_the_export(
    collection, articles, tmp_path: Path
) -> None:
    named = collection.withdrawals
    named.mkdir()
    out = tmp_path / "x.csv"
    with pytest.raises(BadInput, match=re.escape(f"{named}: Is a directory")):
        export(listing.articles(collection), "csv", out, collection="c")
    assert not out.exists()
    with pytest.raises(CannotKeep, match=re.escape(f"{tmp_path / 'no' / 'x'}: No such file")):
        export(articles, "csv", tmp_path / "no" / "x", collection="c")


def test_what_is_withdrawn_leaves_by_no_way(collection, articles) -> None:
    withdrawal.withdraw(collection, articles[0].id, "by law")
    assert [a.id for a in collection.every()] == [articles[1].id]
    assert [a.id for a in collection.every_found("")] == [articles[1].id]
    assert not list(collection.every(Only(portals=("other",))))
