"""Search: every article that contains the words, none that does not, whatever happened before."""

import json
import os
import random
import re
import shutil
import sys
import unicodedata
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from archive import withdrawal
from archive.collection import Collection
from archive.errors import BadQuery
from archive.search import Only, Search, matches, missing, parse, update
from archive.search.document import folded_fields
from archive.search.fold import fold, pairs, phrase
from archive.search.query import And, Near, Node, Not, Or, Word
from archive.search.snippet import mark, snippet
from archive.verify import verify
from tests import program
from tests.corpora import article, collection_of, current, keep

# Few characters, so that queries hit: 汉字 in and beyond the BMP, forms that fold, marks, spaces.
LETTERS = "泉山徐州泉山市A aＡ１1ﬁſ𠮷𰻞😀é\u0301e\u3000\n。．ｶﾞß\ue000\u2028İ\u200b\U000e0100"
UNSEEN = "\u200b\u2060\ufeff\u00ad\u200d\ufe0f\u3164\u034f\U000e0100\U000e0001"
TEXT = st.text(st.sampled_from(LETTERS), max_size=24)
WORD = st.text(
    st.sampled_from([c for c in LETTERS if not c.isspace()]), min_size=1, max_size=5
).filter(lambda w: w not in ("AND", "OR", "NOT", "NEAR") and '"' not in w and w.strip(UNSEEN))
QUOTED = (
    st.text(st.sampled_from(LETTERS), min_size=1, max_size=5)
    .filter(lambda t: t.strip(UNSEEN))
    .map(lambda t: f'"{t}"')
)
TERM = st.tuples(
    st.sampled_from(["", "", "", "title:", "text:", "source:", "author:"]), WORD | QUOTED
).map("".join)
QUERY = st.recursive(
    TERM,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from([" ", " AND ", " OR ", " NOT "]), inner).map("".join),
        st.tuples(WORD, st.sampled_from([" NEAR ", " NEAR/2 ", " NEAR/0 "]), WORD).map("".join),
        inner.map("NOT {}".format),
    ),
    max_leaves=4,
)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory) -> tuple[Collection, list]:
    rng = random.Random(7)

    def words(most: int) -> str:
        return "".join(rng.choices(LETTERS, k=rng.randint(0, most)))

    articles = [
        article(
            n, title=words(8) or None, text=words(40), source=words(4) or None,
            authors=tuple(filter(None, (words(3), words(3)))),
        )
        for n in range(400)
    ]  # fmt: skip
    articles += [
        replace(article(n, title=words(8), text=words(40)), version=2) for n in range(0, 400, 7)
    ]
    collection = collection_of(tmp_path_factory.mktemp("search") / "c", articles)
    assert update(collection) == 400
    return collection, list(current(articles))


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(query=QUERY)
@example("泉山")
@example('"山 a"')
@example("e\u0301")
@example("\u0301")
@example("NOT 泉 NEAR 山")
def test_what_is_found_is_what_contains_it(corpus, query: str) -> None:
    collection, articles = corpus
    node = parse(query)
    expected = {a.id for a in articles if node is None or meant(node, a)}
    results = Search(collection).find(query, limit=500)
    assert {hit.id for hit in results.hits} == expected
    assert results.total == len(expected)
    assert {a.id for a in Search(collection).every(query)} == expected


HAN = "发發髮台臺后後面麵a"


@settings(max_examples=60, deadline=None)
@given(
    query=st.lists(st.text(st.sampled_from(HAN), min_size=1, max_size=5), min_size=1, max_size=2)
)
@example(query=["发", "NEAR", "台"])
def test_both_scripts_are_one_when_asked(han, query: list[str]) -> None:
    collection, articles = han

    def one(text: str) -> str:
        return text.translate(str.maketrans("發髮臺後麵", "发发台后面"))

    def near(text: str) -> bool:
        return bool(re.search("发.{0,10}台|台.{0,10}发", text, re.DOTALL))

    expected = {
        a.id for a in articles
        if (near(one(a.content.text)) or near(one(a.content.title)) if "NEAR" in query
            else all(one(w) in one(a.content.text) or one(w) in one(a.content.title) for w in query))
    }  # fmt: skip
    results = Search(collection).find(" ".join(query), limit=500, as_one=True)
    assert {hit.id for hit in results.hits} == expected
    for hit in results.hits[:5]:
        marked = {
            one(text) for text, strong in (*hit.title.pieces(), *hit.snippet.pieces()) if strong
        }
        assert marked or "NEAR" in query


