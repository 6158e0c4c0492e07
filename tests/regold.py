"""Record anew what the pages under ``tests/pages`` read as: ``python -m tests.regold [FOLDER…]``.

Look at the difference before you commit it: it is what readers will see.
"""

import sys
from pathlib import Path

from portal_spider import fixture

PAGES = Path(__file__).parent / "pages"


def folders() -> list[Path]:
    """Every kept page."""
    return sorted(path.parent for path in PAGES.glob("*/*/url.txt"))


def main(chosen: list[Path]) -> None:
    for folder in chosen or folders():
        now = fixture.read(folder)
        change = "as before"
        if not (folder / "article.json").exists() or fixture.expected(folder) != now:
            fixture.expect(folder, now)
            change = "recorded anew"
        print(f"{folder.relative_to(PAGES)}: {change}")


if __name__ == "__main__":
    main([Path(argument).resolve() for argument in sys.argv[1:]])
