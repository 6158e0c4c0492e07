"""The web view in a real browser: from a search to the page as it was, and nobody else is asked."""

import pytest

from archive.collection import Collection
from tests.browser import browser, needs_chromium
from tests.screens import EARLIER, LANGUAGES, screens, served, with_earlier_wording

pytestmark = [pytest.mark.browser, needs_chromium]


def test_from_a_search_to_the_page_as_it_was(demo_collection: Collection) -> None:
    with served(demo_collection.root) as places, browser() as page:
        url, replay = places["url"], places["replay"]
        page.go(url)
        page.click("input[type=search]")
        page.call("Input.insertText", text="泉山")
        for kind in ("rawKeyDown", "char", "keyUp"):
            page.call("Input.dispatchKeyEvent", type=kind, key="Enter", code="Enter", text="\r",
                      windowsVirtualKeyCode=13)  # fmt: skip
        page.wait("Page.loadEventFired")
        assert page.js("document.querySelector('.hits mark').textContent") == "泉山"
        page.click(".hits a")
        while page.wait("Page.lifecycleEvent")["name"] != "networkIdle":
            pass
        while not any(asked.startswith(replay) for asked in page.log):
            page.js("1")
        assert "泉山" in page.js("document.querySelector('.text').textContent")
        frame = page.js("document.querySelector('iframe').src")
        assert frame.startswith(f"{replay}replay/")
        for short, language in LANGUAGES.items():
            page.call("Network.setExtraHTTPHeaders", headers={"Accept-Language": language})
            for name, address in screens(url).items():
                page.go(address)
                assert page.js("document.documentElement.lang") == language, (name, short)
        assert [a for a in page.log if not a.startswith((url, replay, "data:", "about:"))] == []
        # the page itself, with its pictures, on the replay's own origin
        page.go(frame)
        pictures = page.js("[...document.images].map(i => i.naturalWidth)")
        assert all(pictures)
        assert "泉山" in page.js("document.body.textContent")


def test_versions_are_stepped_through_by_keyboard(demo_copy: Collection) -> None:
    identity = with_earlier_wording(demo_copy.root)
    with served(demo_copy.root) as places, browser() as page:
        page.call("Emulation.setScriptExecutionDisabled", value=True)  # it needs none
        page.go(f"{places['url']}article/{identity}")
        assert page.js("document.querySelector('.changes del').textContent") == EARLIER
        page.js("document.querySelector('.versions li:last-child a').focus()")
        for kind in ("rawKeyDown", "char", "keyUp"):
            page.call("Input.dispatchKeyEvent", type=kind, key="Enter", code="Enter", text="\r",
                      windowsVirtualKeyCode=13)  # fmt: skip
        page.wait("Page.loadEventFired")
        assert page.js("location.search") == "?version=1"
        assert EARLIER in page.js("document.querySelector('.text').textContent")
        frame = page.js("document.querySelector('iframe').src")
        assert "/replay/20260901080000/" in frame
        page.go(frame)
        assert EARLIER in page.js("document.body.textContent")
