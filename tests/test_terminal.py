"""What was archived moves no cursor: neither from what a command prints nor from a log that is read."""

import logging
import re
import subprocess
import sys
from pathlib import Path

import pytest

from archive import search
from archive.collection import Collection
from portal_spider.log import log_settled, logging_to
from tests.corpora import article, collection_of

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
EVIL = "\x1b]0;owned\x07泉山\x9b2J\u202e\x08\r"


@pytest.fixture(scope="module")
def evil(tmp_path_factory) -> Collection:
    text = f"供暖{EVIL}" + "".join(chr(0x4E00 + n) for n in range(200))
    told = {"source": EVIL, "section": (EVIL,), "authors": (EVIL,), "editors": (EVIL,)}
    made = [
        article(1, title=EVIL, text=text, **told),
        article(1, version=2, title=f"{EVIL}改", text=f"{text}。改{EVIL}", **told),
        article(2, title=EVIL, text=text, **told),
    ]
    collection = collection_of(tmp_path_factory.mktemp("terminal") / "c", made)
    search.update(collection)
    return collection


@pytest.mark.parametrize(
    "command",
    [
        ("show", article(1).id), ("search", "泉山"), ("search", "泉山", "--group"), ("reprints",),
        ("reprints", article(1).id), ("status",), ("show", EVIL[:-1]), ("search", f'"{EVIL[:-1]}'),
    ],
    ids=lambda command: command[0],
)  # fmt: skip
def test_what_a_command_prints(evil: Collection, command: tuple[str, ...]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "portal_spider", *command, "--into", evil.root],
        capture_output=True, timeout=60, check=False,
    )  # fmt: skip
    printed = (done.stdout + done.stderr).decode()
    assert done.returncode in (0, 1, 2), printed
    assert printed
    assert not CONTROL.search(printed)


def test_what_stands_in_a_log(tmp_path: Path) -> None:
    with logging_to(tmp_path / "crawl.log"):
        log_settled(
            "article", f"http://a.example/{EVIL}", status=200, reason=f"x\n{EVIL}", found_on=EVIL
        )
        logging.getLogger("scrapy").warning(
            "odd: %s", f"{EVIL}\n2026-01-01T00:00:00Z 200 0 article forged"
        )
    lines = (tmp_path / "crawl.log").read_text().splitlines()
    assert len(lines) == 2
    assert not any(map(CONTROL.search, lines))
