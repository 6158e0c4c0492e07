"""Headless Chromium, driven over its debugging pipe; every request that it makes is written down."""

import base64
import json
import os
import re
import select
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")
_FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-default-apps", "--disable-extensions", "--disable-dev-shm-usage", "--mute-audio",
    "--disable-features=OptimizationHints,MediaRouter,Translate", "--hide-scrollbars",
    "--force-color-profile=srgb", "--remote-debugging-pipe",
)  # fmt: skip


class Browser:
    """One page of a browser: *log* has the URL of every request of the page.

    Once the browser has ended, *reached* has every URL and host in its net log.
    """

    def __init__(self, write: int, read: int) -> None:
        self._write, self._read, self._held, self._number = write, read, b"", 0
        self._events: list[dict[str, Any]] = []
        self.log: list[str] = []
        self.reached: set[str] = set()
        self._session: str | None = None
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)[
            "sessionId"
        ]
        for domain in ("Page", "Network", "Runtime"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        """Send a command of the DevTools protocol, and wait for its answer."""
        self._number += 1
        sent: dict[str, Any] = {"id": self._number, "method": method, "params": params}
        if self._session:
            sent["sessionId"] = self._session
        os.write(self._write, json.dumps(sent).encode() + b"\0")
        while True:
            message = self._next()
            if message.get("id") == self._number:
                assert "error" not in message, message["error"]
                return message["result"]
            self._note(message)

    def wait(self, event: str) -> dict[str, Any]:
        """Wait for an event that has not been waited for yet."""
        while True:
            for place, held in enumerate(self._events):
                if held["method"] == event:
                    del self._events[: place + 1]
                    return held["params"]
            self._note(self._next())

    def go(self, url: str, *, quiet: bool = True) -> None:
        """Open *url*, and wait until it is loaded and, if *quiet*, asks for nothing more."""
        self._events.clear()
        self.call("Page.setLifecycleEventsEnabled", enabled=True)
        self.call("Page.navigate", url=url)
        self.wait("Page.loadEventFired")
        while quiet and self.wait("Page.lifecycleEvent")["name"] != "networkIdle":
            pass

    def js(self, expression: str) -> Any:
        """Evaluate *expression* in the page, as the debugger may though its scripts may not."""
        result = self.call("Runtime.evaluate", expression=expression, returnByValue=True,
                           awaitPromise=True)  # fmt: skip
        assert "exceptionDetails" not in result, result
        return result["result"].get("value")

    def click(self, selector: str) -> None:
        """Click what *selector* selects, with the mouse."""
        box = self.js(
            f"(e => {{ e.scrollIntoView(); const r = e.getBoundingClientRect();"
            f" return [r.x + r.width / 2, r.y + r.height / 2] }})"
            f"(document.querySelector({json.dumps(selector)}))"
        )
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=box[0], y=box[1], button="left",
                      clickCount=1)  # fmt: skip

    def screenshot(self, path: Path, width: int = 1000, height: int = 800) -> None:
        """Write a picture of the page to *path*."""
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height,
                  deviceScaleFactor=1, mobile=False)  # fmt: skip
        path.write_bytes(base64.b64decode(self.call("Page.captureScreenshot")["data"]))

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._held:
            assert select.select([self._read], [], [], 30)[0], "the browser says nothing more"
            piece = os.read(self._read, 1 << 16)
            assert piece, "the browser is gone"
            self._held += piece
        message, _, self._held = self._held.partition(b"\0")
        return json.loads(message)

    def _note(self, message: dict[str, Any]) -> None:
        if message.get("method") == "Network.requestWillBeSent":
            self.log.append(message["params"]["request"]["url"])
        if "method" in message:
            self._events.append(message)


@contextmanager
def browser() -> Iterator[Browser]:
    """Run a browser for the length of a block."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        netlog = Path(home) / "netlog.json"
        to_read, our_write = os.pipe()
        our_read, to_write = os.pipe()

        def pipes() -> None:
            # Chromium reads commands from descriptor 3 and answers on 4.
            low, high = os.dup(to_read), os.dup(to_write)
            os.dup2(low, 3)
            os.dup2(high, 4)

        process = subprocess.Popen(
            [str(CHROMIUM), *_FLAGS, f"--user-data-dir={home}/profile", f"--log-net-log={netlog}"],
            preexec_fn=pipes, close_fds=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(to_read)
        os.close(to_write)
        try:
            driven = Browser(our_write, our_read)
            yield driven
        finally:
            os.close(our_write)
            os.close(our_read)
            process.terminate()
            process.wait(20)
        driven.reached = _reached(netlog)


def _reached(netlog: Path) -> set[str]:
    text = netlog.read_text(errors="replace")  # JSON, but cut where the browser ended
    return set(re.findall(r'"(?:host|url|address|original_url)":"([^"]+)"', text))
