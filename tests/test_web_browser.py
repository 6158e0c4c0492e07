"""The web view in a real browser: it shows what was searched for, and asks nobody else."""

import re
from pathlib import Path

import pytest

from archive import serving, web
from archive.collection import Collection
from tests.screens import CHROMIUM, LANGUAGES, chromium, screens

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed"),
]


def hosts(log: Path) -> set[str]:
    return set(re.findall(r'"(?:url|host)":"(https?://[^/"]+)', log.read_text()))


def test_every_screen_in_both_languages_and_no_request_elsewhere(
    demo_collection: Collection, tmp_path: Path
) -> None:
    log = tmp_path / "net.json"
    chromium("about:blank", "--dump-dom", f"--log-net-log={log}")
    own = hosts(log)  # a browser has its own affairs
    with serving.serving(web.app(demo_collection)) as origin:
        for number, (name, url) in enumerate(screens(origin).items()):
            language = list(LANGUAGES.values())[number % 2]
            shown = chromium(url, "--dump-dom", f"--log-net-log={log}", language=language)
            assert f'<html lang="{language}">' in shown, name
            assert "<h1" in shown
            if name == "search":
                assert "<mark>供暖</mark>" in shown
            assert hosts(log) - own == {origin}, name