@pytest.fixture(scope="module")
def han(tmp_path_factory) -> tuple[Collection, list]:
    rng = random.Random(5)
    articles = [
        article(n, title="".join(rng.choices(HAN, k=3)), text="".join(rng.choices(HAN, k=9)))
        for n in range(300)
    ]  # fmt: skip
    collection = collection_of(tmp_path_factory.mktemp("han") / "c", articles)
    update(collection)
    return collection, articles


def test_values_are_counted_however_rare_they_are_in_a_segment(tmp_path: Path) -> None:
    rng = random.Random(5)
    sources = [f"第{int(rng.expovariate(1 / 900))}报" for _ in range(2_400)]
    made = [article(n, text="泉山", source=source) for n, source in enumerate(sources)]
    collection = collection_of(tmp_path / "c", made[:800])
    for start in (800, 1_600, 2_400):
        update(collection)
        keep(collection, made[start : start + 800])
    counted = Counter(sources)
    few, every = (Search(collection).spread("泉山", most=most).sources for most in (10, 10_000))
    assert every == counted
    assert few.items() <= counted.items()
    assert sum(few.values()) == sum(count for _, count in counted.most_common(10))


def folded_plainly(text: str) -> str:
    seen = "".join(char for char in text if char not in UNSEEN)
    return unicodedata.normalize("NFKC", seen).casefold()


def test_as_one_the_dot_in_a_name_is_any(tmp_path: Path) -> None:
    dots = "·•‧∙⋅・･"
    named = [article(n, text=f"昨天，艾力{dot}買買提說") for n, dot in enumerate(dots)]
    collection = collection_of(tmp_path / "c", [*named, article(9, text="艾力,买买提说")])
    update(collection)
    for dot in dots:
        found = Search(collection).find(f"艾力{dot}买买提说", as_one=True)
        assert {hit.id for hit in found.hits} == {made.id for made in named}
        for hit in found.hits:
            (marked,) = (piece for piece, strong in hit.snippet.pieces() if strong)
            assert marked == hit.article.content.text[3:]
    assert Search(collection).find("艾力·買買提").total == 1
    assert Search(collection).find("艾力 NEAR/0 •", as_one=True).total == len(dots)


def meant(node: Node, made) -> bool:
    """The meaning of a query, told again without the module's own helpers."""
    plain = folded_plainly
    content = made.content
    fields = {
        "title": plain(content.title or ""), "text": plain(content.text),
        "source": plain(content.source or ""),
        "author": plain("\n".join(content.authors)),
    }  # fmt: skip
    match node:
        case Word(word, names):
            return any(word in fields[name] for name in names)
        case And(parts):
            return all(meant(part, made) for part in parts)
        case Or(parts):
            return any(meant(part, made) for part in parts)
        case Not(part):
            return not meant(part, made)
        case Near(one, other, distance):
            return any(
                fields[name][i:].startswith(one.folded)
                and fields[name][j:].startswith(other.folded)
                and (
                    0 <= j - i - len(one.folded) <= distance
                    or 0 <= i - j - len(other.folded) <= distance
                )
                for name in one.fields
                for i in range(len(fields[name]))
                for j in range(len(fields[name]))
            )


@pytest.mark.parametrize(
    ("query", "node"),
    [
        ("a b", And((Word("a"), Word("b")))),
        ("a AND b OR c", Or((And((Word("a"), Word("b"))), Word("c")))),
        ("a NOT b", And((Word("a"), Not(Word("b"))))),
        ('"a  b"', Word("a  b")),
        ("and or not", And((Word("and"), Word("or"), Word("not")))),
        ("a NEAR/3 b", Near(Word("a"), Word("b"), 3)),
        ("title:Ａ", Word("a", ("title",))),
        ("http://a.example/?q=(1)*", Word("http://a.example/?q=(1)*")),
        ("title: a", And((Word("title:"), Word("a")))),
        ("泉山\u3000徐州", And((Word("泉山"), Word("徐州")))),
        ("ORACLE NOTE", And((Word("oracle"), Word("note")))),
        ('a"b', Word('a"b')),
        pytest.param("NOT " * 3001 + "a", Not(Word("a")), id="deeper than a stack"),
        ("NOT NOT a", Word("a")),
        ("泉山\u200b \u200b 徐\u2060州", And((Word("泉山"), Word("徐州")))),
        ("\ufeff", None),
    ],
)
def test_a_query_means(query: str, node: Node | None) -> None:
    assert parse(query) == node


