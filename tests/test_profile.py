"""A portal's profile is checked when it is built, and names the field that is wrong."""

from datetime import date
from pathlib import Path

import pytest

from portal_spider import portals
from portal_spider.errors import BadUrl, ProfileError, UnknownPortal
from portal_spider.profile import Layout, SiteProfile, build, read


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("article", "("), ("seeds", ["/relative"]), ("timezone", "Mars/Olympus"), ("delay", -1),
        ("delay", "fast"), ("hosts", "www.example.org"), ("concurrency", 0), ("seed", []),
        ("cookies", "yes"), ("concurrency", True), ("layouts", {}), ("layouts", [{"boddy": "p"}]),
        ("hosts", ["https://www.example.org/"]), ("hosts", ["*.example.org"]), ("hosts", [""]),
        ("seeds", ["http://[a/"]), ("sections", ["http://a.example:x/"]), ("feeds", ["http://"]),
        ("delay", float("nan")), ("patience", float("inf")), ("max_depth", -1),
        ("timezone", "Asia"), ("pins", [""]), ("vetoes", [" "]),
    ],
)  # fmt: skip
def test_a_typo_fails_at_the_start(field: str, value: object) -> None:
    with pytest.raises(ProfileError) as caught:
        build("p", {field: value})
    assert caught.value.field.split(".")[0] == field
    assert caught.value.exit_code == 2


def test_a_seed_on_another_host_is_named() -> None:
    seeds = ["https://www.a.example/", "https://hub.example/a"]
    profile = build("p", {"hosts": ["www.a.example"], "seeds": seeds})
    assert portals.elsewhere(profile) == seeds[1:]
    assert portals.elsewhere(portals.generic("http://a.example:8080/")) == []


@pytest.mark.parametrize("host", ["www.example.org", "127.0.0.1:8080", "[::1]:80", "新闻.example"])
def test_a_host_may_be(host: str) -> None:
    assert build("p", {"hosts": [host]}).hosts == (host,)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [("delay", "2", "a number"), ("concurrency", 1.5, "a whole number"),
     ("cookies", 1, "true or false"), ("title", 3, "text")],
)  # fmt: skip
def test_what_a_field_holds_is_said_in_words(field: str, value: object, said: str) -> None:
    with pytest.raises(ProfileError, match=f"{field}: must be {said}$"):
        build("p", {field: value})


@pytest.mark.parametrize(
    ("layout", "field"),
    [
        ({"body": "#text["}, "layouts.body"), ({"title": ""}, "layouts.title"),
        ({"rules": ["p"]}, "layouts.rules"),
        ({"rules": [{"name": "app", "css": ".app["}]}, "layouts.rules.css"),
        ({"rules": [{"name": "app", "css": 5}]}, "layouts.rules.css"),
        ({"rules": [{"name": 5, "css": ".app"}]}, "layouts.rules.name"),
        ({"rules": [{"name": "app", "css": ".app", "kind": "adverts"}]}, "layouts.rules.kind"),
    ],
)  # fmt: skip
def test_a_layout_that_cannot_work_is_refused_before_a_page_is_read(
    layout: dict[str, object], field: str
) -> None:
    with pytest.raises(ProfileError) as caught:
        build("p", {"layouts": [layout]})
    assert caught.value.field == field


@pytest.mark.parametrize("name", ["../x", "A", "", "a/b", "x" * 64, ".hidden"])
def test_a_name_is_never_a_path(name: str) -> None:
    with pytest.raises(ProfileError):
        SiteProfile(name=name)


def test_own_profiles_stand_over_shipped_ones(tmp_path: Path) -> None:
    (tmp_path / "xjnnet.toml").write_text('hosts = ["127.0.0.1:8080"]\ndelay = 0\n')
    (tmp_path / "mine.toml").write_text('[[layouts]]\nsince = 2024-01-01\nbody = "#text"\n')
    profiles = portals.known(tmp_path)
    assert profiles["xjnnet"].hosts == ("127.0.0.1:8080",)
    assert profiles["xjnnet"].timezone == "Asia/Shanghai"
    assert profiles["mine"].layouts == (Layout(since=date(2024, 1, 1), body="#text"),)
    with pytest.raises(UnknownPortal, match=r"xjnnet"):
        portals.get("nosuch", tmp_path)
    (tmp_path / "broken.toml").write_text("= 1")
    with pytest.raises(ProfileError, match=r"broken\.toml"):
        read(tmp_path / "broken.toml")


def test_the_newest_layout_that_fits_is_used() -> None:
    old, new = Layout(until=date(2020, 1, 1)), Layout(since=date(2020, 1, 1), body="main")
    profile = SiteProfile(name="p", layouts=(new, old))
    assert profile.layout_on(date(2019, 12, 31)) is old
    assert profile.layout_on(date(2020, 1, 1)) is new
    assert SiteProfile(name="p").layout_on(date(2020, 1, 1)) == Layout()


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("http://WWW.Example.org/", "example.org"),
        ("http://新闻.example/", "xn--efvy88h.example"),
        ("http://[::1]:80/", "1"),
        ("https://a.example:8443/", "a.example_8443"),
    ],
)
def test_a_portal_without_profile_is_named_by_its_host(url: str, name: str) -> None:
    assert portals.name_for(url) == name
    assert SiteProfile(name=portals.name_for(url))


@pytest.mark.parametrize("url", ["ftp://a.example/", "http://a.example:x/", "http:///", "news"])
def test_what_is_no_url_is_refused(url: str) -> None:
    with pytest.raises(BadUrl):
        portals.generic(url)
