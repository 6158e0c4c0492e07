"""The keeper: bytes to disk and back, and access to them. Knows neither Scrapy nor HTML.

``Collection`` is what a researcher meets (docs/research.md); the modules stay
usable alone.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from archive.article import Article
    from archive.facade import Collection
    from archive.listing import Only

__version__ = "0.1.0"
__all__ = ["Article", "Collection", "Only", "__version__"]

_WHERE = {
    "Article": "archive.article", "Collection": "archive.facade", "Only": "archive.listing",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    """Import a name when it is asked for: a writer needs no search engine."""
    if name not in _WHERE:
        raise AttributeError(f"module 'archive' has no attribute {name!r}")
    return getattr(__import__(_WHERE[name], fromlist=[name]), name)
