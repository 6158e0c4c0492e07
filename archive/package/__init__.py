"""Packages: a collection, or a part of it that stands alone, in one file that others can open.

A WACZ (``wacz``) holds WARCs, their index and the list of pages; a bag (``bag``)
wraps one for deposit. What is withdrawn is in none.
"""

from archive.package.bag import bag
from archive.package.choose import Slice, everything, of_articles, of_portals
from archive.package.wacz import Packaged, package

__all__ = ["Packaged", "Slice", "bag", "everything", "of_articles", "of_portals", "package"]
