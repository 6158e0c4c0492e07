"""``python -m portal_spider``: the same as ``portal``."""

from portal_spider.cli import main

if __name__ == "__main__":
    main()