@pytest.mark.parametrize(
    "query", ['"open', '""', '"\u200b"', "NOT \u200b", "AND", "a AND", "OR b", "a NEAR", "a\udcffb"]
)
def test_what_cannot_be_read_is_one_sentence(query: str) -> None:
    with pytest.raises(BadQuery) as told:
        parse(query)
    assert "\n" not in str(told.value)
    assert told.value.exit_code == 2


def test_pages_are_the_whole_in_order(corpus) -> None:
    collection, _ = corpus
    for query, order in (("山", "relevance"), ("a OR 1", "relevance"), ("", "newest")):
        whole = Search(collection).find(query, limit=500, order=order)
        paged, cursor = [], None
        while True:
            page = Search(collection).find(query, limit=7, cursor=cursor, order=order)
            assert page.total == whole.total
            paged += [hit.id for hit in page.hits]
            cursor = page.next
            if cursor is None:
                break
        assert paged == [hit.id for hit in whole.hits]
        scores = [hit.score for hit in whole.hits]
        assert scores == sorted(scores, reverse=True)
    with pytest.raises(BadQuery):
        Search(collection).find("山", cursor="nonsense")


def test_the_order_of_time_is_that_of_the_clock(tmp_path: Path) -> None:
    days = [
        "2025-03-01", "2025-03-01T00:05:00+08:00", "2025-03-01T23:59:00Z", "2025-03-01T09:30:00+08:00",
        "2025-02-28T23:59:00+08:00", None, "1998-01-01",
    ]  # fmt: skip
    articles = [article(n, text="泉山", published=day) for n, day in enumerate(days)]
    collection = collection_of(tmp_path / "c", articles)
    update(collection)
    ordered = sorted(day or "" for day in days)
    for order, wanted in (("oldest", ordered), ("newest", ordered[::-1])):
        shown, cursor = [], None
        while True:
            page = Search(collection).find("泉山", limit=2, order=order, cursor=cursor)
            shown += [hit.article.content.published or "" for hit in page.hits]
            cursor = page.next
            if cursor is None:
                break
        assert shown == wanted


def some() -> list:
    return [
        article(
            1, title="泉山区供暖", text="今天的新闻。" * 20, published="2025-10-21", source="甲报",
            section=("地方", "泉山"),
        ),
        article(
            2, title="别的", text="泉山也在文中。", published="2025-11-02T08:00:00+08:00",
            source="甲报社", section=("地方",),
        ),
        article(3, portal="zwei", title="第三", text="无关", published="2024-02-01"),
    ]  # fmt: skip


def test_the_title_weighs_more_and_parts_can_be_asked_for(tmp_path: Path) -> None:
    collection = collection_of(tmp_path / "c", some())
    update(collection)
    asked = Search(collection)

    def titles(query: str, **only: object) -> list[str]:
        found = asked.find(query, Only(**only))
        return [hit.article.content.title for hit in found.hits]

    assert titles("泉山") == ["泉山区供暖", "别的"]
    assert titles("泉山", since=date(2025, 11, 1)) == ["别的"]
    assert titles("泉山", until=date(2025, 10, 21)) == ["泉山区供暖"]
    assert titles("泉山", sources=("甲报",)) == ["泉山区供暖"]
    assert titles("", sections=("地方",)) == ["别的", "泉山区供暖"]
    assert titles("", portals=("zwei",)) == ["第三"]
    assert titles("portal:wei") == ["第三"]
    assert titles("source:甲报 NOT source:社") == ["泉山区供暖"]
    spread = asked.spread("")
    assert spread.portals == {"kanal": 2, "zwei": 1}
    assert spread.sections == {"地方": 2, "泉山": 1}
    assert spread.months == {"2024-02": 1, "2025-10": 1, "2025-11": 1}
    hit = asked.find("新闻").hits[0]
    assert next(piece for piece, strong in hit.snippet.pieces() if strong) == "新闻"
    assert hit.snippet.text.endswith("…")


def test_what_is_withdrawn_is_found_by_nobody(tmp_path: Path) -> None:
    articles = some()
    collection = collection_of(tmp_path / "c", articles)
    update(collection)
    withdrawal.withdraw(collection, articles[0].url, "by law")
    assert [hit.id for hit in Search(collection).find("泉山").hits] == [articles[1].id]
    assert Search(collection).find("泉山").total == 1
    assert Search(collection).spread("").sections == {"地方": 1}
    withdrawal.restore(collection, articles[0].url, "a mistake")
    assert Search(collection).find("泉山").total == 2


