"""``portal``, and ``python -m portal_spider``: what is imported first can be interrupted, too."""

import os
import sys


def main() -> None:
    """Run the command."""
    try:
        from portal_spider.cli import main as run
    except KeyboardInterrupt:
        print("portal: interrupted", file=sys.stderr, flush=True)
        os._exit(5)  # Python may have noted an interrupt of what it imported, and end by the signal
    run()


if __name__ == "__main__":
    main()
