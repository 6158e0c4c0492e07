import pytest

from portal_spider.robots import LIMIT, allowed, crawl_delay, judge, sitemaps

RULES = b"""User-agent: *
Disallow: /private/
Allow: /private/open.html
Crawl-delay: 2
User-agent: portal-archive
Disallow: /only-us/
Sitemap: https://example.org/sitemap.xml
"""


@pytest.mark.parametrize(
    ("status", "meaning"),
    [(200, "rules"), (404, "allow"), (403, "allow"), (301, "allow"), (500, "disallow"),
     (503, "disallow"), (429, "disallow"), (None, "disallow")],
)  # fmt: skip
def test_status_decides_as_rfc_9309_has_it(status: int | None, meaning: str) -> None:
    assert judge(status, b"User-agent: *\n") == meaning


def test_the_group_of_the_crawler_counts_alone() -> None:
    us = "portal-archive/0.1 (+mailto:a@example.org)"
    assert not allowed(RULES, "https://example.org/only-us/a.html", us)
    assert allowed(RULES, "https://example.org/private/a.html", us)
    assert not allowed(RULES, "https://example.org/private/a.html", "other/1")
    assert allowed(RULES, "https://example.org/private/open.html", "other/1")
    assert crawl_delay(RULES, "other/1") == 2.0
    assert crawl_delay(RULES, us) is None


def test_sitemaps_belong_to_no_group() -> None:
    assert sitemaps(RULES) == ("https://example.org/sitemap.xml",)


def test_only_the_first_500_kib_count_and_no_rule_is_cut() -> None:
    head = b"User-agent: *\n"
    filler = b"#" * (LIMIT - len(head) - 8) + b"\n"
    body = head + filler + b"Disallow: /secret\n"
    assert allowed(body, "https://example.org/other", "x")
    assert allowed(body, "https://example.org/secret", "x")


@pytest.mark.parametrize("body", [b"", b"\xff\xfe\x00", b"<html>not rules</html>", b"\xef\xbb\xbf"])
def test_what_is_no_robots_txt_forbids_nothing(body: bytes) -> None:
    assert allowed(body, "https://example.org/", "x")
    assert sitemaps(body) == ()