def found(collection: Collection, query: str) -> set[str]:
    return {hit.article.content.title for hit in Search(collection).find(query).hits}


def test_the_index_follows_the_corpus_however_it_changes(tmp_path: Path) -> None:
    articles = some()
    collection = collection_of(tmp_path / "c", articles[:2])
    assert missing(collection) == 2
    assert Search(collection).find("泉山").missing == 2
    assert update(collection) == 2
    assert missing(collection) == 0
    assert update(collection) == 0
    keep(collection, articles[2:])
    assert missing(collection) == 1
    assert update(collection) == 1
    changed = article(1, title="改了", text="没有那个词", version=2)
    keep(collection, [changed])
    assert update(collection) == 1
    assert found(collection, "泉山") == {"别的"}
    assert found(collection, "改了") == {"改了"}
    # a file of the same size with other lines
    path = collection.articles_files()[0]
    whole = path.read_bytes().replace("没有那个词".encode(), "没有这个词".encode())
    path.write_bytes(whole)
    os.utime(path, ns=(1, 1))
    assert missing(collection) > 0
    update(collection)
    assert found(collection, "没有这个词") == {"改了"}
    assert found(collection, "没有那个词") == set()
    # a copy, whose files have other times
    copy = tmp_path / "copy"
    shutil.copytree(collection.root, copy, copy_function=shutil.copyfile)
    assert missing(Collection(copy)) == 0
    # nothing that can be read: made again
    (collection.search / "meta.json").write_bytes(b"{")
    (collection.search / "made-from.json").unlink()
    assert missing(collection) == 4
    assert update(collection) == 3
    assert found(collection, "泉山") == {"别的"}


def test_a_search_that_stays_open_sees_what_is_new(tmp_path: Path) -> None:
    articles = some()
    collection = collection_of(tmp_path / "c", articles[:1])
    asked = Search(collection)
    assert (asked.find("泉山").total, asked.find("泉山").missing) == (0, 1)
    update(collection)
    assert (asked.find("泉山").total, asked.find("泉山").missing) == (1, 0)
    keep(collection, articles[1:])
    assert (asked.find("泉山").total, asked.find("泉山").missing) == (1, 2)
    update(collection)
    assert asked.find("泉山").total == 2
    withdrawal.withdraw(collection, articles[0].url, "by law")
    assert asked.find("泉山").total == 1
    keep(collection, [replace(articles[1], version=2)])
    update(collection, fresh=True)
    assert asked.spread("泉山").states == {"edited": 1}


@given(st.text(st.characters() | st.sampled_from(LETTERS + "，：；！？（）…～％－，\u0338\u0345")))
def test_folding_is_nfkc_and_case_folding_of_what_is_seen(text: str) -> None:
    seen = "".join(char for char in text if fold(char))
    assert fold(text) == unicodedata.normalize("NFKC", seen).casefold()


def test_only_what_nobody_sees_is_folded_away() -> None:
    assert fold(UNSEEN) == ""
    away = {char for char in map(chr, range(sys.maxunicode + 1)) if not fold(char)}
    kinds = Counter(unicodedata.category(char) for char in away)
    assert kinds.keys() == {
        "Cf",
        "Mn",
        "Lo",
        "Cn",
    }  # formats, selectors, Hangul fillers, not given out
    assert {unicodedata.name(char) for char in away if unicodedata.category(char) == "Lo"} == {
        "HANGUL CHOSEONG FILLER", "HANGUL JUNGSEONG FILLER", "HANGUL FILLER",
        "HALFWIDTH HANGUL FILLER",
    }  # fmt: skip


@given(st.text(st.characters(codec="utf-8") | st.sampled_from(LETTERS + " \x7f\x80"), min_size=2))
def test_a_text_is_kept_by_the_pairs_that_are_asked_for(text: str) -> None:
    asked = [term for n in range(len(text) - 1) for _, (term,) in phrase(text[n : n + 2])]
    assert pairs(text).split(" ") == asked


def test_a_writer_killed_before_it_noted_what_it_wrote(tmp_path: Path) -> None:
    articles = some()
    collection = collection_of(tmp_path / "c", articles[:1])
    update(collection)
    before = (collection.search / "made-from.json").read_bytes()
    keep(collection, articles[1:])
    update(collection)
    (collection.search / "made-from.json").write_bytes(before)
    assert missing(collection) == 2
    assert update(collection) == 2
    assert Search(collection).find("泉山").total == 2


