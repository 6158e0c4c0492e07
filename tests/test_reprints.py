"""Reprints: what is one text is found as one, whatever was done to it lightly."""

import json
import random
import sys
from datetime import date
from pathlib import Path

from archive import withdrawal
from archive.reprints import clusters, copies_of, grouped
from archive.search import Only, Search, update
from tests import program
from tests.corpora import article, collection_of

LETTERS = [chr(0x4E00 + n) for n in range(3_000)]


def prose(rng: random.Random, size: int = 600) -> str:
    letters = rng.choices(LETTERS, k=size)
    return "\n\n".join("".join(letters[at : at + 120]) + "。" for at in range(0, size, 120))


def test_the_same_text_lightly_edited_or_taken_in_part_is_one_cluster(tmp_path: Path) -> None:
    rng = random.Random(3)
    slogan = "".join(rng.choices(LETTERS, k=40))
    text, long = prose(rng), prose(rng, 1_500)
    edited = text.replace(text[200:230], "改" * 30).replace("。", "！")
    others = [article(n, portal="p", text=slogan + prose(rng)) for n in range(100, 180)]
    collection = collection_of(
        tmp_path / "c",
        [
            article(1, portal="b", text=text, published="2025-01-02T08:00:00+08:00", source="甲网"),
            article(2, portal="a", text=edited, published="2025-01-01T23:00:00Z"),
            article(3, portal="c", text=f"记者按语。\n\n{text}", published="2025-01-03"),
            article(4, portal="a", text=long), article(5, portal="b", text=long[:500]),
            article(6, portal="a", text="短讯"), article(7, portal="b", text="短讯"),
            *(article(n, portal="q", text="此页已经移走了。") for n in range(20, 90)),
            *others,
        ],
    )  # fmt: skip
    found = clusters(collection)
    assert [{copy.id for copy in c.copies} for c in found[1:]] == [
        {article(n, portal=p).id for n, p in group}
        for group in ([(2, "a"), (1, "b"), (3, "c")], [(4, "a"), (5, "b")])
    ]
    assert len(found[0].copies) == 70
    found = found[1:]
    first = found[0].copies
    # 08:00 in China is 00:00 UTC, an hour after 23:00 UTC of the day before
    assert [copy.portal for copy in first] == ["a", "b", "c"]
    assert first[0].kind is None
    assert first[1].kind == "edited"
    assert found[1].copies[1].kind == "contained"
    withdrawal.withdraw(collection, article(2, portal="a").id, "by law")
    assert {copy.portal for copy in clusters(collection)[1].copies} == {"b", "c"}
    done = program.run(
        [sys.executable, "-m", "portal_spider", "reprints", "--across", "--json", "--into",
         str(collection.root)],
        capture_output=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0
    assert len(json.loads(done.stdout)) == 2


def test_every_planted_copy_is_found_and_nothing_else(tmp_path: Path) -> None:
    rng = random.Random(11)
    texts = [prose(rng, rng.randint(120, 900)) for _ in range(300)]
    made = [article(n, portal="a", text=text) for n, text in enumerate(texts)]
    planted = {}
    for n in rng.sample(range(300), 60):
        letters = list(texts[n])
        for _ in range(len(letters) // 100):
            letters[rng.randrange(len(letters))] = rng.choice(LETTERS)
        planted[made[n].id] = article(1_000 + n, portal="b", text="".join(letters))
    collection = collection_of(tmp_path / "c", [*made, *planted.values()])
    found = {frozenset(copy.id for copy in c.copies) for c in clusters(collection)}
    assert found == {frozenset((one, other.id)) for one, other in planted.items()}


def test_a_text_of_common_phrases_is_known_by_the_rest_of_it(tmp_path: Path) -> None:
    rng = random.Random(8)
    phrases = ["".join(rng.choices(LETTERS, k=30)) for _ in range(30)]

    def report() -> str:  # nine parts in ten stand in many
        return "。".join([*rng.sample(phrases, 18), prose(rng, 60)])

    text = report()
    copies = [article(1, text=text), article(2, text=text + report()[-60:])]
    others = [article(n, text=report()) for n in range(10, 150)]
    found = clusters(collection_of(tmp_path / "c", [*copies, *others]))
    assert [{copy.id for copy in c.copies} for c in found] == [{made.id for made in copies}]


def test_the_copies_of_one_article_and_hits_by_their_text(tmp_path: Path) -> None:
    rng = random.Random(4)
    text = prose(rng)
    edited = text.replace("。", "！").replace(text[:20], "改" * 20)
    made = [
        article(1, portal="a", text=text, published="2025-01-02"),
        article(2, portal="b", text=edited, published="2025-01-01"),
        *(article(n, portal="a", text=prose(rng)) for n in range(3, 9)),
        article(9, portal="a", text="短"),
    ]  # fmt: skip
    collection = collection_of(tmp_path / "c", made)
    update(collection)
    found = copies_of(collection, made[0])
    assert [copy.id for copy in found.copies] == [made[1].id, made[0].id]
    assert copies_of(collection, made[2]) is None
    assert copies_of(collection, made[-1]) is None
    asked = Search(collection)
    groups = grouped(asked, asked.find(""))
    assert sorted(map(len, groups)) == [1] * 7 + [2]


def test_a_text_stands_once_in_a_whole_result(tmp_path: Path) -> None:
    rng = random.Random(6)
    text = prose(rng)
    made = [
        article(n, portal="b" if n % 3 else "a", text=text if n % 3 == 0 else prose(rng),
                published=f"2025-01-{n:02}")
        for n in range(1, 25)
    ]  # fmt: skip
    collection = collection_of(tmp_path / "c", made)
    update(collection)
    asked, stood, cursor = Search(collection), [], None
    while True:
        page = asked.find("", limit=5, cursor=cursor)
        stood += grouped(asked, page, order="newest")
        cursor = page.next
        if cursor is None:
            break
    assert sorted(map(len, stood)) == [1] * 16 + [8]
    together = next(group for group in stood if len(group) == 8)
    assert [hit.id for hit in together] == [made[n - 1].id for n in range(24, 0, -3)]
    assert len(stood) == len({hit.id for group in stood for hit in group}) - 7
    (few,) = grouped(asked, asked.find("", Only(since=date(2025, 1, 20), portals=("a",))), Only(
        since=date(2025, 1, 20), portals=("a",)), order="newest")  # fmt: skip
    assert len(few) == 2  # the whole result, and nothing beyond it
    done = program.run(
        [sys.executable, "-m", "portal_spider", "search", text[:9], "--group", "--json", "--order",
         "newest", "--limit", "3", "--into", str(collection.root)],
        capture_output=True, timeout=60, check=False,
    )  # fmt: skip
    (hit,) = json.loads(done.stdout)["hits"]
    assert [hit["id"], *(other["id"] for other in hit["same"])] == [h.id for h in together]


def test_in_words_apart_whole_sentences_are_looked_for(tmp_path: Path) -> None:
    rng = random.Random(5)
    words = ["ferry", "river", "boats", "early", "crew", "lamp", "north", "quay", "rope", "tide"]

    def told() -> str:
        return " ".join(f"{' '.join(rng.choices(words, k=12)).capitalize()}." for _ in range(20))

    text = told()
    copies = [article(n, portal=portal, text=text) for n, portal in enumerate("ab")]
    others = [article(n, portal="c", text=told()) for n in range(80)]
    made = collection_of(tmp_path / "c", [*copies, *others])
    update(made)
    cluster = copies_of(made, copies[0])
    assert cluster
    assert cluster.portals == {"a", "b"}
    assert copies_of(made, others[0]) is None
