"""What a researcher is shown to go on with: facets that fold, and captures by an address as it is typed."""

from pathlib import Path

import httpx

from archive import search, serving, web
from tests.corpora import article, collection_of
from tests.kept import answer, kept


def test_a_long_facet_folds_and_opens_where_something_in_it_is_chosen(tmp_path: Path) -> None:
    sections = tuple(f"第{n:02}版" for n in range(12))
    made = collection_of(tmp_path / "c", [article(1, title="泉山", section=sections)])
    search.update(made)
    with serving.serving(web.app(made)) as origin:
        folded = httpx.get(origin).text.partition("<details><summary>the others (2)</summary>")[2]
        folded = folded.partition("</details>")[0]
        held = [section for section in sections if f">{section}</a>" in folded]
        assert len(held) == 2
        chosen = httpx.get(origin, params={"section": held[0]}).text
        assert "<details open><summary>the others (2)</summary>" in chosen


def test_captures_are_found_by_an_address_as_it_is_typed(tmp_path: Path) -> None:
    made = kept(tmp_path / "c", ("https://news.example/a", answer(b"x")),
                ("http://xn--efvy88h.example/", answer(b"y")))  # fmt: skip
    with serving.serving(web.app(made)) as origin:

        def found(url: str) -> int:
            return httpx.get(f"{origin}/captures", params={"url": url}).status_code

        for url in ("https://news.example/a", "news.example/a", "http://news.example/a",
                    "News.Example/a", "新闻.example", "http://新闻.example/"):  # fmt: skip
            assert found(url) == 200, url
        for url in ("news.example/b", "http://", "://", "news.example:8080/a", ""):
            assert found(url) in (200, 404)
        assert httpx.get(f"{origin}/api/captures").status_code == 404
        assert '<th scope="col">S</th>' in httpx.get(f"{origin}/captures?url=news.example/a").text


def test_what_fields_were_read_from_is_told_in_the_reader_s_words(tmp_path: Path) -> None:
    made = collection_of(
        tmp_path / "c", [article(1, title="泉山", evidence={"canonical_url": "url"})]
    )
    with serving.serving(web.app(made)) as origin:
        page = f"{origin}/article/{article(1).id}"
        assert "<dt>canonical url</dt><dd>url</dd>" in httpx.get(page).text
        told = httpx.get(page, headers={"Accept-Language": "zh-CN"}).text
    assert "<dt>规范网址</dt><dd>url</dd>" in told
    assert "<dt>校验值</dt>" in told  # 摘要 is what an abstract is called