def test_what_a_full_disk_left_of_a_list_of_the_deleted_is_not_in_the_way(tmp_path: Path) -> None:
    articles = some()
    collection = collection_of(tmp_path / "c", articles)
    update(collection)
    before = shutil.copytree(collection.search, tmp_path / "before")
    keep(collection, [replace(articles[0], version=2)])
    update(collection)
    (deleted,) = {path.name for path in collection.search.glob("*.del")}
    shutil.rmtree(collection.search)
    shutil.copytree(before, collection.search)
    (collection.search / deleted).write_bytes(b"cut")
    assert update(collection) == 1
    assert Search(collection).find("泉山").total == 2
    assert not [f for f in verify(collection, Counter()) if f.kind == "search_file"]


@pytest.mark.parametrize("hurt", ["cut", "gone", "flipped"])
def test_a_damaged_index_answers_nothing_and_is_made_again(tmp_path: Path, hurt: str) -> None:
    collection = collection_of(tmp_path / "c", some())
    update(collection)
    path = next(collection.search.glob("*.pos"))
    whole = path.read_bytes()
    if hurt == "gone":
        path.unlink()
    elif hurt == "cut":
        path.write_bytes(whole[:-1])
    else:
        path.write_bytes(bytes([whole[0] ^ 1]) + whole[1:])
    findings = list(verify(collection, Counter()))
    assert [f.file for f in findings if f.kind == "search_file"] == [f"search/{path.name}"]
    if hurt != "flipped":  # a flipped bit only verify can tell
        assert Search(collection).find("泉山").missing == 3
        assert update(collection) == 3
    else:
        assert update(collection, fresh=True) == 3
    assert Search(collection).find("泉山").total == 2
    assert not [f for f in verify(collection, Counter()) if f.kind == "search_file"]


def test_a_collection_that_cannot_be_written_to_is_searched(tmp_path: Path) -> None:
    collection = collection_of(tmp_path / "c", some())
    update(collection)
    lock = collection.search / ".tantivy-meta.lock"
    lock.unlink()
    lock.mkdir()  # cannot be opened, as nothing can on a read-only disk; root may all else
    assert Search(collection).find("泉山").total == 2


@pytest.mark.parametrize("mode", [0o755, 0o750])
def test_whoever_may_look_into_the_index_may_read_it(tmp_path: Path, mode: int) -> None:
    articles = some()
    collection = collection_of(tmp_path / "c", articles[:2])
    update(collection)
    collection.search.chmod(mode)
    keep(collection, articles[2:])
    update(collection)
    for path in collection.search.glob("*meta.json"):
        assert path.stat().st_mode & 0o777 == mode & 0o666


KILLED = """
import os, signal, sys
from archive.collection import Collection
from archive.search import index
document, count = index.document, 0

def killing(*arguments):
    global count
    count += 1
    if count == 20:
        os.kill(os.getpid(), signal.SIGKILL)
    return document(*arguments)

index.document = killing
index.update(Collection(sys.argv[1]))
"""


def test_a_writer_killed_in_the_middle(tmp_path: Path) -> None:
    collection = collection_of(tmp_path / "c", some())
    update(collection)
    keep(collection, [article(n, title=f"泉山{n}", text="x") for n in range(10, 60)])
    done = program.run(
        [sys.executable, "-c", KILLED, str(collection.root)], timeout=60, check=False
    )
    assert done.returncode == -9
    results = Search(collection).find("泉山")
    assert (results.total, results.missing) == (2, 50)
    assert update(collection) == 50
    results = Search(collection).find("泉山")
    assert (results.total, results.missing) == (52, 0)


def test_a_snippet_cuts_no_word_that_it_need_not() -> None:
    words = " ".join(f"item{number}" for number in range(10, 70))
    assert snippet(words, []).text == " ".join(f"item{n}" for n in range(10, 21)) + "…"
    found = snippet(words, ["item30"])
    assert re.fullmatch(r"…(item\d\d )+item\d\d…", found.text)
    assert ("item30", True) in found.pieces()
    whole = " ".join(f"item{n}" for n in range(30, 41))
    assert (whole, True) in snippet(words, [whole]).pieces()
    assert len(snippet("渡口 今日开船" * 40, ["开船"]).text) == 86
    assert len(snippet("x" * 200, []).text) == 81


def test_a_snippet_shows_most_of_the_words_together() -> None:
    far = "渡口" + "无关的话。" * 60
    text = far + "供暖时间在渡口公布，社区照办。" + "别的事。" * 40 + "供暖"
    shown = snippet(text, ["供暖", "渡口", "社区"])
    assert [t for t, strong in shown.pieces() if strong] == ["供暖", "渡口", "社区"]
    assert snippet(text, ["渡口"]).text.startswith("渡口")
    wide = text.replace("社区", "ＡＢ")  # one of them stands otherwise written
    assert [t for t, strong in snippet(wide, ["渡口", "ab"]).pieces() if strong] == ["渡口", "ＡＢ"]


def test_a_snippet_holds_a_phrase_however_long() -> None:
    phrase = "".join(chr(0x4E00 + n) for n in range(300))
    shown = snippet("前" * 50 + phrase + "后" * 50, [phrase])
    assert shown.pieces() == [("…" + "前" * 40, False), (phrase, True), ("…", False)]


def test_a_snippet_takes_no_half_of_a_letter_for_a_word() -> None:
    u = "u\u0308"  # ü
    shown = snippet(f"Haus und {u}ber " + "weit " * 40 + "Haus und u", ["und u"])
    assert shown.pieces()[-1] == ("und u", True)
    assert snippet("x" * 79 + u, ["x" * 79 + "ü"]).pieces() == [("x" * 79 + u, True)]
    assert snippet("x" * 79 + u + "y" * 9, ["u"]).marks == ()


@settings(max_examples=200, deadline=None)
@given(
    text=st.text(st.sampled_from(LETTERS + "ᄒ\u1161ᆫ葛\U000e0100क\u093e…"), max_size=30),
    terms=st.lists(WORD.map(fold), min_size=1, max_size=3),
)
@example(text="ﬁ泉泉a\u0301", terms=["a", "泉"])
@example(text="ｶﾞ泉山", terms=["泉山"])
@example(text="ﬁaae\u0301", terms=["a"])
@example(text="泉\u0301\u200b\u0327ﬁ㎏", terms=["fi"])
def test_marks_are_all_that_was_found_and_nothing_else(text: str, terms: list[str]) -> None:
    pieces = mark(text, terms).pieces()
    assert "".join(piece for piece, _ in pieces) == text
    for piece, strong in pieces:
        assert strong == any(term in fold(piece) for term in terms), pieces


def test_matches_is_what_meant_says() -> None:
    made = some()[0]
    assert matches(parse("泉山 供暖 NOT 别的"), folded_fields(made))
    assert not matches(parse("泉山 AND 别的"), folded_fields(made))
    json.dumps(folded_fields(made))


def test_search_from_the_command_line(tmp_path: Path) -> None:
    evil = article(
        9, title="\x1b]0;owned\x07泉山\n二", text="a\x9b2J 泉山\u202e", published="2025-01-01"
    )
    collection = collection_of(tmp_path / "c", [*some(), evil])

    def portal(*arguments: str):
        return program.run(
            [sys.executable, "-m", "portal_spider", "search", *arguments, "--into",
             str(collection.root)],
            capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip

    first = portal("泉山", "--limit", "2", "--json")
    assert first.returncode == 0, first.stderr
    page = json.loads(first.stdout)
    assert (page["query"], page["total"], len(page["hits"])) == ("泉山", 3, 2)
    assert {"id", "url", "title", "published", "portal", "score", "snippet"} <= page["hits"][
        0
    ].keys()
    rest = json.loads(portal("泉山", "--cursor", page["next"], "--json").stdout)
    assert rest["next"] is None
    assert len({hit["id"] for hit in [*page["hits"], *rest["hits"]]}) == 3
    newest = json.loads(portal("泉山", "--order", "newest", "--json").stdout)["hits"]
    assert [hit["published"][:7] for hit in newest] == ["2025-11", "2025-10", "2025-01"]
    shown = portal("泉山").stdout
    assert "泉山区供暖" in shown
    assert "泉山 二\n" in shown
    assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(shown)
    assert "looked for literally: title：泉山  or  （a）" in portal("title：泉山 or （a）").stdout
    assert "literally" not in portal('nirgends "(a)" http://a.example/').stdout
    nothing = portal("nirgends", "--json")
    assert nothing.returncode == 1
    assert json.loads(nothing.stdout)["hits"] == []
    assert portal("泉山", "--from", "2025-11", "--to", "2025", "--json").returncode == 0
    for wrong in (['"open'], [""], ["\u200b"], ["a", "--from", "soon"], ["a", "--cursor", "x"]):
        done = portal(*wrong)
        assert done.returncode == 2
        assert len(done.stderr.strip().splitlines()) == 1, done.stderr
